<#
.SYNOPSIS
Makes docs/plan.svg, the picture of a plan, from a real terminal.

.DESCRIPTION
Runs Compare-KrakenMskConnector for the sink of examples/specs, on an embedded AWS, in a terminal of 100 columns (tmux), takes
what the terminal shows with its colours (capture-pane -e), and writes it as SVG. PlanPicture.Tests.ps1 fails when the plan
prints something else; run this script then. It needs tmux and the built module.

.EXAMPLE
./tools/plan-picture.ps1
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # The picture.
    [string] $Path = [IO.Path]::Combine($PSScriptRoot, '..', 'docs', 'plan.svg')
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..'))
$module = (Get-Item ([IO.Path]::Combine($root, 'output', 'Kraken.MskConnect', '*', '*.psd1'))).FullName
$columns = 100
$shown = 44
$shell = [Environment]::ProcessPath
$arguments = [IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet' ? @([IO.Path]::Combine($PSHOME, 'pwsh.dll')) : @()
$script = [IO.Path]::Combine([IO.Path]::GetTempPath(), "kraken-picture-$PID.ps1")
$done = "$script.done"
@"
`$PSStyle.OutputRendering = 'Ansi'
Import-Module '$module'
`$aws = Start-KrakenLocalAws
Import-KrakenConnectorSpec '$root/examples/specs/s3-sink-raw-mnpi-dev.tfvars.json' | Compare-KrakenMskConnector -EndpointUrl `$aws.EndpointUrl -WarningAction Ignore
Set-Content '$done' done
Start-Sleep 60
"@ | Set-Content $script

# The screen as runs of text with the same colour and weight, line by line.
function Read-Screen([string[]] $Lines) {
    $colours = @{ 31 = '#ff7b72'; 32 = '#7ee787'; 33 = '#e3b341'; 34 = '#79c0ff'; 35 = '#d2a8ff'; 36 = '#76e3ea'; 90 = '#8b949e'
        91 = '#ff7b72'; 92 = '#7ee787'; 93 = '#e3b341'; 94 = '#79c0ff'; 95 = '#d2a8ff'; 96 = '#76e3ea' }
    $colour = $null; $bold = $false; $dim = $false
    foreach ($line in $Lines) {
        $runs = foreach ($match in [regex]::Matches($line, '\e\[(?<codes>[\d;]*)m|(?<text>[^\e]+)')) {
            if ($match.Groups['text'].Success) {
                @{ Text = $match.Groups['text'].Value; Colour = $dim ? '#8b949e' : $colour; Bold = $bold }
                continue
            }
            foreach ($code in ($match.Groups['codes'].Value -split ';').ForEach({ [int]"0$_" })) {
                switch ($code) {
                    0 { $colour = $null; $bold = $false; $dim = $false }
                    1 { $bold = $true }
                    2 { $dim = $true }
                    22 { $bold = $false; $dim = $false }
                    39 { $colour = $null }
                    { $colours.ContainsKey($_) } { $colour = $colours[$_] }
                }
            }
        }
        , @($runs)
    }
}

$session = "kraken-picture-$PID"
try {
    tmux new-session -d -s $session -x $columns -y 200 $shell @arguments -NoProfile -NonInteractive -File $script
    $patience = [datetime]::UtcNow.AddMinutes(2)
    while (-not (Test-Path $done)) {
        if ([datetime]::UtcNow -gt $patience) { throw 'The plan was not shown within two minutes.' }
        Start-Sleep -Milliseconds 200
    }
    Start-Sleep -Milliseconds 500
    $screen = @(tmux capture-pane -e -p -t $session)
}
finally {
    tmux kill-session -t $session 2>$null
    Remove-Item $script, $done -ErrorAction Ignore
}

$plain = @($screen -replace '\e\[[\d;]*m')
$first = [array]::FindIndex([string[]]$plain, [Predicate[string]] { param($l) $l.Trim() })
$last = [array]::FindLastIndex([string[]]$plain, [Predicate[string]] { param($l) $l.Trim() })
$lines = @($screen[$first..([Math]::Min($last, $first + $shown - 1))])
$width, $height = ($columns * 8.4 + 32), ($lines.Count * 19 + 32)
$number = 0
$texts = foreach ($runs in Read-Screen $lines) {
    $number++
    $spans = foreach ($run in $runs) {
        $style = ($run.Colour ? " fill=`"$($run.Colour)`"" : '') + ($run.Bold ? ' font-weight="bold"' : '')
        "<tspan$style>$([Security.SecurityElement]::Escape($run.Text))</tspan>"
    }
    "<text x=`"16`" y=`"$(16 + 19 * $number - 4)`" xml:space=`"preserve`">$($spans -join '')</text>"
}
@"
<svg xmlns="http://www.w3.org/2000/svg" width="$width" height="$height" viewBox="0 0 $width $height" role="img" aria-label="A plan of Compare-KrakenMskConnector">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
$($texts -join "`n")
</g>
</svg>
"@ -replace '\r' | Set-Content $Path
