# What every suite begins with: the assembled module, imported without any AWS settings of the machine, and helpers.

$root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..'))
foreach ($variable in Get-ChildItem Env:AWS_*) {
    Remove-Item "Env:$($variable.Name)"
}
# The suites run in CI systems too, and want to see what a person at a prompt sees.
foreach ($variable in 'CI', 'TF_BUILD', 'GITHUB_ACTIONS', 'JENKINS_URL', 'TEAMCITY_VERSION', 'CODEBUILD_BUILD_ID') {
    Remove-Item "Env:$variable" -ErrorAction Ignore
}
$env:AWS_EC2_METADATA_DISABLED = 'true'
$env:AWS_SHARED_CREDENTIALS_FILE = [IO.Path]::Combine([IO.Path]::GetTempPath(), "kraken-no-credentials-$PID")
$env:AWS_CONFIG_FILE = [IO.Path]::Combine([IO.Path]::GetTempPath(), "kraken-no-config-$PID")

$modulePath = $env:KRAKEN_MODULE
if (-not $modulePath) {
    $modulePath = (Get-ChildItem ([IO.Path]::Combine($root, 'output', 'Kraken.MskConnect', '*', '*.psd1'))).FullName
}
Import-Module $modulePath

# The C# part of the suites has to live in the module's own load context.
$mocksPath = $env:KRAKEN_PESTER_MOCKS
if (-not $mocksPath) {
    $mocksPath = (Get-ChildItem ([IO.Path]::Combine($root, 'tests', 'Kraken.Pester.Mocks', 'bin', '*', '*', 'Kraken.Pester.Mocks.dll')) |
        Sort-Object LastWriteTime -Descending | Select-Object -First 1).FullName
}
$cmdletsAssembly = (Get-Command New-KrakenMskConnector).ImplementingType.Assembly
$context = [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($cmdletsAssembly)
$mocksAssembly = $context.LoadFromAssemblyPath([IO.Path]::GetFullPath($mocksPath))
$mockAwsType = $mocksAssembly.GetType('Kraken.Pester.Mocks.MockAws')
$rehearsalType = $mocksAssembly.GetType('Kraken.Pester.Mocks.Rehearsal')
$storyClockType = $mocksAssembly.GetType('Kraken.Pester.Mocks.StoryClock')
$answeringHostType = $mocksAssembly.GetType('Kraken.Pester.Mocks.AnsweringHost')

$specFolder = [IO.Path]::Combine($root, 'examples', 'specs')
$sinkFile = [IO.Path]::Combine($specFolder, 's3-sink-raw-mnpi-dev.tfvars.json')
$sourceFile = [IO.Path]::Combine($specFolder, 'debezium-postgres-cdc-dev.tfvars.json')

# A valid sink as an object that a test may change before it pipes it.
function New-SinkInput {
    param([hashtable] $With = @{})
    $values = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
    foreach ($name in $With.Keys) {
        $values[$name] = $With[$name]
    }
    [pscustomobject]$values
}

function New-SourceInput {
    param([hashtable] $With = @{})
    $values = Get-Content $sourceFile -Raw | ConvertFrom-Json -AsHashtable
    # The suites are about the warnings too.
    $values.Remove('accepted_findings')
    foreach ($name in $With.Keys) {
        $values[$name] = $With[$name]
    }
    [pscustomobject]$values
}

# What a mocked MSK Connect describes.
function Get-ConnectorDescription {
    param([string] $Name = 's3-sink-raw-mnpi-dev', [string] $State = 'RUNNING')
    @{
        ConnectorName           = $Name
        ConnectorArn            = "arn:aws:kafkaconnect:us-east-1:123456789012:connector/$Name/11111111-2222-3333-4444-555555555555-1"
        ConnectorState          = $State
        CurrentVersion          = 'K1'
        ConnectorConfiguration  = @{ 'connector.class' = 'io.confluent.connect.s3.S3SinkConnector'; topics = 'orders' }
        Capacity                = @{ AutoScaling = @{ McuCount = 1; MinWorkerCount = 1; MaxWorkerCount = 4 } }
        KafkaCluster            = @{ ApacheKafkaCluster = @{ BootstrapServers = 'b:9094'; Vpc = @{ SecurityGroups = @('sg-1'); Subnets = @('subnet-1') } } }
        ServiceExecutionRoleArn = 'arn:aws:iam::123456789012:role/r'
        CreationTime            = [datetime]'2026-01-02T03:04:05Z'
    }
}

# Mocked clients over an account with the examples' network and no connector.
function New-MockAws {
    $mock = $mockAwsType::Install()
    $mock.Reply('GetCallerIdentity', @{ Account = '123456789012'; Arn = 'arn:aws:iam::123456789012:user/tester' })
    $spec = New-SinkInput
    $mock.Reply('DescribeSubnets', @{
            Subnets = @($spec.subnet_ids | ForEach-Object { @{ SubnetId = $_; VpcId = $spec.vpc_id; AvailableIpAddressCount = 100 } })
        })
    $mock.Fail('GetRole', 'Amazon.IdentityManagement.Model.NoSuchEntityException', 'NoSuchEntity', 'no such role', 404)
    $mock.Reply('DescribeSecurityGroups', @{ SecurityGroups = @() })
    $mock.Reply('DescribeLogGroups', @{ LogGroups = @() })
    $mock.Reply('ListConnectors', @{ Connectors = @() })
    $mock.Reply('ListWorkerConfigurations', @{ WorkerConfigurations = @() })
    $properties = 'key.converter=a', 'value.converter=b', 'config.providers=secretsmanager', 'config.providers.secretsmanager.class=com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider' -join "`n"
    $mock.Reply('DescribeWorkerConfiguration', @{
            Name           = 'kraken-secrets'
            LatestRevision = @{ Revision = 1; PropertiesFileContent = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($properties)) }
        })
    $mock
}

