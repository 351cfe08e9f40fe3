using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet for existing connectors, which are given by name or on the pipeline.</summary>
public abstract class ConnectorCmdlet : AwsCmdlet
{
    // One parameter for all that may be piped: PowerShell would turn any object into a text and take that for a name.
    /// <summary>
    /// A connector's name, its spec, an object that Get-KrakenMskConnector or another cmdlet returned for it, or
    /// another object with the property ConnectorName. Anything else is an error.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = nameof(InputObject), ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The names that were given as a parameter, if none were piped.</summary>
    private protected abstract IEnumerable<string> Names { get; }

    /// <summary>Handles one connector, on the pipeline thread.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="region">Its region; null for the session's.</param>
    private protected abstract void ProcessConnector(string name, string? region);

    private protected override void ProcessInput()
    {
        var targets = ParameterSetName == nameof(InputObject)
            ? ConnectorTarget.Of(InputObject)
            : Names.Select(n => new ConnectorTarget(n, null));
        foreach (var target in targets)
            ProcessConnector(target.Name, RegionOf(target));
    }

    // PowerShell binds the object's region too, but only where none was given.
    private string? RegionOf(ConnectorTarget target)
    {
        if (target.Region is null || string.IsNullOrEmpty(Region) || Region == target.Region)
            return target.Region ?? Region;
        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"Region: the connector '{target.Name}' is in '{target.Region}', but -Region is '{Region}'.",
            "Leave -Region out.") { ConnectorName = target.Name };
    }
}
