Describe 'Connectors that come down a pipeline together' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))

        # Specs of one worker each.
        function New-Fleet {
            param([int] $Count, [hashtable] $With = @{})
            foreach ($number in 1..$Count) {
                New-SinkInput (@{ connector_name = 'raw-{0:000}' -f $number; autoscaling_max_worker_count = 1 } + $With)
            }
        }

        # What a command returns, what it says of the whole, as information or with -Verbose, and the calls that it makes.
        function Measure-Fleet {
            param([scriptblock] $Body)
            $before = $rehearsalType::Requests($aws.EndpointUrl).Count
            $streams = @(& $Body 2>&1 4>&1 6>&1)
            $verbose = @($streams | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
            [pscustomobject]@{
                Output  = @($streams | Where-Object { $_.GetType().Namespace -ne 'System.Management.Automation' })
                Errors  = @($streams | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
                Summary = @(@($verbose) + @($streams | Where-Object { $_ -is [Management.Automation.InformationRecord] } | ForEach-Object { "$_" }) -match '^\d+ connectors?: \d')
                Verbose = @($verbose)
                Calls   = @($rehearsalType::Requests($aws.EndpointUrl) | Select-Object -Skip $before)
            }
        }
    }

    BeforeEach {
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.2
        $call = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore'; ErrorAction = 'SilentlyContinue'; ThrottleLimit = 50 }
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'are looked at with at most 4 calls each where nothing is to be done' {
        $null = New-Fleet 30 | New-KrakenMskConnector @call
        foreach ($command in 'New', 'Update', 'Compare') {
            $run = Measure-Fleet { New-Fleet 30 | & "$command-KrakenMskConnector" @call -Verbose }
            $run.Output.Count | Should -Be 30
            $run.Summary | Should -Be '30 connectors: 30 unchanged.'
            $run.Calls | Where-Object IsMutating | Should -BeNullOrEmpty
            $run.Calls.Count | Should -BeLessOrEqual 120 -Because ($run.Calls | Group-Object Operation -NoElement | Out-String)
        }
    }

    It 'are counted by what became of them' {
        $null = New-Fleet 2 | New-KrakenMskConnector @call
        $specs = @(New-Fleet 4)
        $specs[1] = New-SinkInput @{ connector_name = 'raw-002'; autoscaling_max_worker_count = 1; log_retention_in_days = 30 }
        $specs[3] = New-SinkInput @{ connector_name = 'raw-004'; account_id = '1' }

        $new = Measure-Fleet { $specs | New-KrakenMskConnector @call -Verbose }
        $new.Summary | Should -Be '4 connectors: 1 created, 1 unchanged, 2 failed.'
        $new.Output.ConnectorName | Should -Be @('raw-001', 'raw-002', 'raw-003', 'raw-004')
        $new.Output.Result | Should -Be @('Unchanged', 'Failed', 'Created', 'Failed')
        ($new.Output | Where-Object ConnectorName -EQ 'raw-003').Created | Should -BeTrue

        (Measure-Fleet { $specs[0..2] | Compare-KrakenMskConnector @call -Verbose }).Summary |
            Should -Be '3 connectors: 2 unchanged, 1 different.'
        (Measure-Fleet { $specs[0..2] | Update-KrakenMskConnector @call -WhatIf -Verbose 6>$null }).Summary |
            Should -Be '3 connectors: 3 planned.'
        (Measure-Fleet { $specs[0..2] | Update-KrakenMskConnector @call -Verbose }).Summary |
            Should -Be '3 connectors: 1 changed, 2 unchanged.'
        $removed = Measure-Fleet { 'raw-001', 'raw-002', 'raw-004' | Remove-KrakenMskConnector @call -Region us-east-1 -Force -Verbose }
        $removed.Summary | Should -Be '3 connectors: 2 removed, 1 failed.'
        $removed.Output.Count | Should -Be 2
    }

    It 'have the state that a failure tells in the row of what failed' {
        $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=TasksDie,Connector=raw-001,Cause=TopicDenied')
        $rehearsalType::AddFault($aws.EndpointUrl, 'Kind=ConnectorFails,Connector=raw-002,Cause=TopicDenied')
        $specs = @(New-Fleet 3)
        $specs[2] = New-SinkInput @{ connector_name = 'raw-003'; account_id = '1' }
        $rows = @($specs | New-KrakenMskConnector @call 6>$null)
        $rows.Result | Should -Be @('Failed', 'Failed', 'Failed')
        $rows.ConnectorState | Should -Be @('RUNNING', 'FAILED', '')
    }

    It 'have one verbose line about a single connector too' {
        (Measure-Fleet { New-Fleet 1 | New-KrakenMskConnector @call -Verbose }).Summary | Should -Be '1 connector: 1 created.'
    }

    It 'are not stopped by one that fails, and each comes when it is done' {
        $specs = @(New-Fleet 8)
        $specs[2] = New-SinkInput @{ connector_name = 'raw-003'; autoscaling_max_worker_count = 1; subnet_ids = @('subnet-0ffffffffffffffff') }
        $results = $specs | New-KrakenMskConnector @call -ErrorVariable failure
        $results.Count | Should -Be 8
        ($results | Where-Object Result -EQ Failed).ConnectorName | Should -Be 'raw-003'
        $failure.Count | Should -Be 1
        $failure[0].TargetObject | Should -Be 'raw-003'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'

    }

    It 'are returned while others are still made' {
        $slow = Start-KrakenLocalAws -ConnectorTransition 0.2 -Latency 0.1
        $call.EndpointUrl = $slow.EndpointUrl
        $call.ThrottleLimit = 1
        # To begin all of them takes more than a minute of latency alone, so that a slow machine is no reason for a late first.
        New-Fleet 40 | New-KrakenMskConnector @call | Select-Object -First 1 | ForEach-Object ConnectorName | Should -BeLike 'raw-*'
        @($rehearsalType::Requests($slow.EndpointUrl) | Where-Object Operation -EQ CreateConnector).Count | Should -BeLessThan 40
    }

    It 'do not count as worked on while they wait for AWS' {
        # All four have to be begun before the first is ready, however slow this machine is at the moment.
        $alone = Measure-Command { New-Fleet 1 | New-KrakenMskConnector @call }
        $slow = Start-KrakenLocalAws -ConnectorTransition ([Math]::Max(3, 10 * $alone.TotalSeconds))
        $call.EndpointUrl = $slow.EndpointUrl
        $call.ThrottleLimit = 1
        $begun = New-Fleet 4 | New-KrakenMskConnector @call | ForEach-Object {
            @($rehearsalType::Requests($slow.EndpointUrl) | Where-Object Operation -EQ CreateConnector).Count
        }
        $begun | Should -Be 4, 4, 4, 4
    }

    It 'are refused by one error before the first change where they take more workers than there are' {
        $null = New-Fleet 1 | New-KrakenMskConnector @call
        $big = @(2..4 | ForEach-Object { New-SinkInput @{ connector_name = "big-$_"; autoscaling_max_worker_count = 10 } })
        $specs = @(New-Fleet 1) + $big
        $call.ErrorAction = 'Continue'
        $run = Measure-Fleet { $specs | New-KrakenMskConnector @call -WorkerQuota 30 -Verbose }
        $failure = $run.Errors
        $run.Summary | Should -Be '4 connectors: 1 unchanged, 3 failed.'
        $run.Output.Result | Should -Be @('Unchanged', 'Failed', 'Failed', 'Failed')
        $run.Calls | Where-Object IsMutating | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.WorkerQuotaExceeded,Kraken.MskConnect.Cmdlets.NewKrakenMskConnectorCommand'
        $failure[0].CategoryInfo.Category | Should -Be 'QuotaExceeded'
        "$($failure[0])" | Should -Match "'big-2' \(10\), 'big-3' \(10\), 'big-4' \(10\) need 30 more workers"
        "$($failure[0])" | Should -Match '31 in all, and the quota is 30'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '-WorkerQuota'
        @($run.Verbose -match 'not started').Count | Should -Be 2

        foreach ($command in 'New', 'Update') {
            $call.WarningAction = 'Continue'
            $warnings = @($specs | & "$command-KrakenMskConnector" @call -WorkerQuota 30 -WhatIf 3>&1 6>$null | Where-Object Message -Match quota)
            $warnings.Count | Should -Be 1
            $warnings[0].Message | Should -Match 'the quota is 30'
            @($specs | & "$command-KrakenMskConnector" @call -WorkerQuota 31 -WhatIf 3>&1 6>$null | Where-Object Message -Match quota) | Should -BeNullOrEmpty
        }

        @($specs | New-KrakenMskConnector @call -WorkerQuota 31).Count | Should -Be 4
    }

    It 'are refused an update that grows beyond the quota, and not one that does not grow' {
        $null = New-Fleet 2 | New-KrakenMskConnector @call
        $null = New-Fleet 2 @{ autoscaling_scale_in_cpu = 10 } | Update-KrakenMskConnector @call -WorkerQuota 1 -ErrorVariable failure
        $failure | Should -BeNullOrEmpty
        $specs = 1..2 | ForEach-Object { New-SinkInput @{ connector_name = "raw-00$_"; autoscaling_max_worker_count = 2; autoscaling_scale_in_cpu = 10 } }
        $null = $specs | Update-KrakenMskConnector @call -WorkerQuota 3 -ErrorVariable failure
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.WorkerQuotaExceeded,*'
        ($specs | Update-KrakenMskConnector @call -WorkerQuota 4).Changed | Should -Be $true, $true
    }

    It 'are planned with lists alone where none is there' {
        $run = Measure-Fleet { New-Fleet 20 | New-KrakenMskConnector @call -WhatIf -Verbose 6>$null }
        $run.Summary | Should -Be '20 connectors: 20 planned.'
        $run.Calls.Count | Should -BeLessThan 12
    }

    It 'are planned in the order in which they came, whichever is looked at first' {
        # Two that are there take longer to look at than those that are not.
        $text = Invoke-Child @"
`$aws = Start-KrakenLocalAws -ConnectorTransition 0 -Latency 0.05
`$call = @{ EndpointUrl = `$aws.EndpointUrl; WarningAction = 'Ignore'; ThrottleLimit = 20 }
`$sink = Get-Content '$sinkFile' -Raw | ConvertFrom-Json -AsHashtable
`$specs = 1..9 | ForEach-Object { `$one = `$sink.Clone(); `$one.connector_name = "raw-00`$_"; `$one.autoscaling_max_worker_count = 1; `$one }
`$null = `$specs[0, 4] | New-KrakenMskConnector @call
`$specs[0, 4] | ForEach-Object { `$_.log_retention_in_days = 30 }
'update'; `$specs | Update-KrakenMskConnector @call -WhatIf
'create'; `$specs | New-KrakenMskConnector @call -WhatIf
'remove'; `$null = `$specs[1, 5] | New-KrakenMskConnector @call
`$specs[0, 1, 4, 5] | Remove-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -ThrottleLimit 20 -WhatIf
"@
        $names = @([regex]::Matches($text, '(?m)^What if: (?:Update |Remove )?(raw-\d+)') | ForEach-Object { $_.Groups[1].Value })
        $all = 1..9 | ForEach-Object { "raw-00$_" }
        $names | Should -Be ($all + $all + $all[0, 1, 4, 5]) -Because $text
    }

    It 'are compared in the order in which they came, with their errors and details' {
        $slow = Start-KrakenLocalAws -ConnectorTransition 0 -Latency 0.05
        $call.EndpointUrl = $slow.EndpointUrl
        $specs = @(New-Fleet 9)
        $null = $specs[0, 4, 6] | New-KrakenMskConnector @call
        $specs = @(New-Fleet 9 @{ autoscaling_scale_in_cpu = 10 })
        $rehearsalType::Fault($slow.EndpointUrl, 'AccessDenied', 'DescribeConnector', 1)
        $call.ErrorAction = 'Continue'
        $streams = @($specs | Compare-KrakenMskConnector @call -Verbose 2>&1 4>&1)
        $names = @($streams | ForEach-Object {
            if ($_ -is [Management.Automation.ErrorRecord]) { $_.TargetObject }
            elseif ($_ -is [Management.Automation.VerboseRecord]) { [regex]::Match($_.Message, '^(raw-\d+):').Groups[1].Value }
            else { $_.ConnectorName }
        } | Where-Object { $_ } | Select-Object -Unique)
        $names | Should -Be (1..9 | ForEach-Object { "raw-00$_" }) -Because ($streams | Out-String)
        @($streams | Where-Object { $_ -is [Management.Automation.ErrorRecord] }).Count | Should -Be 1
    }

    It 'are asked for one by one where the account''s roles may not be read, without an error' {
        $null = New-Fleet 6 | New-KrakenMskConnector @call
        $rehearsalType::Fault($aws.EndpointUrl, 'AccessDenied', 'GetAccountAuthorizationDetails', 1)
        $call.ErrorAction = 'Continue'
        $run = Measure-Fleet { New-Fleet 6 | New-KrakenMskConnector @call -Verbose }
        $run.Errors | Should -BeNullOrEmpty
        $run.Summary | Should -Be '6 connectors: 6 unchanged.'
        @($run.Calls | Where-Object Operation -EQ GetRole).Count | Should -Be 6
        @($run.Verbose -match 'each connector makes its own calls').Count | Should -Be 1
    }

    It 'have a bar for the whole above their own' {
        $records = [Collections.Generic.List[object]]::new()
        $bars = $cmdletsAssembly.GetType('Kraken.MskConnect.Cmdlets.ProgressBars')
        $time = $cmdletsAssembly.GetType('Kraken.MskConnect.Cmdlets.WorkTime').GetConstructors()[0].Invoke(@([TimeProvider]::System))
        $bar = $bars.GetConstructors()[0].Invoke(@([TimeProvider]::System, [Action[Management.Automation.ProgressRecord]] { param($record) $records.Add($record) }))
        $happened = $bars.GetMethod('Show').GetParameters()[0].ParameterType
        $level = [Enum]::Parse($happened.GetProperty('Level').PropertyType, 'Progress')
        $bar.BeginWhole('New-KrakenMskConnector', 2, $time)
        $bar.Show($happened.GetConstructors()[0].Invoke(@($level, 'a', 'Waiting')), $time)
        $bar.Failed()
        $bar.Complete('a')
        $bar.EndWhole()
        $records[0].StatusDescription | Should -Match '0 of 2 connectors done$'
        $records[1].ParentActivityId | Should -Be $records[0].ActivityId
        $records[3].StatusDescription | Should -Match '1 of 2 connectors done, 1 failed$'
        $records[3].PercentComplete | Should -Be 50
        $records[-1].RecordType | Should -Be 'Completed'
    }
}
