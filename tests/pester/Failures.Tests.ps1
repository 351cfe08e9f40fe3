Describe 'A creation that cannot succeed' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws
        $call = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1'; WarningAction = 'Ignore' }
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'names a subnet that does not exist, and makes nothing' {
        $null = New-SinkInput @{ subnet_ids = @('subnet-0ffffffffffffffff') } | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
        "$($failure[0])" | Should -Match 'subnet-0ffffffffffffffff'
        $rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'waits for a role that cannot be assumed yet' {
        Stop-KrakenLocalAws
        $aws = Start-KrakenLocalAws -IamPropagationDelay 3
        $connector = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -ErrorAction Stop
        $connector.ConnectorState | Should -Be 'RUNNING'
        $tries = $rehearsalType::Requests($aws.EndpointUrl) | Where-Object Operation -EQ CreateConnector
        $tries.Count | Should -BeGreaterThan 1
    }

    It 'carries the state''s message and the last log lines of a connector that failed' {
        $rehearsalType::FailConnector($aws.EndpointUrl, '*', 'The workers are unhealthy.', @('[Worker-1] starting', '[Worker-1] org.apache.kafka.common.errors.TopicAuthorizationException: no access to topics'))
        $null = New-SinkInput | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.ConnectorFailed,*'
        "$($failure[0])" | Should -Match 'The workers are unhealthy'
        "$($failure[0])" | Should -Match 'TopicAuthorizationException'
    }

    It 'names the call that is not allowed, and completes when it is' {
        $rehearsalType::Fault($aws.EndpointUrl, 'AccessDenied', 'CreateSecurityGroup', 1)
        $null = New-SinkInput | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.AccessDenied,*'
        $failure[0].CategoryInfo.Category | Should -Be 'PermissionDenied'
        "$($failure[0])" | Should -Match 'ec2:CreateSecurityGroup'
        (New-SinkInput | New-KrakenMskConnector @call -ErrorAction Stop).ConnectorState | Should -Be 'RUNNING'
    }

    It 'is ridden out where calls are throttled for a while' {
        $rehearsalType::Fault($aws.EndpointUrl, 'Throttle', 'CreateConnector', 2)
        $rehearsalType::Fault($aws.EndpointUrl, 'Throttle', 'CreateRole', 1)
        (New-SinkInput | New-KrakenMskConnector @call -ErrorAction Stop).ConnectorState | Should -Be 'RUNNING'
    }

    It 'says that the endpoint cannot be reached' {
        Stop-KrakenLocalAws
        $null = New-SinkInput | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.EndpointUnreachable,*'
        $failure[0].CategoryInfo.Category | Should -Be 'ConnectionError'
    }

    It 'names the ARN of another region, and sends nothing' {
        $cluster = (New-SinkInput).msk_cluster_arn -replace 'us-east-1', 'eu-west-1'
        $null = New-SinkInput @{ msk_cluster_arn = $cluster } | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
        "$($failure[0])" | Should -Match 'MskClusterArn'
        "$($failure[0])" | Should -Match 'eu-west-1'
        $rehearsalType::Requests($aws.EndpointUrl) | Should -BeNullOrEmpty
    }

    It 'refuses the second of two specs of the same name' {
        $connectors = (New-SinkInput), (New-SinkInput) | New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        @($connectors).Count | Should -Be 1
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.Duplicate,*'
        @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object Operation -EQ CreateConnector).Count | Should -Be 1
    }

    It 'stops no other connector of the pipeline' {
        $connectors = (New-SinkInput @{ connector_name = 'lost'; subnet_ids = @('subnet-0ffffffffffffffff') }), (New-SinkInput) |
            New-KrakenMskConnector @call -ErrorVariable failure -ErrorAction SilentlyContinue
        ($connectors | Where-Object Result -EQ Created).ConnectorName | Should -Be 's3-sink-raw-mnpi-dev'
        ($connectors | Where-Object Result -EQ Failed).ConnectorName | Should -Be 'lost'
        $failure[0].TargetObject | Should -Be 'lost'
    }
}

Describe 'Ctrl+C while a connector is being created' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 5
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'returns at once and leaves what a second run completes' {
        # Another runspace of the same process, as the console's own pipeline is, so that it can be stopped from here.
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$modulePath'; Import-KrakenConnectorSpec '$sinkFile' | New-KrakenMskConnector -EndpointUrl $($aws.EndpointUrl)")
        $running = $shell.BeginInvoke()
        $deadline = [datetime]::UtcNow.AddSeconds(60)
        while (-not ($rehearsalType::Requests($aws.EndpointUrl) | Where-Object Operation -EQ DescribeConnector)) {
            [datetime]::UtcNow | Should -BeLessThan $deadline -Because 'the creation has to get to its wait'
            Start-Sleep -Milliseconds 50
        }

        # The connector is in CREATING for seconds; the stop must not wait for it.
        $stopping = $shell.BeginStop($null, $null)
        $stopping.AsyncWaitHandle.WaitOne([timespan]::FromSeconds(3)) | Should -BeTrue
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $running.IsCompleted | Should -BeTrue
        (Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Region us-east-1).ConnectorState | Should -Be 'CREATING'
        $shell.Dispose()

        $connector = New-SinkInput | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -ErrorAction Stop
        $connector.ConnectorState | Should -Be 'RUNNING'
        @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object Operation -EQ CreateConnector).Count | Should -Be 1
    }
}
