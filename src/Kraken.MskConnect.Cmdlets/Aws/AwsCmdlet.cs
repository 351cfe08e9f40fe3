using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that calls AWS about connectors that it names.</summary>
public abstract class AwsCmdlet : AwsAccessCmdlet, IAwsParameters
{
    /// <summary>
    /// The AWS region, for example us-east-1. Without it: $StoredAWSRegion, the embedded AWS's region, the profile's region,
    /// AWS_REGION, the instance's region. A piped connector's own region counts for that connector.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The given region, or the session's. Not for the pipeline thread: may ask the instance.</summary>
    private protected string RegionOr(string? region) => string.IsNullOrEmpty(region) ? Session.DefaultRegion() : region;

    /// <summary>The error of a name that no connector has.</summary>
    private protected static KrakenException NotFound(string connectorName, string region) =>
        new(
            KrakenErrorKind.NotFound,
            $"There is no connector '{connectorName}' in {region}.",
            "Check the name, including its case, and -Region. Get-KrakenMskConnector without a name lists all connectors.")
        {
            ConnectorName = connectorName,
        };

    /// <summary>The core over one region's clients. Not for the pipeline thread: may look for credentials.</summary>
    private protected IConnectorProvisioner Provisioner(string region) => Session.Provisioner(region);

    /// <summary>Finds what one region holds without its connector. Not for the pipeline thread either.</summary>
    private protected OrphanSearch Orphans(string region) => new(Session.Clients(region), Observer);

    /// <summary>Reads the logs of one region's connectors. Not for the pipeline thread either.</summary>
    private protected ConnectorLogReader Logs(string region) => new(Session.Clients(region), Observer);

    /// <summary>Looks closely at one region's connectors. Not for the pipeline thread either.</summary>
    private protected ConnectorInspector Inspector(string region) => new(Session.Clients(region), Observer);

    /// <summary>Checks one region's connectors. Not for the pipeline thread either.</summary>
    private protected ConnectorChecks Checks(string region) => new(Session.Clients(region), Observer);

    /// <summary>Makes specs of one region's connectors. Not for the pipeline thread either.</summary>
    private protected SpecExporter Exporter(string region, string? env = null) => new(Session.Clients(region), Observer) { Env = env };
}
