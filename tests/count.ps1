<#
.SYNOPSIS
Sums the suites' own reports into one line; ends with 1 where a test failed or none ran.

.DESCRIPTION
xUnit writes a .trx file a project, Pester an NUnit file a test file. The project that runs the Pester files has one
case a file: those cases are not counted, the files' own tests are. A Pester file that failed without a failed test in
its report (it died, or a block around its tests failed) counts as one failed test.
#>
[CmdletBinding()]
param(
    # The folder of the reports; they are looked for below it too.
    [Parameter(Mandatory)]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$passed = $failed = $skipped = 0
$failedFiles = 0

foreach ($report in Get-ChildItem $Folder -Recurse -Filter *.trx) {
    $run = ([xml](Get-Content $report -Raw)).TestRun
    $results = @($run.Results.UnitTestResult)
    $isPester = [bool](@($run.TestDefinitions.UnitTest) | Where-Object storage -Like '*kraken.pester.tests.dll')
    if ($isPester) {
        $failedFiles += @($results | Where-Object outcome -EQ Failed).Count
        continue
    }
    $passed += @($results | Where-Object outcome -EQ Passed).Count
    $failed += @($results | Where-Object outcome -NotIn Passed, NotExecuted).Count
    $skipped += @($results | Where-Object outcome -EQ NotExecuted).Count
}

$filesWithFailedTests = 0
foreach ($report in Get-ChildItem $Folder -Recurse -Filter *.Tests.xml) {
    $cases = @(([xml](Get-Content $report -Raw)).SelectNodes('//test-case'))
    $failures = @($cases | Where-Object result -In Failure, Error).Count
    $passes = @($cases | Where-Object result -EQ Success).Count
    $passed += $passes
    $failed += $failures
    $skipped += $cases.Count - $passes - $failures
    $filesWithFailedTests += [int]($failures -gt 0)
}

$failed += [Math]::Max(0, $failedFiles - $filesWithFailedTests)
"$passed passed, $failed failed, $skipped skipped"
exit [int]($failed -gt 0 -or $passed -eq 0)
