Describe 'Suspend- and Resume-KrakenMskConnector' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $aws = Start-KrakenLocalAws -ConnectorTransition 0.1
        $at = @{ EndpointUrl = $aws.EndpointUrl }
        $there = $at + @{ Region = 'us-east-1' }
        $names = 'orders-1', 'orders-2', 'orders-3'
        $specs = $names.ForEach({ New-SinkInput @{ connector_name = $_ } })
        $null = $specs | New-KrakenMskConnector @at -WarningAction Ignore
    }

    AfterAll {
        Stop-KrakenLocalAws -EndpointUrl $aws.EndpointUrl
    }

    BeforeEach {
        $null = Get-KrakenMskConnector @there | Where-Object ConnectorState -EQ PAUSED | Resume-KrakenMskConnector @at
    }

    It 'pause and resume what the pipeline brings, in its order, and each again changes nothing' {
        $paused = Get-KrakenMskConnector @there | Suspend-KrakenMskConnector @at
        $paused.ConnectorName | Should -Be $names
        $paused.ConnectorState | Sort-Object -Unique | Should -Be 'PAUSED'
        $paused.Changed | Should -Not -Contain $false
        ($names | Suspend-KrakenMskConnector @there).Changed | Should -Not -Contain $true
        $resumed = Resume-KrakenMskConnector $names @there
        $resumed.ConnectorState | Sort-Object -Unique | Should -Be 'RUNNING'
    }

    It 'say what they would do, and in which state the connector is, and do nothing, with -WhatIf' {
        $before = @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating).Count
        $shell = Get-Shell
        $text = & $shell[0] @($shell | Select-Object -Skip 1) -NoLogo -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; Suspend-KrakenMskConnector orders-1 -Region us-east-1 -EndpointUrl $($aws.EndpointUrl) -WhatIf" | Out-String
        $text | Should -Match 'Pause orders-1 in us-east-1, which is RUNNING'
        @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating).Count | Should -Be $before
    }

    It 'return at once with -NoWait, and Wait- sees it through' {
        $started = Suspend-KrakenMskConnector orders-1 @there -NoWait
        $started.Changed | Should -BeTrue
        ($started | Wait-KrakenMskConnector -State PAUSED @at).ConnectorState | Should -Be 'PAUSED'
    }

    It 'leave a fleet green, with the paused counted, and shown by every cmdlet' {
        $null = Suspend-KrakenMskConnector orders-2 @there
        $messages = $specs | Update-KrakenMskConnector @at -Verbose -WarningAction Ignore -ErrorVariable failures 4>&1 6>&1
        $failures | Should -BeNullOrEmpty
        @($messages | Where-Object { "$_" -eq '3 connectors: 3 unchanged; 1 is paused.' }) | Should -HaveCount 1
        ($specs | New-KrakenMskConnector @at -WarningAction Ignore).ConnectorState | Should -Be 'RUNNING', 'PAUSED', 'RUNNING'
        ($specs | Wait-KrakenMskConnector @at).ConnectorState | Should -Be 'RUNNING', 'PAUSED', 'RUNNING'
        ($specs | Compare-KrakenMskConnector @at -WarningAction Ignore).HasChanges | Should -Not -Contain $true
    }

    It 'write one error for a connector that is not there, and go on' {
        $paused = 'nobody', 'orders-1' | Suspend-KrakenMskConnector @there -ErrorVariable failures -ErrorAction SilentlyContinue
        $paused.ConnectorName | Should -Be 'orders-1'
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
    }
}
