# Questions, as a person at a console answers them.
Describe 'Questions' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $program, [string[]] $shell = Get-Shell

        # Runs a script in a PowerShell whose console input is the answers, and returns all that the console showed.
        function Invoke-Answered {
            param([string] $Script, [string[]] $Answer)
            $file = [IO.Path]::Combine($TestDrive, "$([guid]::NewGuid()).ps1")
            Set-Content -LiteralPath $file @"
Import-Module '$modulePath'
`$WarningPreference = 'Ignore'
`$aws = Start-KrakenLocalAws -ConnectorTransition 0.1
`$there = @{ EndpointUrl = `$aws.EndpointUrl; Region = 'us-east-1' }
`$spec = Import-KrakenConnectorSpec '$sinkFile'
`$specs = 'one', 'two', 'three' | ForEach-Object { `$spec | New-KrakenConnectorSpec -ConnectorName `$_ }
$Script
"left: `$(@(Get-KrakenMskConnector @there | Sort-Object ConnectorName).ConnectorName -join ',')"
"@
            ($Answer | & $program @shell -NoLogo -NoProfile -File $file 2>&1) -join "`n" -replace '\e\[[0-9;]*m'
        }
    }

    It 'ask once about a fleet that is removed, and take <Answer> for all of it' -ForEach @(
        @{ Answer = 'y'; Left = '' }
        @{ Answer = 'n'; Left = 'one,three,two' }
    ) {
        $text = Invoke-Answered -Answer $Answer -Script @'
$null = $specs | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl
'one', 'absent', 'two', 'three' | Remove-KrakenMskConnector @there -ThrottleLimit 1 -ErrorAction Ignore | Out-Null
'@
        ([regex]'Remove 3 connectors and what was created for them\?').Matches($text).Count | Should -Be 1
        $text | Should -Match "left: $Left(\s|`$)"
    }

    It 'name the one connector that is removed' {
        Invoke-Answered -Answer 'y' -Script @'
$null = $specs[0] | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl
Remove-KrakenMskConnector one @there | Out-Null
'@ | Should -Match 'Remove one and what was created for it\?'
    }

    It 'name what an update deletes and makes again' {
        $text = Invoke-Answered -Answer 'n' -Script @'
$null = $specs[0] | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl
$specs[0] | New-KrakenConnectorSpec -Description new | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -AllowReplacement | Out-Null
'@
        $text | Should -Match 'Delete one and make it again\?'
    }

    It 'name what is created and changed, and are not asked where nothing is to be done' {
        $text = Invoke-Answered -Answer 'y', 'y' -Script @'
$null = $specs[0] | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm
$null = $specs[0] | New-KrakenConnectorSpec -AutoscalingMaxWorkerCount 3 | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm
'again'
$same = $specs[0] | New-KrakenConnectorSpec -AutoscalingMaxWorkerCount 3
$null = $same | Update-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm
$null = $same | New-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -Confirm
'@
        $text | Should -Match '(?s)Create one\?.*Change one\?.*again'
        $text | Should -Not -Match '(?s)again.*\[Y\] Yes.*left: one'
        $text | Should -Match 'left: one'
    }
}
