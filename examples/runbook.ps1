<#
.SYNOPSIS
Brings the connectors of a folder of specs into being, from an unattended runbook.

.DESCRIPTION
Every file is read and every spec is checked before the first one is provisioned: where one is wrong, all that is to be
mended is shown, and nothing is sent to AWS. Run it as often as you like: what is there already is left alone.

The connectors are returned. The runbook ends with a terminating error where a spec is wrong or a connector could not be
provisioned, which Azure Automation and other runbook services look at; as a script its exit code is then 1.

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

$ErrorActionPreference = 'Stop'
$aws = @{}
if ($PSBoundParameters.ContainsKey('ProfileName')) { $aws.ProfileName = $ProfileName }
if ($PSBoundParameters.ContainsKey('EndpointUrl')) { $aws.EndpointUrl = $EndpointUrl }

# One wrong file is no reason to hide what else is wrong.
$specs = @(Import-KrakenConnectorSpec -Path (Join-Path $Path '*') -ErrorAction Continue -ErrorVariable unreadable)
$checked = @($specs | Test-KrakenConnectorSpec -ErrorAction Continue)
$checked | Out-String | Write-Output
$wrong = @($checked | Where-Object { -not $_.IsValid })
if ($unreadable -or $wrong) {
    throw "$($unreadable.Count) files cannot be read and $($wrong.Count) of $($specs.Count) specs are wrong; nothing was sent to AWS."
}

$specs | New-KrakenMskConnector @aws -WhatIf:$WhatIfPreference -ErrorAction Continue -ErrorVariable failures
if ($failures) {
    throw "$($failures.Count) of $($specs.Count) connectors could not be provisioned; correct what the errors name and run again."
}
