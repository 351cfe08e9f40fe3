using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Kraken.MskConnect.Loader;

/// <summary>
/// Keeps the module's assemblies apart from those of other modules: what lies in the module's folder is taken from
/// there, everything else (the runtime, PowerShell) from PowerShell's own context.
/// </summary>
/// <remarks>
/// Every AWS module brings an AWSSDK.Core of assembly version 4.0.0.0. A resolve handler is not asked once one of
/// them is loaded, so only a context of our own gives us our copy.
/// </remarks>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly Dictionary<string, ModuleLoadContext> _contexts = new(StringComparer.Ordinal);

    private readonly string _folder;

    private ModuleLoadContext(string folder)
        : base("Kraken.MskConnect " + folder, isCollectible: false)
    {
        _folder = folder;
    }

    /// <summary>Loads an assembly of the module, once for each folder, so that a second import gets the same types.</summary>
    /// <param name="folder">The folder that holds the module's assemblies; however it is spelt, it is the same folder.</param>
    /// <param name="assemblyName">The assembly's simple name.</param>
    /// <returns>The assembly, in the folder's own context.</returns>
    /// <exception cref="InvalidOperationException">
    /// Another copy of the module is loaded. PowerShell keeps what it has compiled for a cmdlet by the cmdlet's name, and
    /// .NET does not unload what it has loaded, so that two copies in one process end in casts that fail.
    /// </exception>
    public static Assembly LoadModule(string folder, string assemblyName)
    {
        folder = Path.GetFullPath(folder);
        lock (_contexts)
        {
            if (!_contexts.TryGetValue(folder, out var context))
            {
                foreach (var loaded in _contexts.Values)
                {
                    if (!FolderIdentity.IsSame(loaded._folder, folder))
                        throw new InvalidOperationException(Beside(loaded._folder, folder));
                    context = loaded;
                }

                _contexts.Add(folder, context ??= new ModuleLoadContext(folder));
            }

            return context.LoadFromAssemblyName(new AssemblyName(assemblyName));
        }
    }

    private static string Beside(string loaded, string folder) =>
        $"Another copy of Kraken.MskConnect was loaded by this PowerShell process, from '{loaded}'; this one is in '{folder}'. "
        + "A process can hold one copy only, and keeps it after Remove-Module: start a new PowerShell to use this one.";

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
