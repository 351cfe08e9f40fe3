<#
.SYNOPSIS
Installs the packed module as its users do from a gallery, into an empty home, and returns the path of its manifest.

.DESCRIPTION
The folder of packages is registered as a repository and taken away again.
#>
[CmdletBinding()]
[OutputType([string])]
param(
    # The folder that holds the .nupkg.
    [Parameter(Mandatory)]
    [string] $PackageFolder,

    # An empty folder, which stands for the home of a user who has no module yet. Windows' PowerShell installs under
    # Documents, wherever that is.
    [Parameter(Mandatory)]
    [string] $HomeFolder
)

$ErrorActionPreference = 'Stop'
$env:HOME = $HomeFolder
# PSResourceGet keeps its list of repositories here. Where the folder is missing, .NET says that there is none, and the list
# would be written into the current folder.
$env:XDG_DATA_HOME = [IO.Path]::Combine($HomeFolder, '.local', 'share')
$null = New-Item $env:XDG_DATA_HOME -ItemType Directory -Force
$repository = "kraken-package-$PID"
Register-PSResourceRepository -Name $repository -Uri (Resolve-Path $PackageFolder).ProviderPath -Trusted
try {
    $installed = Install-PSResource -Name Kraken.MskConnect -Repository $repository -Scope CurrentUser -PassThru -Quiet
}
finally {
    Unregister-PSResourceRepository -Name $repository
}

[IO.Path]::Combine($installed.InstalledLocation, $installed.Name, $installed.Version, "$($installed.Name).psd1")
