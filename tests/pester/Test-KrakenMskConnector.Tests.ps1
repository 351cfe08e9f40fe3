Describe 'Test-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws
        $there = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $brokers = 'b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9094,b-2.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9094'
        function New-DirectSink {
            param([hashtable] $With = @{})
            New-SinkInput (@{ msk_bootstrap_servers = $brokers } + $With)
        }
        $null = New-DirectSink | New-KrakenMskConnector @there
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'gives one object for each check of a spec whose connector is not made yet' {
        $checks = New-DirectSink @{ connector_name = 'not-yet' } | Test-KrakenMskConnector @there
        $checks.Check.Count | Should -BeGreaterThan 15
        ($checks.Check | Sort-Object -Unique).Count | Should -Be $checks.Check.Count
        $checks | Where-Object Status -NE 'Pass' | Should -BeNullOrEmpty
        $checks.ConnectorName | Select-Object -Unique | Should -Be 'not-yet'
        $checks[0].GetType().FullName | Should -Be 'Kraken.MskConnect.Checks.ConnectorCheck'
    }

    It 'takes a spec, a name, a wildcard and what Get-KrakenMskConnector returns' {
        $spec = New-DirectSink | New-KrakenConnectorSpec
        $spec | Test-KrakenMskConnector -Quiet @there | Should -BeTrue
        Test-KrakenMskConnector $spec.ConnectorName -Quiet -Region us-east-1 @there | Should -BeTrue
        Test-KrakenMskConnector s3-* -Quiet -Region us-east-1 @there | Should -BeTrue
        Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl | Test-KrakenMskConnector -Quiet @there | Should -BeTrue
        'none-*' | Test-KrakenMskConnector -Region us-east-1 @there | Should -BeNullOrEmpty
    }

    It 'makes read calls only' {
        $since = (Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
        $null = New-DirectSink | Test-KrakenMskConnector @there
        $calls = Get-KrakenLocalAwsRequest | Where-Object Sequence -GT $since
        $calls.Count | Should -BeGreaterThan 10
        $calls | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'says what is wrong, in which field, and what to do' {
        $check = New-DirectSink @{ custom_plugin_revision = 7 } | Test-KrakenMskConnector -Check Objects.Plugin @there
        $check.Status | Should -Be 'Fail'
        $check.Field | Should -Be 'CustomPluginRevision'
        $check.Evidence | Should -Match 'is 7, and the latest revision'
        $check.Remedy | Should -Match 'CustomPluginRevision 2'
    }

    It 'is one text for a connector on request' {
        $bad = New-DirectSink @{ custom_plugin_revision = 7 }
        $text = $bad | Test-KrakenMskConnector -As Text @there
        $text | Should -HaveCount 1
        $text | Should -Match '^s3-sink-raw-mnpi-dev\r?\n  Checks: \d+ Pass, 1 Fail'
        $text | Should -Match 'Objects\.Plugin .*is 7, and the latest revision'
        $read = $bad | Test-KrakenMskConnector -As Json @there | ConvertFrom-Json
        ($read | Where-Object Status -CEQ 'Fail').Check | Should -Be 'Objects.Plugin'
        ($read | Where-Object Status -CEQ 'Pass').Count | Should -BeGreaterThan 15
        $markdown = $bad | Test-KrakenMskConnector -As Markdown @there
        $markdown | Should -Match '### Checks of `s3-sink-raw-mnpi-dev`: \d+ Pass, 1 Fail'
        $markdown | Should -Match '\| Fail \| Objects\.Plugin \|'
        $markdown | Should -Not -Match '\| Pass \|'
    }

    It 'runs the checks that -Check names, in any case and with wildcards' {
        (New-DirectSink | Test-KrakenMskConnector -Check network.sub*, Logs.Group @there).Check | Should -Be 'Logs.Group', 'Network.Subnets'
    }

    It 'refuses a check that there is not, before it asks AWS' {
        { New-DirectSink | Test-KrakenMskConnector -Check Weather @there } |
            Should -Throw -ErrorId 'Kraken.SpecInvalid*' -ExpectedMessage "*'Weather'*"
    }

    It 'completes the names of checks and of groups' {
        $line = 'Test-KrakenMskConnector x -Check Netw'
        $matches = (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText
        $matches | Should -Contain 'Network.Subnets'
        $matches[0] | Should -Be "'Network.*'"
        $matches | Should -Not -Contain 'Logs.Group'
    }

    It 'says yes or no with -Quiet, and warns of what is unknown' {
        New-DirectSink @{ custom_plugin_revision = 7 } | Test-KrakenMskConnector -Quiet @there | Should -BeFalse
        $rehearsalType::Fault($aws.EndpointUrl, 'AccessDenied', 'DescribeClusterV2', 100)
        New-DirectSink | Test-KrakenMskConnector -Quiet -Check Cluster.State -EndpointUrl $aws.EndpointUrl -WarningVariable warnings -WarningAction SilentlyContinue |
            Should -BeTrue
        $rehearsalType::Heal($aws.EndpointUrl)
        "$warnings" | Should -Match 'Cluster\.State is unknown: .*kafka:DescribeClusterV2'
    }

    It 'makes an error of a connector that is not there and of a spec that is invalid, and goes on' {
        $quiet = 'nobody', 's3-sink-raw-mnpi-dev' |
            Test-KrakenMskConnector -Quiet -Region us-east-1 -ErrorVariable missing -ErrorAction SilentlyContinue @there
        $quiet | Should -BeTrue
        $missing[0].FullyQualifiedErrorId | Should -Match '^Kraken\.NotFound'
        $null = New-DirectSink @{ vpc_id = 'none' } |
            Test-KrakenMskConnector -ErrorVariable invalid -ErrorAction SilentlyContinue @there
        $invalid[0].FullyQualifiedErrorId | Should -Match '^Kraken\.SpecInvalid'
    }

    It 'refuses another region than the spec''s' {
        $null = New-DirectSink | New-KrakenConnectorSpec |
            Test-KrakenMskConnector -Region eu-west-1 -ErrorVariable wrong -ErrorAction SilentlyContinue @there
        $wrong[0].FullyQualifiedErrorId | Should -Match '^Kraken\.SpecInvalid'
        "$($wrong[0])" | Should -Match 'eu-west-1'
    }

    It 'is shown as a table of statuses with what to do' {
        $text = New-DirectSink @{ custom_plugin_revision = 7 } | Test-KrakenMskConnector -Check Objects.Plugin, Network.Egress @there |
            Out-String -Width 200
        $text | Should -Match 'Connector: s3-sink-raw-mnpi-dev'
        $text | Should -Match 'Pass +Network\.Egress'
        $text | Should -Match 'Fail +Objects\.Plugin +CustomPluginRevision is 7'
        $text | Should -Match 'Give\s+CustomPluginRevision 2 or less'
    }
}
