Describe 'A bad input' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $badInputs = @($mocksAssembly.GetType('Kraken.Tests.Shared.BadInputs')::All($specFolder))
        $canary = $mocksAssembly.GetType('Kraken.Tests.Shared.ExampleSpec')::Canary

        # What is wrong with what a cmdlet made of all of them in one pipeline: each must end in one clear error, in order, and
        # AWS must be asked nothing.
        function Get-Fault {
            param([string] $Cmdlet, [object[]] $badInputs)
            $mock = New-MockAws
            $output = $badInputs.Spec | & $Cmdlet -ErrorVariable failures -ErrorAction SilentlyContinue -WarningAction Ignore
            if ($mock.Calls.Count) { "$($mock.Calls.Count) calls: $($mock.Calls.Operation | Select-Object -First 5)" }
            # Of several connectors, those that failed are rows.
            if ($other = @($output | Where-Object Result -NE Failed)) { "returns $other" }
            if ("$output".Contains($canary)) { 'returns the secret' }
            if ("$output" -match '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u202e]') { 'returns a control character' }
            if ($failures.Count -ne $badInputs.Count) { "$($failures.Count) errors for $($badInputs.Count) inputs" }
            for ($i = 0; $i -lt $badInputs.Count; $i++) {
                $name = $badInputs[$i].Name
                $failure = $failures[$i]
                $text = "$failure`n$($failure.ErrorDetails.RecommendedAction)"
                if ($failure.FullyQualifiedErrorId -notmatch '^Kraken\.Spec(Invalid|Unreadable),') { "${name}: $($failure.FullyQualifiedErrorId): $text" }
                if (-not $text.Contains($badInputs[$i].Field)) { "${name}: does not name $($badInputs[$i].Field): $text" }
                if (-not $failure.ErrorDetails.RecommendedAction) { "${name}: no remedy" }
                if ($text.Length -gt 25000) { "${name}: $($text.Length) characters" }
                if ($text -match '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u202e]') { "${name}: a control character" }
                if ($text.Contains($canary)) { "${name}: the secret" }
            }
        }
    }

    It 'is one of a thousand' {
        $badInputs.Count | Should -BeGreaterThan 1000
    }

    It 'is one clear error of <_>, and no call' -ForEach 'New-KrakenMskConnector', 'Get-KrakenConnectorPolicy' {
        Get-Fault $_ $badInputs | Select-Object -First 30 | Should -BeNullOrEmpty
    }

    It 'is one clear error of <_>, and no call, by every seventh' -ForEach 'Update-KrakenMskConnector', 'Compare-KrakenMskConnector', 'Test-KrakenConnectorPolicy' {
        $some = for ($i = 0; $i -lt $badInputs.Count; $i += 7) { $badInputs[$i] }
        Get-Fault $_ $some | Select-Object -First 30 | Should -BeNullOrEmpty
    }

    It 'is no valid spec to Test-KrakenConnectorSpec' {
        $valid = @($badInputs.Spec | Test-KrakenConnectorSpec -Quiet)
        $valid.Count | Should -Be $badInputs.Count
        0..($valid.Count - 1) | Where-Object { $valid[$_] } | ForEach-Object { $badInputs[$_].Name } | Should -BeNullOrEmpty
    }

    It 'stops none of the others' {
        $policies = @($badInputs[0..24].Spec) + (New-SinkInput) + @($badInputs[25..49].Spec) |
            Get-KrakenConnectorPolicy -ErrorVariable failure -ErrorAction SilentlyContinue -WarningAction Ignore
        $failure.Count | Should -Be 50
        @($policies).Count | Should -Be 1
    }
}

Describe 'A region that is none' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    }

    It 'is a clear error of <Cmdlet> and asks nothing' -ForEach @(
        foreach ($cmdlet in 'Get-KrakenConnectorLog', 'Get-KrakenConnectorOperation', 'Get-KrakenMskConnector', 'Get-KrakenOrphan', 'Wait-KrakenMskConnector', 'Suspend-KrakenMskConnector', 'Resume-KrakenMskConnector', 'Restart-KrakenMskConnector', 'Remove-KrakenMskConnector', 'Export-KrakenConnectorSpec') {
            foreach ($region in "us-east-1`n", 'nowhere', 'us-east-1/..', "eu-west-1`e[2J", 'http://x') {
                @{ Cmdlet = $cmdlet; Region = $region }
            }
        }
    ) {
        $mock = New-MockAws
        $name = $Cmdlet -eq 'Get-KrakenOrphan' ? @{} : @{ ConnectorName = 'orders' }
        $whatIf = $Cmdlet -eq 'Remove-KrakenMskConnector' ? @{ Confirm = $false } : @{}
        $null = & $Cmdlet @name @whatIf -Region $Region -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Kraken.SpecInvalid,*'
        "$($failure[0])" | Should -Match '^Region: .* is not a region name\.$'
        $mock.Calls.Count | Should -Be 0
    }

    It 'is found in the environment too' {
        $mock = New-MockAws
        $env:AWS_REGION = "us-east-1`r"
        try {
            $null = Get-KrakenMskConnector -ErrorVariable failure -ErrorAction SilentlyContinue
        }
        finally {
            $env:AWS_REGION = $null
        }
        "$($failure[0])" | Should -Be "Region: 'us-east-1\r' is not a region name."
    }
}

Describe 'A time that ConvertFrom-Json made' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        function Get-TimeJson([string] $Time) {
            $spec = Get-Content $sinkFile -Raw | ConvertFrom-Json -AsHashtable
            $spec.connector_configuration['start.time'] = $Time
            $spec | ConvertTo-Json -Depth 5
        }
    }

    It 'is refused with a remedy where its text depends on the machine' {
        $spec = Get-TimeJson '2024-01-02T03:04:05.123+02:00' | ConvertFrom-Json |
            New-KrakenConnectorSpec -ErrorVariable failure -WarningVariable warning -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $spec | Should -BeNullOrEmpty
        $failure.Count | Should -Be 1
        "$($failure[0])" | Should -Match 'ConnectorConfiguration\[start\.time\] is a local time'
        "$warning" | Should -Match '-DateKind String'
    }

    It 'keeps its text in UTC, in a file, and where PowerShell is asked to keep it' {
        (Get-TimeJson '2024-01-02T03:04:05Z' | ConvertFrom-Json | New-KrakenConnectorSpec).ConnectorConfiguration['start.time'] | Should -Be '2024-01-02T03:04:05Z'
        Set-Content TestDrive:/time.json (Get-TimeJson '2024-01-02T03:04:05.120+02:00')
        (Import-KrakenConnectorSpec TestDrive:/time.json).ConnectorConfiguration['start.time'] | Should -Be '2024-01-02T03:04:05.120+02:00'
        if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) {
            $spec = Get-TimeJson '2024-01-02T03:04:05.120+02:00' | ConvertFrom-Json -DateKind String | New-KrakenConnectorSpec
            $spec.ConnectorConfiguration['start.time'] | Should -Be '2024-01-02T03:04:05.120+02:00'
        }
    }
}
