using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that calls AWS for connectors that specs describe. Each spec contains its region.</summary>
public abstract class AwsSpecCmdlet : SpecCmdlet, IAwsParameters
{
    /// <inheritdoc cref="IAwsParameters.AccessKey"/>
    [Parameter]
    [Alias("AK")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? AccessKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SecretKey"/>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SecretKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SessionToken"/>
    [Parameter]
    [Alias("ST")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? SessionToken { get; set; }

    /// <inheritdoc cref="IAwsParameters.ProfileName"/>
    [Parameter]
    [Alias("StoredCredentials", "AWSProfileName")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <inheritdoc cref="IAwsParameters.ProfileLocation"/>
    [Parameter]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    public string? ProfileLocation { get; set; }

    /// <inheritdoc cref="IAwsParameters.Credential"/>
    [Parameter]
    public object? Credential { get; set; }

    /// <inheritdoc cref="IAwsParameters.EndpointUrl"/>
    [Parameter]
    [ArgumentCompleter(typeof(EndpointUrlCompleter))]
    public string? EndpointUrl { get; set; }

    private AwsSession Session { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Session = OpenSession(this);
    }

    /// <summary>
    /// The core over one region's clients. Do not call it on the pipeline thread: it may look for credentials.
    /// </summary>
    private protected IConnectorProvisioner Provisioner(string region) => Session.Provisioner(region);

    /// <summary>Checks one region's connectors. Do not call it on the pipeline thread either.</summary>
    private protected ConnectorChecks Checks(string region) => new(Session.Clients(region), Observer);

    /// <summary>Asks one region's clusters for what specs leave out. Do not call it on the pipeline thread either.</summary>
    private protected ClusterResolver Resolver(string region) => new(Session.Clients(region), Observer);

    /// <summary>Makes specs of one region's connectors. Do not call it on the pipeline thread either.</summary>
    private protected SpecExporter Exporter(string region) => new(Session.Clients(region), Observer);

    /// <summary>Finds the connectors of one region's fleets. Do not call it on the pipeline thread either.</summary>
    private protected FleetSearch Fleets(string region) => new(Session.Clients(region), Observer);

    /// <summary>The region of a connector whose spec is not known. Do not call it on the pipeline thread either.</summary>
    private protected string DefaultRegion() => Session.DefaultRegion();

    /// <summary>
    /// Reads policies and asks the IAM policy simulator. Do not call it on the pipeline thread either.
    /// </summary>
    private protected PolicyInspector Inspector(string region) => new(Session.Clients(region));
}
