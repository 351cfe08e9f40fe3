Describe 'Get-KrakenConnectorOperation' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $spec = New-SinkInput @{ connector_name = 'orders' }
        $null = $spec | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $null = New-SinkInput @{ connector_name = 'quiet' } | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $spec.autoscaling_max_worker_count = 6
        $null = $spec | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
        $spec.connector_configuration['flush.size'] = '7'
        $spec.connector_configuration['db.password'] = 'hunter2-hunter2'
        $null = $spec | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore
    }

    AfterAll {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    It 'lists operations, the newest first, with what they change' {
        $operations = Get-KrakenConnectorOperation orders @there
        $operations.OperationType | Should -Be 'UPDATE_CONNECTOR_CONFIGURATION', 'UPDATE_WORKER_SETTING'
        $operations.OperationState | Should -Be 'UPDATE_COMPLETE', 'UPDATE_COMPLETE'
        "$($operations[1].Changes)" | Should -Be 'Capacity: 1-4 workers x 1 MCU -> 1-6 workers x 1 MCU'
        "$($operations[0].Changes)" | Should -Match 'Configuration\[flush.size\]: 1000 -> 7'
        $operations[0].Steps.StepState | Sort-Object -Unique | Should -Be 'COMPLETED'
        $operations[0].Duration | Should -BeGreaterOrEqual ([timespan]::Zero)
    }

    It 'masks secrets' {
        $operations = Get-KrakenConnectorOperation orders @there
        "$($operations | ConvertTo-Json -Depth 9)$($operations | Out-String)" | Should -Not -Match 'hunter2'
        "$($operations[0].Changes)" | Should -Match 'Configuration\[db.password\]'
    }

    It 'reads the newest alone where that is enough' {
        $before = (Get-KrakenLocalAwsRequest | Where-Object Operation -EQ DescribeConnectorOperation).Count
        (Get-KrakenConnectorOperation orders @there | Select-Object -First 1).OperationType | Should -Be 'UPDATE_CONNECTOR_CONFIGURATION'
        (Get-KrakenLocalAwsRequest | Where-Object Operation -EQ DescribeConnectorOperation).Count - $before | Should -BeLessOrEqual 2
    }

    It 'returns nothing of a connector that was never changed, and an error for one that is not there' {
        Get-KrakenConnectorOperation quiet @there -ErrorVariable failure | Should -BeNullOrEmpty
        $failure | Should -BeNullOrEmpty
        $null = Get-KrakenConnectorOperation nobody @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
    }

    It 'takes connectors from the pipeline' {
        (Get-KrakenMskConnector @there | Get-KrakenConnectorOperation -EndpointUrl $aws.EndpointUrl).ConnectorName | Should -Be 'orders', 'orders'
    }

    It 'is shown as a table of changes' {
        $text = Get-KrakenConnectorOperation orders @there | Out-String -Width 100
        $text | Should -Match 'Created +State +Took +Change or error'
        $text | Should -Match 'UPDATE_COMPLETE +\d\d:\d\d:\d\d Capacity: 1-4'
    }

    It 'goes into the details of the connector' {
        $detail = Get-KrakenMskConnector orders -Detailed @there
        $detail.LastOperation.OperationType | Should -Be 'UPDATE_CONNECTOR_CONFIGURATION'
        $detail.Tag['env'] | Should -Be 'dev'
        $detail.CustomPluginRevision | Should -Be 1
        $detail.LastError | Should -BeNullOrEmpty
        $text = $detail | Out-String
        $text | Should -Match 'LastOperation +: UPDATE_CONNECTOR_CONFIGURATION UPDATE_COMPLETE'
        $text | Should -Match 'LastError +: none'
        $text | Should -Not -Match 'hunter2'
        ($detail | Get-KrakenMskConnector -EndpointUrl $aws.EndpointUrl).ConnectorName | Should -Be 'orders'
    }
}

Describe 'Dead tasks' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1 -Fault @{ Kind = 'TasksDie'; Connector = 'dying*'; Cause = 'ConverterMismatch' }
        $there = @{ EndpointUrl = $aws.EndpointUrl; Region = 'us-east-1' }
        $null = New-SinkInput @{ connector_name = 'dying' } |
            New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore -ErrorVariable made -ErrorAction SilentlyContinue
    }

    AfterAll {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    It 'are an error whose first line says what and why, and whose second says what to do' {
        $made[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.TaskFailed,*'
        $lines = "$($made[0])" -split '\r?\n'
        $lines[0] | Should -Match "^The connector 'dying' is RUNNING, but its tasks 0, 1, 2 are dead: The records of a topic are not in the form"
        $lines[1] | Should -Match 'value.converter'
        $lines[2] | Should -Match 'Task threw|JsonConverter|Error encountered'
        $made[0].TargetObject.Cause.Name | Should -Be 'ConverterMismatch'
        $made[0].TargetObject.DeadTasks | Should -Be 0, 1, 2
        $made[0].ErrorDetails.RecommendedAction | Should -Match 'Restart-KrakenMskConnector'
    }

    It 'are found by a wait, shown by -Detailed, and left out by -NoTaskCheck' {
        $null = Wait-KrakenMskConnector dying @there -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.TaskFailed,*'
        (Wait-KrakenMskConnector dying -NoTaskCheck @there).ConnectorState | Should -Be 'RUNNING'
        $detail = Get-KrakenMskConnector dying -Detailed @there
        $detail.DeadTasks | Should -Be 0, 1, 2
        $detail.LastError.Count | Should -Be 3
        $detail | Out-String | Should -Match 'DeadTasks +: \{0, 1, 2\}'
    }

    It 'are asked for by a cause that there is' {
        { Start-KrakenLocalAws -Fault @{ Kind = 'TasksDie'; Cause = 'Weather' } } | Should -Throw '*Cause is ''Weather''*TopicDenied*'
    }
}
