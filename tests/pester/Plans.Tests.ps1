Describe 'A plan of what matches its spec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $there = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $specs = 'first', 'second' | ForEach-Object { New-SinkInput @{ connector_name = $_ } }
        $null = $specs | New-KrakenMskConnector @there
    }

    AfterAll {
        Stop-KrakenLocalAws
    }

    It 'is a line, or nothing with -ChangesOnly, and the exit code 0' {
        $changed = New-SinkInput @{ connector_name = 'second'; autoscaling_max_worker_count = 3 }
        $global:LASTEXITCODE = 99
        ($specs | Compare-KrakenMskConnector @there -DetailedExitCode -As Text) |
            Should -Match 'Unchanged: first, second\s+Plan: 0 to create, 0 to change, 0 to replace, 2 unchanged'
        $global:LASTEXITCODE | Should -Be 0
        $plans = $specs[0], $changed | Compare-KrakenMskConnector @there -ChangesOnly -InformationVariable told
        @($plans).ConnectorName | Should -Be 'second'
        "$told" | Should -Be 'Plan: 0 to create, 1 to change, 0 to replace, 1 unchanged'
        $text = $specs[0], $changed | Compare-KrakenMskConnector @there -ChangesOnly -As Text
        $text | Should -Not -Match 'first|  ='
    }
}
