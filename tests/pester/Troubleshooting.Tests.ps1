# The page shows real output: each command is run, and what it shows is compared with the block below it. With
# KRAKEN_RECORD_CHAPTER=1 the blocks are written anew.
BeforeDiscovery {
    . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
    $page = Get-Content ([IO.Path]::Combine($root, 'docs', 'troubleshooting.md')) -Raw
    $chapter = $page.Substring($page.IndexOf('## The reference''s chapter'))
    $chapter = $chapter.Substring(0, $chapter.IndexOf('## Read the log'))
    $blocks = [regex]::Matches($chapter, '(?ms)^```powershell\r?\n(.*?)^```\r?\n(?:\r?\n```text\r?\n(.*?)^```\r?\n|\r?\nOUT\d\r?\n)?')
    $lines = @($blocks | Select-Object -Skip 1 | ForEach-Object { @{ Command = $_.Groups[1].Value.Trim(); Shown = $_.Groups[2].Value } })
}

Describe 'The reference''s chapter on troubleshooting' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        $path = [IO.Path]::Combine($root, 'docs', 'troubleshooting.md')
        $page = Get-Content $path -Raw
        $setting = [regex]::Match($page.Substring($page.IndexOf('## The reference''s chapter')), '(?ms)^```powershell\r?\n(.*?)^```').Groups[1].Value
        $session = [powershell]::Create()

        # What the session shows for a command, in a window of 120 columns.
        function Show([string] $Command) {
            $session.Commands.Clear()
            $session.Streams.Error.Clear()
            $shown = $session.AddScript("& { $Command } | Out-String -Width 120").Invoke() -join ''
            $session.Streams.Error | Should -BeNullOrEmpty
            ($shown -split '\r?\n').TrimEnd() -join "`n" | ForEach-Object { $_.Trim("`n") + "`n" }
        }

        # Times and ids of a run.
        function Plain([string] $Text) {
            $Text -replace '\r' -replace '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?', '<time>' -replace 'sg-[0-9a-f]{17}', '<group>'
        }

        $start = '$PSStyle.OutputRendering = ''PlainText''; $WarningPreference = ''Ignore''; ' +
            "Import-Module '$modulePath'; Set-Location '$root'"
        $null = $session.AddScript($start).Invoke()
        $session.Commands.Clear()
        $null = $session.AddScript($setting).Invoke()
    }

    AfterAll {
        $session.Commands.Clear()
        $null = $session.AddScript('Stop-KrakenLocalAws').Invoke()
        $session.Dispose()
    }

    It 'has a command for each of its six lines' {
        [regex]::Matches($page, '(?m)^\*\*[123]\. ').Count | Should -Be 6
    }

    It 'shows what <Command> shows' -ForEach $lines {
        $now = Show $Command
        if ($env:KRAKEN_RECORD_CHAPTER) {
            $written = Get-Content $path -Raw
            $place = $written.IndexOf($Command)
            $end = $written.IndexOf("``````", $place) + 4
            $rest = $written.Substring($end) -replace '\A\n(OUT\d\n|```text\n[^`]*```\n)'
            Set-Content $path ($written.Substring(0, $end) + "`n``````text`n$now```````n" + $rest) -NoNewline
        }
        else {
            Plain $now | Should -Be (Plain $Shown)
        }
    }
}
