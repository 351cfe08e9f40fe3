using System.Collections.Concurrent;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that reads specs from files, and calls AWS for their clusters where that is asked for.</summary>
public abstract class AwsFileCmdlet : AsyncCmdlet, IAwsParameters
{
    private readonly ConcurrentDictionary<string, ClusterResolver> _resolvers = new(StringComparer.Ordinal);

    /// <summary>
    /// Fills in msk_bootstrap_servers, with the private listeners for the spec's authentication and encryption, and
    /// msk_kms_key_arn from the cluster of msk_cluster_arn, where a spec does not give them. What a spec gives stays as it is.
    /// Makes at most two calls for each cluster. Without this switch nothing is called, and the parameters for credentials and
    /// the endpoint have no effect.
    /// </summary>
    [Parameter]
    public SwitchParameter ResolveCluster { get; set; }

    /// <inheritdoc cref="IAwsParameters.AccessKey"/>
    [Parameter]
    [Alias("AK")]
    public string? AccessKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SecretKey"/>
    [Parameter]
    [Alias("SK", "SecretAccessKey")]
    public string? SecretKey { get; set; }

    /// <inheritdoc cref="IAwsParameters.SessionToken"/>
    [Parameter]
    [Alias("ST")]
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

    /// <summary>Each cluster's ARN names its region.</summary>
    string? IAwsParameters.Region { get; set; }

    private protected override int Concurrency => DefaultConcurrency;

    private AwsSession Session { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing() => Session = OpenSession(this);

    /// <summary>The spec with what its cluster knows. Do not call it on the pipeline thread: it may look for credentials.</summary>
    private protected Task<ConnectorSpec> ResolveAsync(ConnectorSpec spec, CancellationToken cancellationToken) =>
        _resolvers.GetOrAdd(ClusterResolver.RegionOf(spec), region => new ClusterResolver(Session.Clients(region), Observer))
            .ResolveAsync(spec, cancellationToken);
}
