Describe 'The warnings about a spec' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $file = [IO.Path]::Combine($TestDrive, 'source.json')
        (New-SourceInput @{ autoscaling_max_worker_count = 12 }) | ConvertTo-Json -Depth 9 | Set-Content $file

        # How many warnings each of four cmdlets writes that get the same spec.
        function Get-WarningCount {
            $spec = Import-KrakenConnectorSpec $file -WarningAction Ignore
            $null = $spec | Get-KrakenConnectorPolicy -WarningVariable first 3>$null
            $null = $spec | Get-KrakenConnectorAcl -Principal User:connect -WarningVariable second 3>$null
            $null = $spec | Test-KrakenConnectorPolicy -WarningVariable third 3>$null
            $null = $spec | Get-KrakenCallerPolicy -For Read -WarningVariable fourth 3>$null
            $first.Count, $second.Count, $third.Count, $fourth.Count
        }
    }

    It 'are written by the first cmdlet of a run, and by that of the next run again' {
        $counts = Get-WarningCount
        $counts[0] | Should -BeGreaterThan 0
        $counts[1..3] | Should -Be @(0, 0, 0)
        (Get-WarningCount)[0] | Should -Be $counts[0]
    }

    It 'are still to be written where they were suppressed' {
        $spec = Import-KrakenConnectorSpec $file -WarningAction Ignore
        $null = $spec | Get-KrakenConnectorPolicy -WarningAction Ignore
        $null = $spec | Get-KrakenConnectorPolicy -WarningVariable warnings 3>$null
        $warnings.Count | Should -BeGreaterThan 0
    }

    It 'are written for what changed in the meantime' {
        $spec = Import-KrakenConnectorSpec $file -WarningAction Ignore
        $null = $spec | Get-KrakenConnectorPolicy 3>$null
        $null = $spec | Get-KrakenConnectorPolicy -AutoscalingMaxWorkerCount 14 -WarningVariable warnings 3>$null
        "$warnings" | Should -Match '14'
    }
}
