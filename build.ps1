#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, shows or packs the module.

.DESCRIPTION
Build     assembles the importable module under output/; dotnet build does the same.
Ensure    builds the module where it is missing or older than its sources, and returns its manifest's path.
Test      runs every suite, the Pester files too; dotnet test does the same.
Demo      runs examples/quickstart.ps1 in a PowerShell of its own.
Package   builds in Release and packs the module under output/packages/: a .nupkg for a PowerShell repository and a
          .zip for runbook services. Needs PowerShell 7.5 or newer.

.EXAMPLE
./build.ps1

.EXAMPLE
./build.ps1 Test -Configuration Release

.EXAMPLE
Import-Module (./build.ps1 Ensure)
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Ensure', 'Test', 'Demo', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $Task -eq 'Package' ? 'Release' : 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

# The assembled module's manifest; the build touches it each time.
function Get-Manifest {
    Get-Item ./output/Kraken.MskConnect/*/Kraken.MskConnect.psd1 -ErrorAction Ignore
}

function Test-Stale([IO.FileInfo] $Manifest) {
    $sources = Get-ChildItem ./src, ./module, ./tools/Kraken.HelpWriter -Recurse -File |
        Where-Object FullName -NotMatch '[\\/](bin|obj)[\\/]'
    $shared = Get-ChildItem ./Directory.*.props, ./global.json, ./LICENSE, ./NOTICE
    [bool](@($sources) + @($shared) | Where-Object LastWriteTimeUtc -GT $Manifest.LastWriteTimeUtc | Select-Object -First 1)
}

# Builds the module alone, and says which of its projects are done.
function Build-Module {
    $PSNativeCommandUseErrorActionPreference = $false
    Write-Host 'Building the module; the first time takes a minute or two.'
    $lines = [Collections.Generic.List[string]]::new()
    dotnet build ./src/Kraken.MskConnect.Cmdlets --nologo --configuration $Configuration 2>&1 | ForEach-Object {
        $lines.Add($_)
        if ("$_" -match '^\s*(?<project>[\w.]+) -> ') {
            Write-Host "  built $($Matches.project)"
        }
    }
    if ($LASTEXITCODE -ne 0) {
        $lines | Out-Host
        throw "The module could not be built: dotnet build ended with $LASTEXITCODE; its output is above."
    }
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            dotnet build --nologo --configuration $Configuration
        }
        'Ensure' {
            $manifest = Get-Manifest
            if (-not $manifest -or (Test-Stale $manifest)) {
                Build-Module
            }
            (Get-Manifest).FullName
        }
        'Test' {
            dotnet test --nologo --configuration $Configuration
        }
        'Demo' {
            # The .NET tool edition runs in dotnet and has no executable of its own.
            $shell = [Environment]::ProcessPath
            [string[]] $program = (Split-Path $shell -LeafBase) -eq 'dotnet' ? "$PSHOME/pwsh.dll" : @()
            & $shell @program -NoLogo -NoProfile -File ./examples/quickstart.ps1
        }
        'Package' {
            & ./tools/package.ps1
        }
    }
}
finally {
    Pop-Location
}
