using System.Security.Cryptography;
using System.Text;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// The worker configuration that lets a source connector which was made again go on from the offsets of the one before
/// it: the spec's own, and <c>offset.storage.topic</c>. There is one only after a replacement that was asked to keep
/// the offsets.
/// </summary>
/// <remarks>
/// MSK Connect keeps the offsets topic of a connector that is deleted, and takes another's in a worker configuration.
/// Source: Amazon MSK developer guide, "Manage source connector offsets using offset.storage.topic". A plugin finds its
/// offsets there by keys of its own, which may follow from configuration values: where those change, it may not.
/// </remarks>
internal sealed class OffsetsConfiguration(ProvisioningContext context, DesiredState? desired) : IResource
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string CommonPrefix = "msk-connect-offsets-";

    private const string TopicKey = "offset.storage.topic";

    /// <summary>The tag that names the worker configuration that it was made from; absent where there was none.</summary>
    private const string BaseTag = ResourceNames.ReservedTagPrefix + "worker-configuration";

    /// <summary>What MSK Connect takes where no worker configuration is given. Source: developer guide, workers.</summary>
    private const string DefaultProperties = """
        key.converter=org.apache.kafka.connect.storage.StringConverter
        value.converter=org.apache.kafka.connect.storage.StringConverter
        """;

    private string? _name;
    private string? _arn;
    private Dictionary<string, string> _tags = [];

    public string Kind => "WorkerConfiguration";

    public string Name => _name ?? NamePrefix;

    public string? Identifier => _arn;

    public bool Exists => _arn is not null;

    public bool IsOurs => Ownership.IsOurs(_tags, context.ConnectorName);

    public IReadOnlyList<IResource> DependsOn => [];

    public IReadOnlyList<InPlaceUpdate> Updates => [];

    /// <summary>Its revision; MSK Connect's worker configurations have one.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether it stands for the spec's own worker configuration.</summary>
    public bool StandsForSpec => Exists && IsOurs && desired is not null
        && _tags.GetValueOrDefault(BaseTag) == desired.Spec.WorkerConfigurationArn;

    private string NamePrefix => NamePrefixOf(context.ConnectorName);

    /// <summary>What the names of those for a connector begin with.</summary>
    public static string NamePrefixOf(string connectorName) => $"{CommonPrefix}{Hash(connectorName)}-";

    /// <summary>Whether a worker configuration's ARN has the name of one of ours for this connector.</summary>
    public bool IsNameOf(string? arn) => arn?.Contains("worker-configuration/" + NamePrefix, StringComparison.Ordinal) == true;

    /// <summary>All worker configurations whose names begin so.</summary>
    public static async Task<IReadOnlyList<WorkerConfigurationSummary>> ListAsync(
        ProvisioningContext context, string namePrefix, CancellationToken cancellationToken) => await Pages.AllAsync(
        token => context.CallAsync("kafkaconnect:ListWorkerConfigurations", () =>
            context.Aws.KafkaConnect.ListWorkerConfigurationsAsync(
                new ListWorkerConfigurationsRequest { NamePrefix = namePrefix, MaxResults = 100, NextToken = token },
                cancellationToken)),
        page => page.WorkerConfigurations,
        page => page.NextToken);

    /// <summary>Reads the newest one.</summary>
    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        // Where nothing is made, a fleet's list is as good: a worker configuration is deleted by its ARN.
        var estate = desired is null ? context.Estate ?? context.Fleet?.Estate : null;
        var found = estate is null ? null : await estate.OffsetsConfigurationsAsync(cancellationToken);
        found ??= await ListAsync(context, NamePrefix, cancellationToken);
        var newest = found
            .Where(w => w.Name.StartsWith(NamePrefix, StringComparison.Ordinal) && w.WorkerConfigurationState?.Value != "DELETING")
            .MaxBy(w => w.CreationTime);
        await TakeAsync(
            newest?.Name, newest?.WorkerConfigurationArn, newest?.LatestRevision?.Revision ?? 1, cancellationToken);
    }

    /// <summary>Takes the one that a connector uses.</summary>
    public Task TakeAsync(WorkerConfigurationDescription used, CancellationToken cancellationToken) => TakeAsync(
        used.WorkerConfigurationArn.Split('/')[1], used.WorkerConfigurationArn, used.Revision ?? 1, cancellationToken);

    /// <summary>Makes the one that keeps a connector's offsets, before the connector is deleted.</summary>
    /// <returns>False where the spec's own worker configuration names the topic, so that none is needed.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecInvalid"/>: the role has no grant on the topic.
    /// </exception>
    public async Task<bool> EnsureAsync(DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var own = desired!.Spec.WorkerConfigurationArn;
        var content = own is null ? DefaultProperties : await ReadAsync(own, cancellationToken);
        if (TopicIn(content) is not null)
            return false;
        var used = connector.WorkerConfiguration?.WorkerConfigurationArn;
        var topic = (used is null ? null : TopicIn(await ReadAsync(used, cancellationToken))) ?? DefaultTopic(connector);
        if (!KafkaAccess.IsOwnTopic(desired.Spec, topic))
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"The connector '{context.ConnectorName}' keeps its offsets in the topic '{topic}', which its role is granted "
                + "by no rule for internal topics.",
                "Name the worker configuration that has that topic in WorkerConfigurationArn and grant the topic by "
                + "KafkaTopicRead and KafkaTopicWrite; then the offsets stay without -KeepOffsets.")
            {
                ConnectorName = context.ConnectorName,
            };
        }

        _name = NamePrefix + Hash(topic + "\n" + content);
        await ObserveAsync(cancellationToken);
        if (_arn is not null && _name == NamePrefix + Hash(topic + "\n" + content))
            return true;
        _name = NamePrefix + Hash(topic + "\n" + content);
        var tags = new Dictionary<string, string>(desired.Tags);
        if (own is not null)
            tags[BaseTag] = own;
        try
        {
            var made = await context.CallAsync("kafkaconnect:CreateWorkerConfiguration", () =>
                context.Aws.KafkaConnect.CreateWorkerConfigurationAsync(
                    new CreateWorkerConfigurationRequest
                    {
                        Name = _name,
                        Description = $"Keeps the offsets of the MSK Connect connector {context.ConnectorName}",
                        PropertiesFileContent = Convert.ToBase64String(
                            Encoding.UTF8.GetBytes(content.TrimEnd() + $"\n{TopicKey}={topic}\n")),
                        Tags = tags,
                    },
                    cancellationToken));
            (_arn, Revision, _tags) = (made.WorkerConfigurationArn, made.LatestRevision?.Revision ?? 1, tags);
        }
        catch (ConflictException)
        {
            // An earlier attempt took effect and its answer was lost.
            await ObserveAsync(cancellationToken);
        }

        return true;
    }

    public IEnumerable<Property> Current() => [];

    public IEnumerable<Property> Desired() => [];

    public Task CreateAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("It is made for a connector's offsets, by EnsureAsync.");

    public Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("kafkaconnect:DeleteWorkerConfiguration", () =>
                context.Aws.KafkaConnect.DeleteWorkerConfigurationAsync(
                    new DeleteWorkerConfigurationRequest { WorkerConfigurationArn = _arn }, cancellationToken));
        }
        catch (NotFoundException)
        {
            // Gone already, which is what was asked for.
        }

        _arn = null;
    }

    public bool IsAlreadyDone(AmazonServiceException error) => false;

    private async Task TakeAsync(string? name, string? arn, long revision, CancellationToken cancellationToken)
    {
        (_arn, _tags) = (null, []);
        if (arn is null)
            return;
        try
        {
            var tags = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
                context.Aws.KafkaConnect.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
            (_name, _arn, Revision, _tags) = (name, arn, revision, Answers.Tags(tags, tags.Tags));
        }
        catch (NotFoundException)
        {
            // Deleted between the calls.
        }
    }

    private async Task<string> ReadAsync(string arn, CancellationToken cancellationToken)
    {
        var described = await context.CallAsync("kafkaconnect:DescribeWorkerConfiguration", () =>
            context.Aws.KafkaConnect.DescribeWorkerConfigurationAsync(
                new DescribeWorkerConfigurationRequest { WorkerConfigurationArn = arn }, cancellationToken));
        return WorkerProperties.TextOf(described);
    }

    private static string? TopicIn(string properties) => new WorkerProperties(properties)[TopicKey];

    private static string DefaultTopic(DescribeConnectorResponse connector) =>
        $"__amazon_msk_connect_offsets_{connector.ConnectorName}_"
        + connector.ConnectorArn[(connector.ConnectorArn.LastIndexOf('/') + 1)..];

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10].ToLowerInvariant();
}
