using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Lets Get-Member and error messages show the module's types by their plain names.</summary>
/// <remarks>
/// PowerShell writes a type that it cannot find by its name with the name of its assembly, five times as long, and finds
/// none of another load context. A type accelerator lets it find one, as about_Classes shows for the types of a module:
/// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_classes.
/// </remarks>
internal static class PlainTypeNames
{
    private static readonly HashSet<Assembly> _registered = [];

    /// <summary>Registers the public types of assemblies, once a process. Without effect where PowerShell finds them itself.</summary>
    /// <param name="assemblies">The assemblies whose objects are about to be put out.</param>
    public static void Register(params ReadOnlySpan<Assembly> assemblies)
    {
        lock (_registered)
        {
            foreach (var assembly in assemblies)
            {
                if (_registered.Add(assembly) && AssemblyLoadContext.GetLoadContext(assembly) != AssemblyLoadContext.Default)
                    Add(assembly);
            }
        }
    }

    private static void Add(Assembly assembly)
    {
        // Not public, so it may be missing one day. Then the names are long again, and nothing else changes.
        var add = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")
            ?.GetMethod("Add", [typeof(string), typeof(Type)])
            ?.CreateDelegate<Action<string, Type>>();
        if (add is null)
            return;
        foreach (var type in assembly.GetExportedTypes())
            add(type.FullName!, type);
    }
}
