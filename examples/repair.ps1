<#
.SYNOPSIS
Restarts the dead tasks of connectors from a scheduled job, and stops with the diagnosis where restarts do not help.

.DESCRIPTION
Run it every few minutes. It looks for RUNNING connectors whose tasks have died, and restarts their failed tasks; a
connector with a Kafka Connect older than 3.7 is restarted as a whole. It returns the connectors that run again.

A task that dies after each restart has a cause that a restart does not mend. If a connector was restarted three times
within the last hour, by this script or by a person, it is not restarted again: the script writes the diagnosis, goes on
with the other connectors, and ends with a terminating error. As a script, its exit code is then 1.

A connector that cannot be restarted, for example for lack of a permission, is an error of the same kind.

The look at the tasks is that of Wait-KrakenMskConnector: it reads the last hour of a log in CloudWatch Logs. A task that has
been dead for longer is not seen, so restart once what died before the job runs, and what the job left to you.

The script keeps no state: MSK Connect's own list of operations tells when a connector was restarted.

.EXAMPLE
./repair.ps1 -Region us-east-1

.EXAMPLE
./repair.ps1 -Name 'orders-*' -Region us-east-1 -WhatIf
#>
#Requires -Version 7.4
#Requires -Modules Kraken.MskConnect
[CmdletBinding(SupportsShouldProcess)]
param(
    # The connectors' name; * and ? stand for any characters, any one character.
    [string] $Name = '*',

    # The region.
    [Parameter(Mandatory)]
    [string] $Region,

    # The number of restarts within an hour after which a connector is left to a person.
    [ValidateRange(1, 100)]
    [int] $MostRestart = 3,

    # The AWS profile; without it, the usual sources of credentials are used.
    [string] $ProfileName,

    # An endpoint to use instead of AWS, for a rehearsal.
    [string] $EndpointUrl
)

$ErrorActionPreference = 'Stop'
$aws = @{ Region = $Region }
if ($PSBoundParameters.ContainsKey('ProfileName')) { $aws.ProfileName = $ProfileName }
if ($PSBoundParameters.ContainsKey('EndpointUrl')) { $aws.EndpointUrl = $EndpointUrl }

# The wait is none for a connector that runs; what it brings is the look at its tasks.
$running = @(Get-KrakenMskConnector $Name @aws | Where-Object ConnectorState -EQ 'RUNNING')
$null = $running | Wait-KrakenMskConnector @aws -ErrorAction SilentlyContinue -ErrorVariable found
$dead, $other = @($found).Where({ $_.FullyQualifiedErrorId -like 'Kraken.TaskFailed,*' }, 'Split')
foreach ($failure in $other) {
    Write-Error -ErrorRecord $failure -ErrorAction Continue
}

$given = [Collections.Generic.List[string]]::new()
$refused = [Collections.Generic.List[string]]::new()
foreach ($failure in $dead) {
    $connector = $failure.TargetObject.ConnectorName
    try {
        $restarts = @(Get-KrakenConnectorOperation $connector @aws |
            Where-Object OperationType -EQ 'RESTART_CONNECTOR' |
            Select-Object -First $MostRestart |
            Where-Object CreationTime -GT ([datetime]::UtcNow.AddHours(-1)))
        if ($restarts.Count -ge $MostRestart) {
            Write-Error -ErrorRecord $failure -ErrorAction Continue
            $given.Add($connector)
            continue
        }

        $version = (Get-KrakenMskConnector $connector -Detailed @aws).KafkaConnectVersion -replace '\.x$'
        $how = @{ FailedTaskOnly = [version]$version -ge [version]'3.7' }
        Restart-KrakenMskConnector $connector @aws @how -WhatIf:$WhatIfPreference -ErrorAction Stop
    } catch {
        # A restart that MSK Connect began counts, and the next run may try again. Without one, nothing would ever count.
        if ($_.FullyQualifiedErrorId -match '^Kraken\.(TaskFailed|UpdateFailed),') {
            Write-Warning "Restart $($restarts.Count + 1) of $MostRestart within an hour did not help: $_"
        } else {
            Write-Error -ErrorRecord $_ -ErrorAction Continue
            $refused.Add($connector)
        }
    }
}

if ($given.Count -or $refused.Count -or $other.Count) {
    $names = @($given, $refused).ForEach({ $_.Count ? $_ -join ', ' : 'none' })
    throw "Restarted $MostRestart times within an hour, and tasks still die: $($names[0]). Not looked at: $($other.Count). Could not be restarted: $($names[1])."
}
