Describe 'Stop-KrakenLocalAws' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        function Test-Answer {
            param([string] $Url)
            try {
                $null = Invoke-WebRequest $Url -SkipHttpErrorCheck -TimeoutSec 5
                $true
            }
            catch {
                $false
            }
        }
    }

    It 'stops the one from the pipeline and no other' {
        $first = Start-KrakenLocalAws
        $second = Start-KrakenLocalAws
        $first | Stop-KrakenLocalAws
        Test-Answer $first.EndpointUrl | Should -BeFalse
        Test-Answer $second.EndpointUrl | Should -BeTrue
        Stop-KrakenLocalAws
        Test-Answer $second.EndpointUrl | Should -BeFalse
    }

    It 'is no error where none runs' {
        { Stop-KrakenLocalAws -ErrorAction Stop } | Should -Not -Throw
    }

    It 'is an error for a URL where none runs' {
        Stop-KrakenLocalAws http://127.0.0.1:1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.NotFound,*'
    }
}
