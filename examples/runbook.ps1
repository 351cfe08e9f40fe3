<#
.SYNOPSIS
Brings the connectors of a folder of specs into being, from an unattended runbook.

.DESCRIPTION
Every spec is checked before the first one is provisioned: one that is wrong stops the run with all that is to be
mended, and nothing is sent to AWS. Run it as often as you like: what is there already is left alone.
The exit code is 0 where every connector runs, 1 where a spec is wrong, 2 where a connector could not be provisioned.

.EXAMPLE
./runbook.ps1 -Path ./connectors -ProfileName kraken-dev

.EXAMPLE
./runbook.ps1 -Path ./connectors -WhatIf
#>
#Requires -Version 7.4
#Requires -Modules Kraken.MskConnect
[CmdletBinding(SupportsShouldProcess)]
param(
    # The folder of spec files.
    [Parameter(Mandatory)]
    [string] $Path,

    # The AWS profile; without it the usual sources of credentials are asked.
    [string] $ProfileName,

    # Another endpoint than AWS's own, for a rehearsal.
    [string] $EndpointUrl
)

$aws = @{}
if ($ProfileName) { $aws.ProfileName = $ProfileName }
if ($EndpointUrl) { $aws.EndpointUrl = $EndpointUrl }

$specs = @(Import-KrakenConnectorSpec -Path (Join-Path $Path '*'))
$checked = @($specs | Test-KrakenConnectorSpec)
$checked | Out-String | Write-Output
$wrong = @($checked | Where-Object { -not $_.IsValid })
if ($wrong) {
    Write-Error "$($wrong.Count) of the $($specs.Count) specs are wrong; nothing was sent to AWS." -ErrorAction Continue
    exit 1
}

$specs | New-KrakenMskConnector @aws -WhatIf:$WhatIfPreference -ErrorAction Continue -ErrorVariable failures
exit ($failures.Count -gt 0 ? 2 : 0)
