#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, shows or packs the module.

.DESCRIPTION
Build     assembles the importable module under output/; dotnet build does the same.
Test      runs every suite, the Pester files too; dotnet test does the same.
Demo      builds and runs examples/quickstart.ps1 in a PowerShell of its own.
Package   builds in Release and packs output/Kraken.MskConnect.<version>.zip, which unpacks into a module folder.

.EXAMPLE
./build.ps1

.EXAMPLE
./build.ps1 Test -Configuration Release
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $Task -eq 'Package' ? 'Release' : 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Push-Location $PSScriptRoot
try {
    if ($Task -eq 'Test') {
        dotnet test --nologo --configuration $Configuration
        return
    }

    dotnet build --nologo --configuration $Configuration
    switch ($Task) {
        'Demo' {
            & ([Environment]::ProcessPath) -NoLogo -NoProfile -File ./examples/quickstart.ps1
        }
        'Package' {
            $module = Get-Item ./output/Kraken.MskConnect/*/Kraken.MskConnect.psd1
            $archive = "./output/Kraken.MskConnect.$($module.Directory.Name).zip"
            Compress-Archive ./output/Kraken.MskConnect $archive -Force
            Get-Item $archive
        }
    }
}
finally {
    Pop-Location
}
