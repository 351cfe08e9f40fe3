using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Reads variables for completers, whose runspace is busy completing.</summary>
internal static class SessionVariable
{
    /// <summary>The variable's value; null where it does not exist.</summary>
    public static object? Read(string name)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable")
            .AddParameter("Name", name)
            .AddParameter("ValueOnly")
            .AddParameter("ErrorAction", "Ignore")
            .Invoke()
            .FirstOrDefault()?.BaseObject;
    }
}
