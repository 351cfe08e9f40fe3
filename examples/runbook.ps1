<#
.SYNOPSIS
Provisions the connectors of a folder of specs from an unattended runbook.

.DESCRIPTION
The runbook reads every file and checks every spec before it provisions the first connector. If a spec is wrong, it shows
all findings and sends nothing to AWS. You can run it repeatedly: existing connectors that match their specs are unchanged.

The connectors are returned. If a spec is wrong or a connector could not be provisioned, the runbook ends with a terminating
error, which Azure Automation and other runbook services detect. As a script, its exit code is then 1.

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

    # The AWS profile; without it, the usual sources of credentials are used.
    [string] $ProfileName,

    # An endpoint to use instead of AWS, for a rehearsal.
    [string] $EndpointUrl
)

$ErrorActionPreference = 'Stop'
# The states of connectors as lines: a runbook's job has no progress bars.
$KrakenProgressPreference = 'Lines'
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
