# The session's own endpoint: Start-KrakenLocalAws -AsDefault.

Describe 'The endpoint of a session' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    AfterEach {
        Stop-KrakenLocalAws
        Remove-Item Env:AWS_REGION, Env:AWS_ENDPOINT_URL -ErrorAction Ignore
    }

    It 'is called by commands without -EndpointUrl and -Region, until it is stopped' {
        $aws = Start-KrakenLocalAws -AsDefault
        $sink = New-SinkInput
        $made = $sink | New-KrakenMskConnector -WarningAction Ignore -InformationAction Ignore -ErrorAction Stop
        $made.Created | Should -BeTrue
        (Get-KrakenMskConnector).ConnectorName | Should -Be $sink.connector_name
        ($sink | Compare-KrakenMskConnector -WarningAction Ignore).HasChanges | Should -BeFalse
        Get-KrakenMskConnector | Remove-KrakenMskConnector -Confirm:$false -InformationAction Ignore
        (Get-KrakenLocalAwsRequest -EndpointUrl $aws.EndpointUrl).Operation | Should -Contain 'DeleteConnector'

        Stop-KrakenLocalAws
        Get-KrakenMskConnector -ErrorVariable failure -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failure" | Should -Match 'No region is known'
    }

    It 'has its own region, whatever the machine is set up for' {
        $env:AWS_REGION = 'eu-west-1'
        $null = Start-KrakenLocalAws -AsDefault -Region eu-central-1 -Empty
        Get-KrakenMskConnector nothing -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match "There is no connector 'nothing' in eu-central-1"
    }

    It 'is named at each change, and not where nothing is changed' {
        $aws = Start-KrakenLocalAws -AsDefault
        $told = New-SinkInput | New-KrakenMskConnector -WhatIf -WarningAction Ignore 6>&1 | Where-Object { $_ -is [Management.Automation.InformationRecord] }
        "$told" | Should -BeLike "*Rehearsal on the embedded AWS at $($aws.EndpointUrl)*"
        $told.Tags | Should -Contain 'PSHOST'
        Get-KrakenMskConnector 6>&1 | Should -BeNullOrEmpty
        New-SinkInput | New-KrakenMskConnector -WhatIf -EndpointUrl $aws.EndpointUrl -WarningAction Ignore 6>&1 |
            Where-Object { "$_" -like '*Rehearsal*' } | Should -BeNullOrEmpty
    }

    It 'gives way to -EndpointUrl' {
        $null = Start-KrakenLocalAws -AsDefault
        $other = Start-KrakenLocalAws -Region eu-west-1 -Empty
        Get-KrakenMskConnector nothing -EndpointUrl $other.EndpointUrl -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match 'in eu-west-1'
    }

    It 'is that of the last start, and another one that stops leaves it alone' {
        $first = Start-KrakenLocalAws -AsDefault -Region eu-west-1 -Empty
        $null = Start-KrakenLocalAws -AsDefault -Region eu-west-2 -Empty
        $first | Stop-KrakenLocalAws
        Get-KrakenMskConnector nothing -ErrorVariable failure -ErrorAction SilentlyContinue
        "$failure" | Should -Match 'in eu-west-2'
    }

    It 'is not guessed in another runspace: nothing is called there, and the error says what to give' {
        $aws = Start-KrakenLocalAws -AsDefault
        $module = $modulePath
        $failure = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-KrakenMskConnector -Region us-east-1 } catch { "$_ $($_.ErrorDetails.RecommendedAction)" }
        }
        "$failure" | Should -BeLike "*Nothing was called. Give -EndpointUrl $($aws.EndpointUrl)*"
        $url = $aws.EndpointUrl
        1 | ForEach-Object -Parallel {
            Import-Module $using:module
            Get-KrakenMskConnector -EndpointUrl $using:url 2>&1
        } | Should -BeNullOrEmpty
    }

    It 'may come from AWS_ENDPOINT_URL, without credentials where it is on this machine' {
        $aws = Start-KrakenLocalAws
        $env:AWS_ENDPOINT_URL = $aws.EndpointUrl
        $null = New-SinkInput | New-KrakenMskConnector -WarningAction Ignore -ErrorAction Stop
        (Get-KrakenMskConnector -Region us-east-1).ConnectorState | Should -Be 'RUNNING'
    }

    It 'may come from $PSDefaultParameterValues' {
        $aws = Start-KrakenLocalAws
        $PSDefaultParameterValues = @{ '*-Kraken*:EndpointUrl' = $aws.EndpointUrl; '*-Kraken*:Region' = 'us-east-1' }
        $null = New-SinkInput | New-KrakenMskConnector -WarningAction Ignore -ErrorAction Stop
        (Get-KrakenMskConnector).ConnectorState | Should -Be 'RUNNING'
    }
}
