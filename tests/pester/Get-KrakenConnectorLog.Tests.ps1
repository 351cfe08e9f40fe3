Describe 'Get-KrakenConnectorLog' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $null = 'orders', 'payments', 'quiet' | ForEach-Object { New-SinkInput @{ connector_name = $_ } } |
            New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $rehearsalType::WriteLog($aws.EndpointUrl, 'orders', @(
                1..150 | ForEach-Object { "INFO line $_ (org.apache.kafka.connect.runtime.Worker:12)" }
                'WARN [orders|task-0|offsets] slow (a.B:1)'
                'ERROR [orders|task-1] WorkerSinkTask{id=orders-1} Task threw an uncaught and unrecoverable exception. (org.apache.kafka.connect.runtime.WorkerTask:212)'
                'org.apache.kafka.connect.errors.ConnectException: password=hunter2-hunter2 refused'
                "`tat org.apache.kafka.connect.runtime.WorkerTask.run(WorkerTask.java:256)"
                'Caused by: java.net.UnknownHostException: db.example.com'
            ))
        $rehearsalType::WriteLog($aws.EndpointUrl, 'payments', @('INFO of payments'))
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'returns the last 100 entries, the oldest first, with what its outputs promise' {
        $entries = Get-KrakenConnectorLog orders @there
        $entries.Count | Should -Be 100
        $entries[0].Message | Should -Be 'line 53'
        $entries[-1] | Should -BeOfType 'Kraken.MskConnect.Diagnosis.ConnectorLogEntry'
        $entries[-1].ConnectorName | Should -Be 'orders'
        $entries[-1].Level | Should -Be 'ERROR'
        $entries[-1].Task | Should -Be 1
        $entries[-1].Logger | Should -Be 'org.apache.kafka.connect.runtime.WorkerTask'
        $entries[-1].Worker | Should -Match '^[0-9a-f]{17}$'
        $entries[-1].Timestamp.Kind | Should -Be 'Utc'
        $entries[-1].Message | Should -Be 'WorkerSinkTask{id=orders-1} Task threw an uncaught and unrecoverable exception.'
        ($entries[-1].StackTrace -split "`n")[-1] | Should -Be 'Caused by: java.net.UnknownHostException: db.example.com'
    }

    It 'masks secrets, in every form of output' {
        $entry = Get-KrakenConnectorLog orders -Tail 1 @there
        foreach ($text in ($entry | Out-String), ($entry | ConvertTo-Json), ($entry | Format-List * | Out-String)) {
            $text | Should -Match 'UnknownHostException'
            $text | Should -Not -Match 'hunter2'
        }
        Get-KrakenConnectorLog orders -Pattern hunter2 @there | Should -BeNullOrEmpty
    }

    It 'chooses by level, pattern and number' {
        (Get-KrakenConnectorLog orders -Level Warn @there).Level | Should -Be 'Warn', 'Error'
        (Get-KrakenConnectorLog orders -Tail 2 @there).Message | Should -Be 'slow', 'WorkerSinkTask{id=orders-1} Task threw an uncaught and unrecoverable exception.'
        (Get-KrakenConnectorLog orders -Pattern 'LINE 1[23]$' @there).Message | Should -Be 'line 12', 'line 13'
        (Get-KrakenConnectorLog orders -Pattern 'unknownhost' @there).Level | Should -Be 'Error'
        Get-KrakenConnectorLog orders -Pattern '(?-i)LINE' @there | Should -BeNullOrEmpty
    }

    It 'takes times as <Form>' -ForEach @(
        @{ Form = 'a TimeSpan ago'; Since = [timespan]::FromHours(1) }
        @{ Form = 'a text of a TimeSpan'; Since = '01:00:00' }
        @{ Form = 'seconds ago'; Since = 3600 }
        @{ Form = 'a local time'; Since = [datetime]::Now.AddHours(-1) }
        @{ Form = 'a time in UTC'; Since = [datetime]::UtcNow.AddHours(-1) }
        @{ Form = 'a DateTimeOffset'; Since = [datetimeoffset]::Now.AddHours(-1) }
        @{ Form = 'a text with an offset'; Since = [datetimeoffset]::Now.AddHours(-1).ToString('o') }
        @{ Form = 'longer ago than time is'; Since = [timespan]::MaxValue }
    ) {
        # All since then, not the last 100.
        (Get-KrakenConnectorLog orders -Since $Since @there).Count | Should -BeGreaterThan 151
        Get-KrakenConnectorLog orders -Until $Since @there | Should -BeNullOrEmpty
    }

    It 'refuses a time that is none: <_>' -ForEach '-1', '-00:10:00', 'yesterday' {
        { Get-KrakenConnectorLog orders -Since $_ @there } | Should -Throw -ErrorId '*Argument*,Kraken*'
    }

    It 'takes names, specs and connectors from the pipeline, and returns one connector after the other' {
        ('orders', 'payments' | Get-KrakenConnectorLog -Tail 1 @there).ConnectorName | Should -Be 'orders', 'payments'
        (New-SinkInput @{ connector_name = 'payments' } | Get-KrakenConnectorLog -Tail 1 -EndpointUrl $aws.EndpointUrl).Message | Should -Be 'of payments'
        (Get-KrakenMskConnector @there | Get-KrakenConnectorLog -Tail 1 -EndpointUrl $aws.EndpointUrl).ConnectorName | Should -Be 'orders', 'payments', 'quiet'
        (Get-KrakenConnectorLog orders -Tail 1 @there | Get-KrakenMskConnector @there).ConnectorName | Should -Be 'orders'
    }

    It 'returns nothing where there is nothing' {
        Get-KrakenConnectorLog quiet -Level Error @there -ErrorVariable failure | Should -BeNullOrEmpty
        Get-KrakenConnectorLog orders -Tail 0 @there -ErrorVariable +failure | Should -BeNullOrEmpty
        $failure | Should -BeNullOrEmpty
    }

    It 'is an error where a name has no connector, and goes on with the next' {
        $entries = Get-KrakenConnectorLog nobody, payments -Tail 1 @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -Be 'Kraken.NotFound,Kraken.MskConnect.Cmdlets.GetKrakenConnectorLogCommand'
        $failure[0].TargetObject | Should -Be 'nobody'
        "$($failure[0])" | Should -Match 'nobody.*us-east-1'
        $entries.Message | Should -Be 'of payments'
    }

    It 'names a pattern that is none, and parameters that contradict' {
        $null = Get-KrakenConnectorLog orders -Pattern '(' @there -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "^Pattern: '\(' is not a regular expression"
        $null = Get-KrakenConnectorLog orders -Follow -Until 0 @there -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Be 'Until: a log that is followed has no end.'
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
    }

    It 'is shown as lines, with the stack trace below' {
        $lines = (Get-KrakenConnectorLog orders -Tail 2 @there | Out-String) -split '\r?\n'
        $lines[0] | Should -Match '^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} WARN  orders\[0\] slow \(B\)$'
        $lines[1] | Should -Match '^\S+ \S+ ERROR orders\[1\] WorkerSinkTask.* \(WorkerTask\)$'
        $lines[2] | Should -Match '^  org\.apache\.kafka\.connect\.errors\.ConnectException: '
        $lines[3] | Should -Be '      at org.apache.kafka.connect.runtime.WorkerTask.run(WorkerTask.java:256)'
        $lines[4] | Should -Be '  Caused by: java.net.UnknownHostException: db.example.com'
    }

    It 'paints levels and connectors' {
        $view = $cmdletsAssembly.GetType('Kraken.MskConnect.Cmdlets.TextView')
        $lines = $view::Lines((Get-KrakenConnectorLog orders -Tail 1 @there), $true)
        $lines[0] | Should -Match "`e\[31mERROR`e\[0m `e\[\d+morders\[1\]`e\[0m "
        $lines[1..3] | ForEach-Object { $_ | Should -Match "`e\[31m.*`e\[0m$" }
        $other = $view::Lines((Get-KrakenConnectorLog payments -Tail 1 @there), $true)
        $paints = [regex]::Match($lines[0], '\d+(?=morders)').Value, [regex]::Match($other[0], '\d+(?=mpayments)').Value
        $paints[0] | Should -Match '\d'
        $paints[1] | Should -Match '\d'
        $paints[0] | Should -Not -Be $paints[1]
    }

    It 'completes names and levels' {
        $line = "Get-KrakenConnectorLog -Region us-east-1 -EndpointUrl $($aws.EndpointUrl) -AccessKey AK -SecretKey SK -ConnectorName pay"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'payments'
        $line = 'Get-KrakenConnectorLog x -Level F'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Fatal'
    }

    It 'only reads' {
        $before = $rehearsalType::Requests($aws.EndpointUrl).Count
        $null = Get-KrakenConnectorLog orders @there
        $calls = $rehearsalType::Requests($aws.EndpointUrl) | Select-Object -Skip $before
        $calls | Where-Object IsMutating | Should -BeNullOrEmpty
        $calls.Operation | Should -Be 'ListConnectors', 'DescribeConnector', 'DescribeLogStreams', 'GetLogEvents', 'FilterLogEvents'
    }

    It 'ends early where the pipeline has enough' {
        @(Get-KrakenConnectorLog orders -Follow @there | Select-Object -First 3).Count | Should -Be 3
    }

    It 'follows several connectors at once, through throttling, and ends within a second of Ctrl+C' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
                param($module, $there)
                Import-Module $module
                Get-KrakenConnectorLog orders, payments -Follow -Tail 1 @there
            }).AddArgument($modulePath).AddArgument($there)
        $input = [Management.Automation.PSDataCollection[psobject]]::new()
        $input.Complete()
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        function Wait-Output([int] $Count) {
            $deadline = [datetime]::UtcNow.AddSeconds(60)
            while ($output.Count -lt $Count -and [datetime]::UtcNow -lt $deadline) {
                Start-Sleep -Milliseconds 50
            }
        }

        $running = $shell.BeginInvoke($input, $output)
        Wait-Output 2
        $rehearsalType::Fault($aws.EndpointUrl, 'Throttle', 'FilterLogEvents', 8)
        foreach ($batch in 0..9) {
            foreach ($name in 'orders', 'payments') {
                $rehearsalType::WriteLog($aws.EndpointUrl, $name, @(1..100 | ForEach-Object { "INFO followed $($batch * 100 + $_)" }))
            }
            Start-Sleep -Milliseconds 100
        }

        Wait-Output 2002
        $running.IsCompleted | Should -BeFalse
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        # A loaded machine may take longer than the second that it is.
        $clock.Elapsed | Should -BeLessThan ([timespan]::FromSeconds(3))
        foreach ($name in 'orders', 'payments') {
            $followed = @($output | Where-Object { $_.ConnectorName -eq $name -and $_.Message -match '^followed' })
            $followed.Message | Should -Be @(1..1000 | ForEach-Object { "followed $_" })
        }
        # Neither waited for the other's end.
        ($output | Select-Object -Skip 2 | Select-Object -ExpandProperty ConnectorName -Unique).Count | Should -Be 2
        $shell.Dispose()
    }
}

