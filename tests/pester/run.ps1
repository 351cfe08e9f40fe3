# Runs one Pester file and writes its report; ends with 1 where a test failed. Works with Pester 5 and 6.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $File,
    [Parameter(Mandatory)] [string] $Report
)

$ErrorActionPreference = 'Stop'
# dotnet test says which Pester; by hand, any that is installed will do.
if ($env:KRAKEN_PESTER) {
    Import-Module $env:KRAKEN_PESTER
}
else {
    Import-Module Pester -MinimumVersion 5.0
}
$configuration = New-PesterConfiguration
$configuration.Run.Path = $File
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.TestResult.Enabled = $true
$configuration.TestResult.OutputFormat = 'NUnitXml'
$configuration.TestResult.OutputPath = $Report
$result = Invoke-Pester -Configuration $configuration
exit ($result.Result -eq 'Passed' ? 0 : 1)
