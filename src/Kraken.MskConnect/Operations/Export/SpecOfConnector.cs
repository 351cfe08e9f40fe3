using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// The spec that a connector, whoever made it, would have been made from. Each kind of resource tells its own fields; what
/// takes several of them is found here. What AWS does not tell is left out, and a warning names the field; nothing is made up.
/// </summary>
/// <param name="context">Whom to ask and to tell.</param>
/// <param name="connector">The connector.</param>
/// <param name="env">The environment where no tag tells it; null where nobody gives one.</param>
internal sealed class SpecOfConnector(ProvisioningContext context, ExportedConnector connector, string? env = null)
{
    /// <summary>What was read of AWS for the spec; empty before.</summary>
    public IReadOnlyList<object> Seen { get; private set; } = [];

    /// <summary>Reads what the connector names, and makes the spec.</summary>
    public async Task<ConnectorSpec> MakeAsync(CancellationToken cancellationToken)
    {
        var reading = ResourceKinds.All.Select(kind => SeenAsync(
            () => kind.Export(context, connector, cancellationToken), new ResourceExport { Fill = spec => spec })).ToArray();
        await Concurrently.AllAsync([.. reading]);
        var exports = await Task.WhenAll(reading);
        Seen = [.. exports.SelectMany(e => e.Seen)];

        var grants = new LiveGrants([.. exports.SelectMany(e => e.Policies).Select(p => p.Document)]);
        var spec = exports.Aggregate(new ConnectorSpec(), (filled, export) => export.Fill(filled));
        spec = spec with { CommonTag = CommonTags(spec, exports), Env = spec.Env.Length > 0 ? spec.Env : env ?? "" };
        spec = spec with
        {
            MskClusterArn =
                await SeenAsync(
                    () => new ClusterSearch(context).FindAsync(grants, connector.Description, cancellationToken), null) ?? "",
        };
        var buckets = new BucketSearch(grants, connector.Description.ConnectorArn);
        spec = spec with
        {
            RdsSecretArn = new SecretSearch(context, grants).Find(spec),
            S3SinkBucketArn = buckets.OfSink(spec),
            CustomPluginBucketArn = buckets.OfPlugin(spec),
        };
        spec = await SeenAsync(() => new KeySearch(context, grants).FindAsync(spec, cancellationToken), spec);
        // What the worker configuration asks for is granted without a list, so it is left out of the lists.
        var worker = await SeenAsync(() => WorkerOfSpec.ReadAsync(context, spec, cancellationToken), null);
        if (worker is not null)
            Seen = [.. Seen, worker];
        spec = new TopicSearch(context, grants).Find(WorkerOfSpec.With(spec, worker));
        spec = KeptSecret.Hide(WorkerOfSpec.With(spec, null));
        if (connector.OfWhatIsSeen)
            return spec;
        spec = exports.Select(e => e.Complete).OfType<Func<ConnectorSpec, ConnectorSpec>>().Aggregate(spec, (s, complete) => complete(s));
        // What the worker configuration asks for is derived, so it is no grant beyond.
        spec = WorkerOfSpec.With(
            new AdditionalGrants(
                context, [.. exports.SelectMany(e => e.Policies)],
                connector.Description.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs?.LogGroup).Find(WorkerOfSpec.With(spec, worker)),
            null);
        foreach (var unsaid in exports.SelectMany(e => e.Unsaid).Concat(exports.Select(e => e.OtherName).OfType<string>()))
            context.Warn(unsaid);
        WarnOfWhatIsMissing(spec, exports);
        return spec;
    }

    private async Task<T> SeenAsync<T>(Func<Task<T>> look, T otherwise)
    {
        try
        {
            return await look();
        }
        catch (AmazonServiceException e) when (connector.OfWhatIsSeen)
        {
            context.Detail(AwsErrors.Translate(e, context.ConnectorName, context.Scrub).Message.TrimEnd('.'));
            return otherwise;
        }
    }

    /// <summary>
    /// The tags that all resources share, where the connector is ours: one that a person put on the connector alone is
    /// no tag of the spec. Of a connector that others made, its own.
    /// </summary>
    private IReadOnlyDictionary<string, string> CommonTags(ConnectorSpec spec, IEnumerable<ResourceExport> exports)
    {
        if (!Ownership.IsOurs(connector.Tags, connector.Name))
            return spec.CommonTag;
        var all = exports.Select(e => e.Tags).OfType<IReadOnlyDictionary<string, string>>().ToList();
        return spec.CommonTag
            .Where(t => all.TrueForAll(tags => tags.TryGetValue(t.Key, out var value) && value == t.Value))
            .ToDictionary(StringComparer.Ordinal);
    }

    private void WarnOfWhatIsMissing(ConnectorSpec spec, IReadOnlyList<ResourceExport> exports)
    {
        foreach (var finding in SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Error))
        {
            context.Warn(finding.Rule == "Required"
                ? $"{finding.Field}: {WhyUnknown(finding.Field, exports)}; the spec needs it, fill it in"
                : $"{finding.Message} {finding.Remedy}");
        }
    }

    private static string WhyUnknown(string field, IEnumerable<ResourceExport> exports) =>
        field == nameof(ConnectorSpec.MskClusterArn)
            ? "neither the role's grants nor any cluster's brokers tell which cluster the connector uses"
            : exports.Select(e => e.WhyUnknown.GetValueOrDefault(field)).FirstOrDefault(why => why is not null)
                ?? "AWS does not tell it";
}
