using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Stops the embedded AWSs that still run when the module is removed: those of the runspace that removes it, since others of
/// the process have their own.
/// </summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        foreach (var instance in LocalAwsServers.Of(LocalAwsServers.Owner()))
            _ = LocalAwsServers.StopAsync(instance.EndpointUrl);
    }
}