# The answers of a creation that succeeds.
function Add-CreationAnswer {
    param($Mock, [string] $Name = 's3-sink-raw-mnpi-dev')
    $Mock.Reply('CreateRole', @{ Role = @{ Arn = 'arn:aws:iam::123456789012:role/r'; RoleName = 'r' } })
    $Mock.Reply('PutRolePolicy', @{})
    $Mock.Reply('CreateSecurityGroup', @{ GroupId = 'sg-1' })
    $Mock.Reply('AuthorizeSecurityGroupEgress', @{ Return = $true })
    $Mock.Reply('RevokeSecurityGroupEgress', @{ Return = $true })
    $Mock.Reply('CreateLogGroup', @{})
    $Mock.Reply('PutRetentionPolicy', @{})
    $Mock.Reply('CreateConnector', @{ ConnectorArn = (Get-ConnectorDescription $Name).ConnectorArn; ConnectorName = $Name; ConnectorState = 'CREATING' })
    $Mock.Reply('DescribeConnector', (Get-ConnectorDescription $Name))
}

# The operations of a mocked AWS that change something.
function Get-Mutation {
    param($Mock)
    @($Mock.Calls.Operation | Where-Object { $_ -notmatch '^(Get|List|Describe)' })
}

# A record of a stream, in every form in which somebody may look at it.
function Get-RecordText {
    param($Record)
    if ($Record -is [Management.Automation.InformationalRecord]) {
        $Record.Message
        return
    }

    $Record | Format-List * -Force | Out-String -Width 500
    $Record.Exception.ToString()
    $Record.ErrorDetails | Out-String
    Get-Error -InputObject $Record | Out-String -Width 500
}

# The program and first arguments by which this PowerShell starts another one like itself.
function Get-Shell {
    $shell = [Environment]::ProcessPath
    $shell
    # The .NET tool edition runs in dotnet and has no executable of its own.
    if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') {
        [IO.Path]::Combine($PSHOME, 'pwsh.dll')
    }
}

# Runs a script in a PowerShell of its own, on the imported module, and returns its whole output as text, the host's
# lines too. Before runs ahead of the import.
function Invoke-Child {
    param([Parameter(Position = 0)] [string] $Script, [string] $Before = '')
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes("$Before; Import-Module '$modulePath'; $Script"))
    $program, [string[]] $arguments = Get-Shell
    $arguments += '-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', $encoded
    (& $program @arguments 2>&1) -join "`n" -replace '\e\[[0-9;]*m'
}
