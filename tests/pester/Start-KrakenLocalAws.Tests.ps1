Describe 'Start-KrakenLocalAws' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    AfterEach {
        Stop-KrakenLocalAws
    }

    It 'starts an AWS on a free loopback port that the other cmdlets reach' {
        $aws = Start-KrakenLocalAws
        $aws.EndpointUrl | Should -Match '^http://127\.0\.0\.1:\d+$'
        $aws.Region, $aws.AccountId | Should -Be @('us-east-1', '123456789012')
        Get-KrakenMskConnector -Region us-east-1 -EndpointUrl $aws.EndpointUrl -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'starts several side by side' {
        (Start-KrakenLocalAws).EndpointUrl | Should -Not -Be (Start-KrakenLocalAws).EndpointUrl
    }

    It 'is an error where the port is taken' {
        $port = ([uri](Start-KrakenLocalAws).EndpointUrl).Port
        $null = Start-KrakenLocalAws -Port $port -ErrorVariable failure -ErrorAction SilentlyContinue
        "$($failure[0])" | Should -Match "Port: $port"
    }

    It 'completes -EndpointUrl with those that run' {
        $aws = Start-KrakenLocalAws
        $line = 'Get-KrakenMskConnector -EndpointUrl '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain $aws.EndpointUrl
    }
}
