Describe 'The checks of a run' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $brokers = 'b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9094,b-2.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9094'
        function New-DirectSink {
            param([hashtable] $With = @{})
            New-SinkInput (@{ msk_bootstrap_servers = $brokers; autoscaling_max_worker_count = 1 } + $With)
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0
        $there = @{ EndpointUrl = $aws.EndpointUrl }
        $since = @(Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'refuse with -Preflight what could not run, and let the other connectors go on' {
        $made = (New-DirectSink @{ connector_name = 'bad'; custom_plugin_revision = 7 }), (New-DirectSink @{ connector_name = 'good' }) |
            New-KrakenMskConnector -Preflight @there -ErrorVariable failure -ErrorAction SilentlyContinue -WarningAction Ignore
        $made.ConnectorName | Should -Be @('bad', 'good')
        $made.Result | Should -Be @('Failed', 'Created')
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.PreflightFailed,Kraken.MskConnect.Cmdlets.NewKrakenMskConnectorCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
        $failure[0].TargetObject | Should -Be 'bad'
        $lines = "$($failure[0])" -split '\r?\n'
        $lines[0] | Should -Be "Preflight of 'bad': Objects.Plugin fails; nothing was changed."
        $lines[1] | Should -Match 'CustomPluginRevision is 7.*Give CustomPluginRevision 2 or less'
        Get-KrakenMskConnector bad -Region us-east-1 @there -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-KrakenOrphan -Region us-east-1 -MinimumAge 0 @there | Should -BeNullOrEmpty
    }

    It 'become warnings where they warn' {
        $null = New-DirectSink @{ subnet_ids = @('subnet-0a1b2c3d4e5f60001') } |
            New-KrakenMskConnector -Preflight @there -WarningVariable warnings -WarningAction SilentlyContinue
        @($warnings | Where-Object Message -Match '^s3-sink-raw-mnpi-dev: Network\.Subnets: .*us-east-1a').Count | Should -Be 1
    }

    It 'refuse an update too, and not for what it mends' {
        $spec = New-DirectSink | New-KrakenConnectorSpec
        $null = $spec | New-KrakenMskConnector @there -WarningAction Ignore
        $rehearsalType::WriteLog($aws.EndpointUrl, 's3-sink-raw-mnpi-dev', @('ERROR Task threw an uncaught and unrecoverable exception. Task is being killed'))
        ($spec | Update-KrakenMskConnector -Preflight -LogRetentionInDays 30 @there -WarningAction Ignore).Changed | Should -BeTrue

        $since = (Get-KrakenLocalAwsRequest | Select-Object -Last 1).Sequence
        $spec | Update-KrakenMskConnector -Preflight -CustomPluginRevision 7 -AllowReplacement -Force @there `
            -ErrorVariable failure -ErrorAction SilentlyContinue -WarningAction Ignore | Should -BeNullOrEmpty
        $failure[0].FullyQualifiedErrorId | Should -Match '^Kraken\.PreflightFailed,.*Update'
        Get-KrakenLocalAwsRequest | Where-Object Sequence -GT $since | Where-Object IsMutating | Should -BeNullOrEmpty
    }

    It 'are shown below the plan under -WhatIf: a few, and all with -Preflight; nothing is made' {
        $text = Invoke-Child @"
`$aws = Start-KrakenLocalAws
`$spec = Get-Content '$sinkFile' -Raw | ConvertFrom-Json -AsHashtable
`$spec.custom_plugin_revision = 7
`$spec.msk_bootstrap_servers = '$brokers'
[pscustomobject]`$spec | New-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf -WarningAction Ignore
[pscustomobject]`$spec | Update-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WhatIf -Preflight -WarningAction Ignore
'mutating: ' + @(Get-KrakenLocalAwsRequest | Where-Object IsMutating).Count
"@
        $text | Should -Match '(?s)What if: s3-sink.*4 to create.*  Checks: 6 Pass, 1 Fail\s+Fail +Objects\.Plugin +CustomPluginRevision is 7.*-> Give CustomPluginRevision 2'
        $text | Should -Match '(?s)What if: Update s3-sink.*  Checks: \d\d Pass, 1 Fail'
        $text | Should -Match 'mutating: 0'
    }

    It 'take four calls beyond the plan under -WhatIf, once for all specs that name the same' {
        $null = 1..5 | ForEach-Object { New-DirectSink @{ connector_name = "raw-$_" } } |
            New-KrakenMskConnector -WhatIf @there -WarningAction Ignore 6>$null
        $calls = Get-KrakenLocalAwsRequest | Where-Object Operation -In 'DescribeCustomPlugin', 'DescribeClusterV2', 'GetBootstrapBrokers'
        $calls.Operation | Sort-Object | Should -Be 'DescribeClusterV2', 'DescribeCustomPlugin', 'GetBootstrapBrokers'
    }
}
