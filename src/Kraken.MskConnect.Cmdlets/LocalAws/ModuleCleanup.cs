using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Stops what still runs when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        foreach (var instance in LocalAwsServers.All)
            _ = LocalAwsServers.StopAsync(instance.EndpointUrl);
    }
}
