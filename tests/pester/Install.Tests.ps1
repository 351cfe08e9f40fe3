# What docs/install.md shows for PSModulePath, as pasted, in a process of its own.
Describe 'docs/install.md' {
    BeforeAll {
        . ([IO.Path]::Combine($PSScriptRoot, 'common.ps1'))
        . ([IO.Path]::Combine($PSScriptRoot, 'pages.ps1'))
    }

    It 'installs a build onto PSModulePath' {
        $block = Get-PageBlock ([IO.Path]::Combine($root, 'docs', 'install.md')) | Where-Object Code -Match '\$env:PSModulePath'
        $version = (Import-PowerShellDataFile $modulePath).ModuleVersion
        # An assembled module lies in a folder of its version, as the build leaves it.
        $built = [IO.Path]::Combine($TestDrive, 'output', $version)
        $null = New-Item -ItemType Directory (Split-Path $built)
        Copy-Item (Split-Path $modulePath) $built -Recurse
        "'$built/Kraken.MskConnect.psd1'" | Set-Content "$TestDrive/build.ps1"
        @("Set-Location '$TestDrive'", "`$env:PSModulePath = '$TestDrive/modules$([IO.Path]::PathSeparator)' + `$env:PSModulePath") +
            $block.Code + '"from $((Get-Module Kraken.MskConnect).ModuleBase)"' | Set-Content "$TestDrive/run.ps1"
        $shell = Get-Shell
        $text = (& $shell[0] @($shell | Select-Object -Skip 1) -NoProfile -NonInteractive -File "$TestDrive/run.ps1" 2>&1) -join "`n"
        $LASTEXITCODE | Should -Be 0 -Because $text
        $text | Should -BeLike "*from $TestDrive*modules*Kraken.MskConnect*$version*"
    }
}
