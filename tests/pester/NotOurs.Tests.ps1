# Connectors and resources that this module has not made: the state that Terraform left behind.

Describe 'What this module has not made' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        Copy-Item ([IO.Path]::Combine($PSScriptRoot, 'terraform', 'aws-state.json')) "$TestDrive/aws.json"
        $aws = Start-KrakenLocalAws -State "$TestDrive/aws.json" -ConnectorTransition 0.1
        $at = @{ EndpointUrl = $aws.EndpointUrl; WarningAction = 'Ignore' }
        $there = $at + @{ Region = 'us-east-1' }
        $name = 's3-sink-raw-mnpi-dev'
        $spec = Export-KrakenConnectorSpec $name @there

        # The errors of a command, none of which may change anything.
        function Get-Refusal {
            param([scriptblock] $Body)
            $before = @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating).Count
            $null = & $Body -ErrorVariable failures -ErrorAction SilentlyContinue
            @($rehearsalType::Requests($aws.EndpointUrl) | Where-Object IsMutating).Count | Should -Be $before
            $failures
        }
    }

    AfterAll {
        $aws | Stop-KrakenLocalAws
    }

    It 'is one error that names -Adopt: <_>' -ForEach 'New', 'Update' {
        $command = "$_-KrakenMskConnector"
        $failures = Get-Refusal { [CmdletBinding()] param() $spec | & $command @at -Confirm:$false }
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotOwned,*'
        $failures[0].Exception.Message | Should -Match "Connector $name"
        $failures[0].ErrorDetails.RecommendedAction | Should -Match '-Adopt'
    }

    It 'is refused in the plan, which names -Adopt, for each resource: Compare' {
        $plan = $spec | Compare-KrakenMskConnector @at
        $plan.Resources | Where-Object { -not $_.IsRefused } | Should -BeNullOrEmpty
        $plan.Resources.Note | Should -Match 'refused without -Adopt'
    }

    It 'is one error that says how to take it over: <Verb>' -ForEach @(
        @{ Verb = 'Suspend'; Outcome = 'it was not paused' }
        @{ Verb = 'Resume'; Outcome = 'it was not resumed' }
        @{ Verb = 'Restart'; Outcome = 'it was not restarted' }
        @{ Verb = 'Remove'; Outcome = 'nothing was removed' }
    ) {
        $command = "$Verb-KrakenMskConnector"
        $failures = Get-Refusal { [CmdletBinding()] param() & $command $name @there -Confirm:$false }
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotOwned,*'
        $failures[0].Exception.Message | Should -Be "The connector '$name' in us-east-1 does not have this module's tags; $Outcome."
        $failures[0].ErrorDetails.RecommendedAction |
            Should -Match "Export-KrakenConnectorSpec $name \| Update-KrakenMskConnector -Adopt"
    }

    It 'names -Force too: Remove, with -WhatIf as well' {
        $failures = Get-Refusal { [CmdletBinding()] param() Remove-KrakenMskConnector $name @there -WhatIf }
        $failures[0].ErrorDetails.RecommendedAction | Should -Match 'Remove-KrakenMskConnector -Force'
    }

    It 'goes on with the others of a pipeline' {
        $null = New-SinkInput @{ connector_name = 'ours' } | New-KrakenMskConnector @at
        $paused = $name, 'ours' | Suspend-KrakenMskConnector @there -ErrorVariable failures -ErrorAction SilentlyContinue
        $paused.ConnectorName | Should -Be 'ours'
        $failures | Should -HaveCount 1
    }

    It 'is removed as it is with -Force' {
        $removed = Remove-KrakenMskConnector 'debezium-postgres-cdc-dev' @there -Force -Confirm:$false
        @($removed.Removed -match '^Connector ') | Should -HaveCount 1
    }

    It 'is ours once it is adopted: each of the remedies holds' {
        $null = Export-KrakenConnectorSpec $name @there | Update-KrakenMskConnector -Adopt @at -Confirm:$false
        ($name | Suspend-KrakenMskConnector @there).ConnectorState | Should -Be 'PAUSED'
        @((Remove-KrakenMskConnector $name @there -Confirm:$false).Removed -match '^Connector ') | Should -HaveCount 1
    }
}
