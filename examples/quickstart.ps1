<#
.SYNOPSIS
Provisions both example connectors on an embedded AWS in this process, and removes them again.

.DESCRIPTION
Shows the complete workflow: check the specs, show the policies and the plan, provision both connectors at once, run again
(nothing to do), remove them, and show that nothing is left. It needs no account and no credentials. The module of this
repository is built first if it is missing or older than its sources.

.EXAMPLE
dotnet tool exec --yes powershell -- -NoProfile -File examples/quickstart.ps1

Runs it in the PowerShell version that the repository pins. Only the .NET SDK is needed.

.EXAMPLE
./examples/quickstart.ps1

.EXAMPLE
./examples/quickstart.ps1 -EndpointUrl http://127.0.0.1:4599
#>
#Requires -Version 7.4
[CmdletBinding()]
param(
    # An existing endpoint; without it, an embedded AWS is started, and stopped at the end.
    [string] $EndpointUrl
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module Kraken.MskConnect)) {
    Import-Module (& (Join-Path $PSScriptRoot '../build.ps1') Ensure)
}

$script:step = 0
function Write-Step([string] $Title) {
    $script:step++
    Write-Host "`n$($PSStyle.Foreground.Cyan)$script:step. $Title$($PSStyle.Reset)"
}

$started = $null
if ($EndpointUrl) {
    $PSDefaultParameterValues = @{ '*-Kraken*:EndpointUrl' = $EndpointUrl; 'Get-KrakenMskConnector:Region' = 'us-east-1' }
}
else {
    Write-Step 'Start an AWS on loopback; from here on, the commands call it'
    $started = Start-KrakenLocalAws -AsDefault
    Write-Host "listening on $($started.EndpointUrl)"
}

try {
    Write-Step 'Read the specs and check them'
    $specs = Import-KrakenConnectorSpec (Join-Path $PSScriptRoot 'specs/*.tfvars.json')
    $specs | Test-KrakenConnectorSpec | Out-Host

    Write-Step 'Show what each role may do, and why'
    $specs | Get-KrakenConnectorPolicy | Out-Host

    Write-Step 'Show the plan; this reads and changes nothing'
    $specs | Compare-KrakenMskConnector | Out-Host

    Write-Step 'Provision both at once'
    $connectors = $specs | New-KrakenMskConnector
    $connectors | Out-Host

    Write-Step 'Run it again: nothing is left to do'
    $specs | New-KrakenMskConnector |
        Format-Table ConnectorName, ConnectorState, Changed | Out-Host

    Write-Step 'Remove both'
    $connectors | Remove-KrakenMskConnector -Confirm:$false | Out-Host

    Write-Step 'Look again: nothing is left'
    $left = @(Get-KrakenMskConnector)
    Write-Host "$($left.Count) connectors"
}
finally {
    if ($started) {
        Stop-KrakenLocalAws
    }
}