Describe 'Get-KrakenConnectorLog of a connector without log delivery' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $call = @{ AccessKey = 'AK'; SecretKey = 'SK'; Region = 'us-east-1' }
    }

    BeforeEach {
        $mock = New-MockAws
        $mock.Reset('ListConnectors')
        $mock.Reply('ListConnectors', @{ Connectors = @(@{ ConnectorName = 'orders'; ConnectorArn = (Get-ConnectorDescription orders).ConnectorArn; ConnectorState = 'RUNNING' }) })
    }

    AfterAll {
        $mockAwsType::Uninstall()
    }

    It 'is an error that says so' {
        $mock.Reply('DescribeConnector', (Get-ConnectorDescription orders))
        $null = Get-KrakenConnectorLog orders @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
        "$($failure[0])" | Should -Be "The connector 'orders' does not deliver its log to CloudWatch Logs."
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'create it again'
        $mock.Calls.Operation | Should -Not -Contain 'FilterLogEvents'
    }

    It 'says which bucket has it' {
        $description = Get-ConnectorDescription orders
        $description.LogDelivery = @{ WorkerLogDelivery = @{ S3 = @{ Enabled = $true; Bucket = 'logs' } } }
        $mock.Reply('DescribeConnector', $description)
        $null = Get-KrakenConnectorLog orders @call -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "goes to the S3 bucket 'logs'"
    }

    It 'reads the group that the connector names' {
        $description = Get-ConnectorDescription orders
        $description.LogDelivery = @{ WorkerLogDelivery = @{ CloudWatchLogs = @{ Enabled = $true; LogGroup = '/mine' } } }
        $mock.Reply('DescribeConnector', $description)
        $mock.Reply('DescribeLogStreams', @{ LogStreams = @(@{ LogStreamName = 's' }) })
        $mock.Reply('GetLogEvents', @{ Events = @(@{ Timestamp = [datetime]'2026-01-02T04:00:00Z'; Message = '[Worker-0a] [2026-01-02 04:00:00,000] INFO hello (a.B:1)' }); NextBackwardToken = 'b' })
        $mock.Reply('FilterLogEvents', @{ Events = @(@{ EventId = '1'; LogStreamName = 's'; Timestamp = 1767326400000; Message = '[Worker-0a] [2026-01-02 04:00:00,000] INFO hello (a.B:1)' }) })
        (Get-KrakenConnectorLog orders -Tail 1 @call).Message | Should -Be 'hello'
        ($mock.Calls | Where-Object Operation -eq FilterLogEvents).Request.LogGroupName | Should -Be '/mine'
        ($mock.Calls | Where-Object Operation -eq FilterLogEvents).Request.StartTime | Should -Be 1767326400000
    }

    It 'says that its answer is no list' {
        $description = Get-ConnectorDescription orders
        $description.LogDelivery = @{ WorkerLogDelivery = @{ CloudWatchLogs = @{ Enabled = $true; LogGroup = '/mine' } } }
        $mock.Reply('DescribeConnector', $description)
        $mock.Reply('FilterLogEvents', @{})
        $null = Get-KrakenConnectorLog orders -Since 60 @call -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.AnswerInvalid,*'
    }
}
