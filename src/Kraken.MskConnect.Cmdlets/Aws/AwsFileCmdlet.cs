using System.Collections.Concurrent;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A cmdlet that reads specs from files, and calls AWS for their clusters, in the regions of their ARNs, where that is asked for.</summary>
public abstract class AwsFileCmdlet : AwsAccessCmdlet
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

    private protected override int Concurrency => DefaultConcurrency;

    /// <summary>The spec with what its cluster knows. Do not call it on the pipeline thread: it may look for credentials.</summary>
    private protected Task<ConnectorSpec> ResolveAsync(ConnectorSpec spec, CancellationToken cancellationToken) =>
        _resolvers.GetOrAdd(ClusterResolver.RegionOf(spec), region => new ClusterResolver(Session.Clients(region), Observer))
            .ResolveAsync(spec, cancellationToken);
}
