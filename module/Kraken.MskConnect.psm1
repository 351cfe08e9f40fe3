# Loads the cmdlets into a load context of their own, so that another module's AWSSDK.Core cannot get in the way.

$bin = "$PSScriptRoot/bin"
if (-not ('Kraken.MskConnect.Loader.ModuleLoadContext' -as [type])) {
    # LoadFrom, since Add-Type costs 75 ms more.
    $null = [Reflection.Assembly]::LoadFrom("$bin/Kraken.MskConnect.Loader.dll")
}

$cmdlets = [Kraken.MskConnect.Loader.ModuleLoadContext]::LoadModule($bin, 'Kraken.MskConnect.Cmdlets')
$inner = Import-Module -Assembly $cmdlets -PassThru

# A second import of the same assembly takes a shortcut that nests no module and exports nothing (PowerShell issue
# 20710). The way around it costs 40 ms, so a first import does without.
if (-not $ExecutionContext.SessionState.Module.NestedModules) {
    $addExportedCmdlet = [Management.Automation.PSModuleInfo].GetMethod(
        'AddExportedCmdlet', [Reflection.BindingFlags]'Instance, NonPublic')
    foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
        $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
    }
}
