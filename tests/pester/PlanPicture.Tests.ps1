# The picture at the top of the README shows what the plan prints today.
Describe 'docs/plan.svg' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        [xml] $picture = Get-Content ([IO.Path]::Combine($root, 'docs', 'plan.svg')) -Raw
        $shown = @($picture.svg.g.text | ForEach-Object { $_.InnerText.TrimEnd() })
    }

    It 'has the lines that Compare-KrakenMskConnector prints' {
        $aws = Start-KrakenLocalAws
        try {
            $text = Import-KrakenConnectorSpec $sinkFile -WarningAction Ignore |
                Compare-KrakenMskConnector -EndpointUrl $aws.EndpointUrl -WarningAction Ignore | Out-String -Width 500
            # Where a line breaks depends on the terminal.
            $now = ($text -replace '\e\[[\d;]*m' -replace '\s+', '')
            $now | Should -BeLike "$([WildcardPattern]::Escape(($shown -join '') -replace '\s+'))*" -Because 'tools/plan-picture.ps1 makes the picture anew'
        }
        finally {
            Stop-KrakenLocalAws
        }
    }

    It 'is at the top of the README' {
        (Get-Content ([IO.Path]::Combine($root, 'README.md')) -TotalCount 30) -join "`n" | Should -Match '\!\[.+\]\(docs/plan\.svg\)'
    }
}
