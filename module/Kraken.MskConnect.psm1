# Loads the cmdlets into a load context of their own, so that another module's AWSSDK.Core cannot get in the way.

$bin = "$PSScriptRoot/bin"

# Constrained Language Mode allows no .NET methods, so the cmdlets load without a load context of their own.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    Import-Module "$bin/Kraken.MskConnect.Cmdlets.dll"
    return
}

$loader = 'Kraken.MskConnect.Loader.ModuleLoadContext' -as [type]
if (-not $loader) {
    # LoadFrom, since Add-Type costs 75 ms more.
    $null = [Reflection.Assembly]::LoadFrom("$bin/Kraken.MskConnect.Loader.dll")
}
elseif (-not $loader.Assembly.GetType('Kraken.MskConnect.Loader.FolderIdentity')) {
    # The loader of a first version, which does not look for other copies itself.
    throw "Another copy of Kraken.MskConnect was loaded by this PowerShell process, from '$([IO.Path]::GetDirectoryName($loader.Assembly.Location))'; this one is in '$bin'. A process can hold one copy only, and keeps it after Remove-Module: start a new PowerShell to use this one."
}

try {
    $cmdlets = [Kraken.MskConnect.Loader.ModuleLoadContext]::LoadModule($bin, 'Kraken.MskConnect.Cmdlets')
}
catch [Management.Automation.MethodInvocationException] {
    # What the loader says, without PowerShell's words about a method.
    throw $_.Exception.InnerException
}

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
