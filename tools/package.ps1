#Requires -Version 7.5
<#
.SYNOPSIS
Packs the module's Release build for those who install it.

.DESCRIPTION
Writes two packages into output/packages and returns them as files:

Kraken.MskConnect.<version>.nupkg   for PowerShell repositories: Publish-PSResource -NupkgPath sends it to a gallery, and
                                    Install-PSResource installs it from one, or from a folder that is registered as one.
Kraken.MskConnect.zip               for Azure Automation and for unpacking by hand: the folder Kraken.MskConnect with the
                                    module's files directly in it.

Both hold the same files. With a certificate, every script, manifest and view of the module and its own assemblies are
signed first; PowerShell can sign on Windows only.

.EXAMPLE
./build.ps1 Package

.EXAMPLE
./tools/package.ps1 -CertificateThumbprint 0123456789ABCDEF0123456789ABCDEF01234567
#>
[CmdletBinding()]
[OutputType([IO.FileInfo])]
param(
    # The code-signing certificate in the current user's store. Default: the variable KRAKEN_SIGNING_THUMBPRINT, else none.
    [string] $CertificateThumbprint = $env:KRAKEN_SIGNING_THUMBPRINT,

    # The server that stamps signatures with the time.
    [string] $TimestampServer = 'http://timestamp.digicert.com'
)

$ErrorActionPreference = 'Stop'
$root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..'))
$packages = [IO.Path]::Combine($root, 'output', 'packages')
$staging = [IO.Path]::Combine($packages, 'staging')
$module = [IO.Path]::Combine($packages, 'Kraken.MskConnect')

# A build of its own, so that the one under output/Kraken.MskConnect stays what it is.
Remove-Item $packages -Recurse -Force -ErrorAction Ignore
$PSNativeCommandUseErrorActionPreference = $true
dotnet build ([IO.Path]::Combine($root, 'src', 'Kraken.MskConnect.Cmdlets')) --nologo --configuration Release `
    "-p:ModuleRoot=$staging/" | Out-Host
Move-Item (Get-Item "$staging/*/Kraken.MskConnect.psd1").Directory $module
Remove-Item $staging

if ($CertificateThumbprint) {
    if (-not (Get-Command Set-AuthenticodeSignature -ErrorAction Ignore)) {
        throw 'CertificateThumbprint was given, but this PowerShell cannot sign. Pack on Windows.'
    }
    $certificate = Get-Item "Cert:/CurrentUser/My/$CertificateThumbprint"
    $signed = Get-ChildItem $module -Recurse -Include *.psd1, *.psm1, *.ps1xml, Kraken.*.dll
    $unsigned = $signed | Set-AuthenticodeSignature -Certificate $certificate -HashAlgorithm SHA256 -TimestampServer $TimestampServer |
        Where-Object Status -NE Valid
    if ($unsigned) {
        throw "$(@($unsigned).Count) files could not be signed: $($unsigned[0].Path): $($unsigned[0].StatusMessage)"
    }
}

# What the module brings itself, without the libraries: its size is what users download and load.
# The catalogue of connector families is about 0.2 MB of it.
$limit = 4.5e6
$own = (Get-ChildItem $module -File -Recurse | Where-Object { $_.Extension -ne '.dll' -or $_.Name -like 'Kraken.*' } |
        Measure-Object Length -Sum).Sum
if ($own -gt $limit) {
    throw "The module's own assemblies and texts have $own bytes, more than $limit."
}

$null = Test-ModuleManifest "$module/Kraken.MskConnect.psd1"
Compress-PSResource -Path $module -DestinationPath $packages
$archive = [IO.Path]::Combine($packages, 'Kraken.MskConnect.zip')
Compress-Archive $module $archive
Remove-Item $module -Recurse
Get-ChildItem $packages -File
