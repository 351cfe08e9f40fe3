# Each recipe of docs/how-to.md, as pasted, on an embedded AWS of its own; and what it says of the outcome.

BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
    $page = [IO.Path]::Combine($root, 'docs', 'how-to.md')
    $recipes = Get-PageBlock $page | Where-Object Language -EQ 'powershell' | Group-Object Heading | ForEach-Object {
        @{ Recipe = $_.Name; Blocks = @($_.Group.Code) }
    }
    $headings = [regex]::Matches((Get-Content $page -Raw), '(?m)^## (.+?)\r?$').ForEach({ @{ Heading = $_.Groups[1].Value } })
}

Describe 'The recipes of docs/how-to.md' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
        $page = [IO.Path]::Combine($root, 'docs', 'how-to.md')
        $orders = 'orders-cdc'
        # Before the first call, since the process keeps the place of the file.
        $env:AWS_SHARED_CREDENTIALS_FILE = [IO.Path]::Combine($TestDrive, 'credentials')
        foreach ($account in 'dev', 'prod') { "[kraken-$account]", "aws_access_key_id = KEY-$account", 'aws_secret_access_key = made-up' | Add-Content $env:AWS_SHARED_CREDENTIALS_FILE }

        function Get-Plain([string] $Name = '*') { @(Get-KrakenMskConnector $Name -EndpointUrl $aws.EndpointUrl -Region us-east-1) }
        function Get-Request([string] $Operation) { @(Get-KrakenLocalAwsRequest $aws.EndpointUrl -Operation $Operation | Where-Object { $_.StatusCode -lt 300 -and $_.StatusCode -gt 0 }) }
        function Set-Spec([string] $Folder, [string] $Name, [switch] $Sink, [hashtable] $With = @{}) {
            $With['connector_name'] = $Name
            $null = New-Item -ItemType Directory $Folder -Force
            ($Sink ? (New-SinkInput $With) : (New-SourceInput $With)) | ConvertTo-Json -Depth 6 | Set-Content ([IO.Path]::Combine($Folder, "$Name.json"))
        }
        function New-Connector {
            $null = Import-KrakenConnectorSpec ([IO.Path]::Combine($folder, 'connectors', '*')) -WarningAction Ignore |
                New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -NoTaskCheck
        }

        # For each recipe: what there is before, and what must be so afterwards.
        $stories = @{
            'Rotate the database password'                  = @{
                Before = {
                    New-Connector
                    $null = Invoke-LocalAws $aws.EndpointUrl secretsmanager -Target secretsmanager.PutSecretValue -Json @{
                        SecretId = 'kraken/dev/database'; SecretString = '{"username":"made-up","password":"rotated"}'; ClientRequestToken = "$([guid]::NewGuid())"
                    }
                    # The rotation is no change of the spec.
                    (Import-KrakenConnectorSpec "$folder/connectors/*" -WarningAction Ignore | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore).HasChanges | Should -BeFalse
                }
                After  = {
                    $text | Should -Match 'RESTART_CONNECTOR\s+(OperationState : )?RESTART_COMPLETE'
                    (Get-Plain).ConnectorState | Should -Be 'RUNNING'
                }
            }
            'Roll a plugin to 30 connectors in waves'       = @{
                Before = {
                    Remove-Item "$folder/connectors/*"
                    foreach ($number in 1..30) {
                        Set-Spec "$folder/connectors" "sink-$('{0:d2}' -f $number)" -Sink -With @{ autoscaling_max_worker_count = 2 }
                    }
                    New-Connector
                    $made = Invoke-LocalAws $aws.EndpointUrl kafkaconnect '/v1/custom-plugins' -Json @{
                        name = 'confluent-s3-sink-2'; contentType = 'ZIP'
                        location = @{ s3Location = @{ bucketArn = 'arn:aws:s3:::kraken-connect-plugins-dev'; fileKey = 'plugins/confluent-s3-sink.zip' } }
                    }
                    $plugin = "/v1/custom-plugins/$([uri]::EscapeDataString($made.customPluginArn))"
                    while ((Invoke-LocalAws $aws.EndpointUrl kafkaconnect $plugin -Method Get).customPluginState -ne 'ACTIVE') { Start-Sleep -Milliseconds 100 }
                    foreach ($file in Get-Item "$folder/connectors/*") {
                        (Get-Content $file -Raw) -replace 'arn:aws:kafkaconnect:[^"]*custom-plugin/[^"]+', $made.customPluginArn | Set-Content $file
                    }
                }
                After  = {
                    $updates = Get-Request UpdateConnector
                    $updates.Count | Should -Be 30
                    # A wave is watched to its end before the next begins.
                    foreach ($size in 1, 10) {
                        Get-Request DescribeConnectorOperation | Where-Object { $_.Sequence -gt $updates[$size - 1].Sequence -and $_.Sequence -lt $updates[$size].Sequence } |
                            Should -Not -BeNullOrEmpty -Because "wave $size ends first"
                    }
                    Get-Plain | Should -HaveCount 30
                    (Get-Plain).ConnectorState | Select-Object -Unique | Should -Be 'RUNNING'
                    (Import-KrakenConnectorSpec "$folder/connectors/*" -WarningAction Ignore | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore).HasChanges | Should -Not -Contain $true
                    Get-Request CreateConnector | Should -HaveCount 30
                }
            }
            'Provision several accounts and regions'        = @{
                Before = {
                    $script:other = Start-KrakenLocalAws -ConnectorTransition 0.1 -Region eu-west-1 -AccountId 210987654321
                    Set-Spec "$folder/connectors/dev" dev-sink -Sink
                    Set-Spec "$folder/connectors/prod" prod-sink -Sink
                    $file = "$folder/connectors/prod/prod-sink.json"
                    (Get-Content $file -Raw) -replace 'us-east-1', 'eu-west-1' -replace '123456789012', '210987654321' | Set-Content $file
                    # As on the page, with the endpoint of a rehearsal.
                    $shown = (Get-PageBlock $page | Where-Object { $_.Heading -eq $Recipe -and $_.Language -eq 'text' }).Code
                    $shown -replace "'kraken-dev'", "`$0; EndpointUrl = '$($aws.EndpointUrl)'" -replace "'kraken-prod'", "`$0; EndpointUrl = '$($other.EndpointUrl)'" | Set-Content "$folder/accounts.psd1"
                }
                After  = {
                    (Get-Plain).ConnectorName | Should -Be 'dev-sink'
                    $there = Get-KrakenMskConnector -EndpointUrl $other.EndpointUrl -Region eu-west-1
                    "$($there.ConnectorName) $($there.AccountId)" | Should -Be 'prod-sink 210987654321'
                    Get-KrakenLocalAwsRequest $other.EndpointUrl | Where-Object AccessKeyId -EQ 'KEY-dev' | Should -BeNullOrEmpty
                    # A profile of another account is refused.
                    (Get-Content "$folder/connectors/dev/dev-sink.json" -Raw) -replace '123456789012', '210987654321' | Set-Content "$folder/wrong.json"
                    $refused = Invoke-PageBlock $session "Import-KrakenConnectorSpec ./wrong.json | Update-KrakenMskConnector -ProfileName kraken-dev -EndpointUrl $($aws.EndpointUrl)"
                    "$($refused.Errors)" | Should -Match 'Kraken.AccountMismatch'
                    @(Get-Plain).Count | Should -Be 1
                }
            }
            'Adopt what exists'                             = @{
                Before = {
                    New-Connector
                    $script:arn = (Get-Plain).ConnectorArn
                    Remove-Item "$folder/connectors/*"
                    # Without the tags, it is anybody's.
                    $is = Get-Plain
                    $null = Invoke-LocalAws $aws.EndpointUrl kafkaconnect "/v1/tags/$([uri]::EscapeDataString($arn))?tagKeys=kraken%3Amanaged-by&tagKeys=kraken%3Aconnector" -Method Delete
                    $null = Invoke-LocalAws $aws.EndpointUrl iam -Form @{
                        Action = 'UntagRole'; Version = '2010-05-08'; RoleName = $is.IamRoleArn -replace '.*/'
                        'TagKeys.member.1' = 'kraken:managed-by'; 'TagKeys.member.2' = 'kraken:connector'
                    }
                    $null = Invoke-LocalAws $aws.EndpointUrl ec2 -Form @{
                        Action = 'DeleteTags'; Version = '2016-11-15'; 'ResourceId.1' = $is.SecurityGroupId
                        'Tag.1.Key' = 'kraken:managed-by'; 'Tag.2.Key' = 'kraken:connector'
                    }
                    $null = Invoke-LocalAws $aws.EndpointUrl logs -Target Logs_20140328.UntagResource -Json @{
                        resourceArn = "arn:aws:logs:us-east-1:123456789012:log-group:$($is.LogGroupName)"; tagKeys = @('kraken:managed-by', 'kraken:connector')
                    }
                    $refused = Invoke-PageBlock $session 'Remove-KrakenMskConnector orders-cdc'
                    "$($refused.Errors)" | Should -Match 'Kraken\.NotOwned.*does not have this module''s tags; nothing was removed'
                }
                After  = {
                    (Get-Plain).ConnectorArn | Should -Be $arn
                    # What waits for AWS leaves its place to the next, which may have begun by then.
                    (Get-Request CreateConnector).Count | Should -BeGreaterOrEqual 1
                    $text | Should -Match 'is taken over'
                    (Import-KrakenConnectorSpec "$folder/connectors/*" -WarningAction Ignore | Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore).HasChanges | Should -BeFalse
                    $null = Invoke-PageBlock $session 'Remove-KrakenMskConnector orders-cdc'
                    Get-Plain | Should -BeNullOrEmpty
                }
            }
            'Find out why it failed'                        = @{
                Before = {
                    $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=TasksDie,Connector=orders-cdc,Cause=TopicDenied')
                    New-Connector
                }
                After  = { $text | Should -Match 'TopicAuthorizationException' }
            }
            'Accept a warning'                              = @{
                Before = { }
                After  = {
                    # The screen breaks lines anywhere.
                    $shown = $text -replace '\s'
                    $shown | Should -Match 'AcceptedAutoscalingMaxWorkerCount.*Reason:Thesecondworkerisastandby\.\[AutoscaledSingleTask\]'
                    $shown | Should -Not -Match 'WarningAutoscalingMaxWorkerCount'
                }
            }
            'Try again what failed in a fleet'              = @{
                Before = {
                    Set-Spec "$folder/connectors" orders-sink -Sink
                    $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=AccessDenied,Service=logs,Operation=CreateLogGroup')
                }
                After  = {
                    $text | Should -Match 'StateDescription : .*CreateLogGroup'
                    $text | Should -Match '(?m)^Created '
                    (Get-Plain).ConnectorState | Should -Be @('RUNNING', 'RUNNING')
                }
                # The one whose creation was refused at first.
                Errors = '^Kraken.AccessDenied,'
            }
            'Decommission one connector, or all'            = @{
                Before = {
                    Set-Spec "$folder/connectors" orders-sink -Sink
                    New-Connector
                }
                After  = {
                    Get-Plain | Should -BeNullOrEmpty
                    Get-KrakenOrphan -EndpointUrl $aws.EndpointUrl -Region us-east-1 | Should -BeNullOrEmpty
                }
                # It is gone already when all are removed.
                Errors = '^Kraken.NotFound,.*orders-cdc'
            }
            'Keep a folder as the whole truth'              = @{
                Before = {
                    Set-Spec "$folder/connectors" orders-sink -Sink
                    Set-Spec "$folder/other" fills-sink -Sink
                    $null = Import-KrakenConnectorSpec "$folder/other/*" -WarningAction Ignore | New-KrakenMskConnector -Fleet fills -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -NoTaskCheck
                }
                After  = {
                    $text | Should -Match 'Delete Connector orders-sink'
                    $text | Should -Match 'Removed +DELETED +us-east-1 +orders-sink'
                    (Get-Plain).ConnectorName | Should -Be @('fills-sink', 'orders-cdc')
                    Get-Request DeleteConnector | Should -HaveCount 1
                }
            }
            'Pin and upgrade the module'                    = @{
                Before = {
                    $version = (Get-Module Kraken.MskConnect).Version
                    (Get-Content $page -Raw) | Should -Match "-RequiredVersion $([regex]::Escape($version))\b" -Because 'the page names the version that the module has'
                    $null = Copy-Item (Split-Path $modulePath) ([IO.Path]::Combine($folder, 'modules', 'Kraken.MskConnect', $version)) -Recurse
                }
                # In a process of its own, which holds no copy of the module yet.
                Run    = {
                    $settings = "`$env:PSModulePath = '$folder/modules'; Set-Location '$folder'; `$PSDefaultParameterValues = @{ '*-KrakenMskConnector:EndpointUrl' = '$($aws.EndpointUrl)' }"
                    @($settings) + $Blocks + '"from $((Get-Module Kraken.MskConnect).ModuleBase)"' -join "`n" | Set-Content "$folder/run.ps1"
                    $shell = Get-Shell
                    $text = (& $shell[0] @($shell | Select-Object -Skip 1) -NoProfile -NonInteractive -File "$folder/run.ps1" 2>&1) -join "`n"
                    [pscustomobject]@{ Text = $text; Errors = @($LASTEXITCODE | Where-Object { $_ }) }
                }
                After  = {
                    $text | Should -Match 'orders-cdc'
                    $text | Should -BeLike "*from $folder*"
                    $text | Should -Not -Match 'Error'
                }
            }
            'Go on after a laptop died in the middle'       = @{
                Before = {
                    Set-Spec "$folder/connectors" orders-sink -Sink
                    # Another process, which is killed as soon as the first connector is being made.
                    $start = [Diagnostics.ProcessStartInfo]::new((Get-Shell)[0])
                    foreach ($argument in @(Get-Shell | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-Command',
                        "Import-Module '$modulePath'; Import-KrakenConnectorSpec '$folder/connectors/*' | New-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) -ThrottleLimit 1") {
                        $start.ArgumentList.Add($argument)
                    }
                    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
                    $laptop = [Diagnostics.Process]::Start($start)
                    while (-not (Get-Request CreateConnector) -and -not $laptop.HasExited) { Start-Sleep -Milliseconds 20 }
                    $laptop.Kill($true)
                    $laptop.WaitForExit()
                    # What waits for AWS leaves its place to the next, which may have begun by then.
                    (Get-Request CreateConnector).Count | Should -BeGreaterOrEqual 1
                }
                After  = {
                    (Get-Plain).ConnectorState | Should -Be @('RUNNING', 'RUNNING')
                    foreach ($operation in 'CreateConnector', 'CreateRole', 'CreateSecurityGroup', 'CreateLogGroup') {
                        Get-Request $operation | Should -HaveCount 2 -Because "nothing is made twice by $operation"
                    }
                }
            }
            'See what leaves the machine'                   = @{
                Before = {
                    # What goes to anywhere but loopback would take the proxy that the environment names.
                    $script:proxy = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
                    $proxy.Start()
                    $strange = Invoke-Child "Invoke-RestMethod http://example.com -TimeoutSec 2" -Before "`$env:HTTP_PROXY = 'http://$($proxy.LocalEndpoint)'"
                    $proxy.Pending() | Should -BeTrue -Because "the proxy sees what goes out ($strange)"
                    $proxy.AcceptTcpClient().Dispose()
                    $life = "Import-KrakenConnectorSpec '$folder/connectors/*' | New-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) | Remove-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl) -Confirm:`$false"
                    $output = Invoke-Child $life -Before "`$env:HTTP_PROXY = `$env:HTTPS_PROXY = 'http://$($proxy.LocalEndpoint)'; `$env:NO_PROXY = '127.0.0.1,localhost'"
                    Get-Request DeleteConnector | Should -HaveCount 1 -Because $output
                    $proxy.Pending() | Should -BeFalse
                    $proxy.Stop()
                }
                After  = { $text | Should -Match 'sts, GetCallerIdentity' }
            }
            'Know the limits'                               = @{
                Before = { }
                After  = {
                    $text | Should -Match '(?m)^False$'
                    $text | Should -Not -Match '(?m)^Fail '
                    Get-Plain | Should -BeNullOrEmpty
                }
            }
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.5
        $folder = (New-Item -ItemType Directory ([IO.Path]::Combine($TestDrive, [guid]::NewGuid()))).FullName
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'has a story for <Heading>' -ForEach $headings {
        $stories.Keys | Should -Contain $Heading
    }

    It '<Recipe>' -ForEach $recipes {
        $story = $stories[$Recipe]
        if ($Recipe -notmatch 'accounts') { Set-Spec "$folder/connectors" $orders }
        $session = New-PageSession $folder $aws.EndpointUrl
        try {
            if ($Recipe -match 'accounts') { $null = Invoke-PageBlock $session '$PSDefaultParameterValues.Clear()' }
            . $story.Before
            $runs = @($story.Run ? (& $story.Run) : ($Blocks | ForEach-Object { Invoke-PageBlock $session $_ }))
            $text = $runs.Text -join "`n"
            $errors = @($runs.Errors | Where-Object { -not $story.Errors -or $_ -notmatch $story.Errors })
            $errors | Should -BeNullOrEmpty
            . $story.After
        }
        finally {
            $session.Dispose()
        }
    }
}
