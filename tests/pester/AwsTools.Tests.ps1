# AWS Tools for PowerShell in the same session: a stand-in for AWS.Tools.KafkaConnect, which loads its own AWSSDK.Core first
# and returns objects of the SDK's types. Property names: AWS Tools for PowerShell reference, Get-MSKCConnectorList and
# Get-MSKCConnector.

Describe 'AWS Tools for PowerShell beside the module' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $bin = [IO.Path]::Combine((Split-Path $modulePath), 'bin')
        $tools = [IO.Path]::Combine($TestDrive, 'AWS.Tools.KafkaConnect')
        $null = New-Item -ItemType Directory $tools
        foreach ($file in 'AWSSDK.Core.dll', 'Kraken.AwsClients.dll') {
            Copy-Item ([IO.Path]::Combine($bin, $file)) $tools
        }
        Set-Content ([IO.Path]::Combine($tools, 'AWS.Tools.KafkaConnect.psm1')) @'
$null = [Reflection.Assembly]::LoadFrom((Join-Path $PSScriptRoot 'AWSSDK.Core.dll'))
$models = [Reflection.Assembly]::LoadFrom((Join-Path $PSScriptRoot 'Kraken.AwsClients.dll'))
function New-Answer([string] $Type, $Connector) {
    $answer = $models.GetType("Amazon.KafkaConnect.Model.$Type", $true)::new()
    $answer.ConnectorName = $Connector.ConnectorName
    $answer.ConnectorArn = $Connector.ConnectorArn
    $answer.ConnectorState = 'RUNNING'
    $answer
}
function Get-MSKCConnectorList($Connector) { New-Answer ConnectorSummary $Connector }
function Get-MSKCConnector($Connector) { New-Answer DescribeConnectorResponse $Connector }
'@
        $script = @"
`$aws = Start-KrakenLocalAws -Region us-west-2 -ConnectorTransition 0.1
`$StoredAWSCredentials = [AppDomain]::CurrentDomain.GetAssemblies().ForEach({ `$_.GetType('Amazon.Runtime.BasicAWSCredentials') }).Where({ `$_ })[0]::new('THEIRS', 's')
`$at = @{ EndpointUrl = `$aws.EndpointUrl; WarningAction = 'Ignore' }
`$spec = (Get-Content '$sinkFile' -Raw) -replace 'us-east-1', 'us-west-2' | ConvertFrom-Json -AsHashtable
`$made = `$spec | New-KrakenMskConnector @at
# Whatever the session's region is, the ARN's counts.
`$StoredAWSRegion = 'eu-west-1'
foreach (`$found in (Get-MSKCConnectorList `$made), (Get-MSKCConnector `$made)) {
    `$type = `$found.GetType().Name
    "`$type get: " + (`$found | Get-KrakenMskConnector @at).ConnectorState
    "`$type export: " + (`$found | Export-KrakenConnectorSpec @at).Region
    "`$type wait: " + (`$found | Wait-KrakenMskConnector @at).ConnectorState
    "`$type update: " + (`$found | Update-KrakenMskConnector -ConfigurationChange @{ 'flush.size' = `$type.Length } -Confirm:`$false @at).Changed
}
"remove: " + @(`$found | Remove-KrakenMskConnector -Confirm:`$false @at).Count
"left: " + @(Get-KrakenMskConnector -Region us-west-2 @at).Count
"asked by: " + (@(Get-KrakenLocalAwsRequest | ForEach-Object AccessKeyId | Sort-Object -Unique) -join ',')
"cores: " + @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AWSSDK.Core' }).Count
"@
        $text = Invoke-Child -Before "Import-Module '$tools/AWS.Tools.KafkaConnect.psm1'" -Script $script
    }

    It 'takes a <_> in Get, Export, Wait and Update' -ForEach 'ConnectorSummary', 'DescribeConnectorResponse' {
        $text | Should -Match "$_ get: RUNNING"
        $text | Should -Match "$_ export: us-west-2"
        $text | Should -Match "$_ wait: RUNNING"
        $text | Should -Match "$_ update: True"
    }

    It 'takes them in Remove' {
        $text | Should -Match 'remove: [1-9]'
        $text | Should -Match 'left: 0'
    }

    It 'calls with $StoredAWSCredentials of the other module, beside its AWSSDK.Core' {
        $text | Should -Match 'asked by: THEIRS\b'
        $text | Should -Match 'cores: 2'
    }
}
