Describe 'Restart-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1 -Fault @{ Kind = 'TasksDie'; Connector = 'dying'; Count = 2 }
        $at = @{ EndpointUrl = $aws.EndpointUrl }
        $there = $at + @{ Region = 'us-east-1' }
        $null = New-SinkInput @{ connector_name = 'dying'; kafkaconnect_version = '3.7.x' } | New-KrakenMskConnector @at -NoTaskCheck -WarningAction Ignore
        $null = New-SinkInput @{ connector_name = 'old'; kafkaconnect_version = '2.7.1' } | New-KrakenMskConnector @at -WarningAction Ignore
    }

    AfterAll {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    It 'tells where the tasks die again, and returns the connector where they live' {
        $null = Restart-KrakenMskConnector dying @there -FailedTaskOnly -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure | Should -HaveCount 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.TaskFailed,*'
        $result = Restart-KrakenMskConnector dying @there -FailedTaskOnly
        $result.ConnectorState | Should -Be 'RUNNING'
        $result.Changed | Should -BeTrue
        (Get-KrakenConnectorOperation dying @there).OperationType | Should -Be 'RESTART_CONNECTOR', 'RESTART_CONNECTOR'
    }

    It 'refuses in words what the version or the state does not allow' {
        $null = Restart-KrakenMskConnector old @there -FailedTaskOnly -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match "'old' has Kafka Connect 2.7.1, and a restart of the failed tasks alone needs 3.7"
        $null = Suspend-KrakenMskConnector old @there
        $null = Restart-KrakenMskConnector old @there -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match "'old' is PAUSED, and only a RUNNING connector can be restarted"
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'Resume-KrakenMskConnector'
    }
}
