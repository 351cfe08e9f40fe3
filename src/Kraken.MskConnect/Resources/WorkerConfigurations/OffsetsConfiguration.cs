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
/// The worker configuration that lets a source connector that was created again continue from the offsets of its
/// predecessor: a copy of the spec's worker configuration with <c>offset.storage.topic</c>. It exists only after a
/// replacement with -KeepOffsets.
/// </summary>
/// <remarks>
/// MSK Connect keeps the offsets topic of a deleted connector, and a worker configuration can name it for another
/// connector. Source: Amazon MSK developer guide, "Manage source connector offsets using offset.storage.topic". A
/// plugin finds its offsets there by its own keys, which may depend on configuration values: if these change, the
/// plugin may not find its offsets.
/// </remarks>
internal sealed class OffsetsConfiguration(ProvisioningContext context, DesiredState? desired) : IResource
{
    /// <summary>What stands for the ARN while there is no worker configuration.</summary>
    public const string UnknownArn = "(known after creation)";

    /// <summary>The revision that a new worker configuration has.</summary>
    public const long FirstRevision = 1;

    private const string KindName = "WorkerConfiguration";

    /// <summary>What the names of all of them begin with.</summary>
    public const string CommonPrefix = ResourceNames.OffsetsPrefix;

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
    private IReadOnlyDictionary<string, string> _tags = new Dictionary<string, string>();
    private Wanted? _wanted;
    private (string? Arn, long? Revision)? _usedByEarlier;

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new OffsetsConfiguration(scope.Context, scope.Desired),
        NamedBy = connector => [connector.WorkerConfiguration?.WorkerConfigurationArn],
        List = context => new WorkerConfigurationListing(context),
        Export = WorkerConfigurationExport.ReadAsync,
    };

    public string Kind => KindName;

    public string Name => _wanted?.Name ?? _name ?? NamePrefix;

    public string? Identifier => _arn;

    public bool Exists => _arn is not null && (_wanted is null || _wanted.Name == _name);

    public bool IsOurs => Ownership.IsOurs(_tags, context.ConnectorName);

    public IReadOnlyDictionary<string, string> CurrentTags => _tags;

    public bool IsOptional => true;

    // A run that is stopped between the deletion and the creation finds it by its name.
    public bool ChangesBeforeReplacement => true;

    /// <summary>Whether the connector is to go on from the offsets of an earlier one, so that it has this in place of the spec's.</summary>
    public bool IsWanted => _wanted is not null || StandsForSpec;

    /// <summary>Whether the connector uses it, and the spec names another worker configuration than it was made from.</summary>
    public bool IsOfOtherSpec => _arn is not null && IsOurs && desired is not null && !IsWanted;

    /// <summary>
    /// The worker configuration with which the earlier connector would find its offsets again, after
    /// <see cref="PrepareAsync"/>: its own where that names their topic, else this one, else the spec's.
    /// </summary>
    public (string? Arn, long? Revision) OfEarlier => _usedByEarlier
        ?? (_wanted is not null ? (_arn, Revision) : (desired!.Spec.WorkerConfigurationArn, desired.Spec.WorkerConfigurationRevision));

    // A worker configuration has no property that AWS changes; its name follows from its content.
    public IReadOnlyList<InPlaceUpdate> Updates => [];

    /// <summary>Its revision; MSK Connect's worker configurations have one.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether it stands for the spec's own worker configuration.</summary>
    private bool StandsForSpec => _arn is not null && IsOurs && desired is not null
        && _tags.GetValueOrDefault(BaseTag) == desired.Spec.WorkerConfigurationArn;

    private string NamePrefix => NamePrefixOf(context.ConnectorName);

    /// <summary>What the names of those for a connector begin with.</summary>
    public static string NamePrefixOf(string connectorName) => $"{CommonPrefix}{Hash(connectorName)}-";

    /// <summary>Whether a worker configuration's ARN has the name of one of ours for this connector.</summary>
    private bool IsNameOf(string arn) => arn.Contains("worker-configuration/" + NamePrefix, StringComparison.Ordinal);

    /// <summary>All worker configurations whose names begin so.</summary>
    public static async Task<IReadOnlyList<WorkerConfigurationSummary>> ListAsync(
        ProvisioningContext context, string namePrefix, CancellationToken cancellationToken) => await Pages.AllAsync(
        token => context.CallAsync("kafkaconnect:ListWorkerConfigurations", () =>
            context.Aws.KafkaConnect.ListWorkerConfigurationsAsync(
                new ListWorkerConfigurationsRequest { NamePrefix = namePrefix, MaxResults = 100, NextToken = token },
                cancellationToken)),
        page => page.WorkerConfigurations,
        page => page.NextToken);

    /// <summary>Reads the one that is wanted; where none is, the newest.</summary>
    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        // Where nothing is made, a fleet's list is as good: a worker configuration is deleted by its ARN.
        var found = desired is null && (context.Inventory ?? context.Fleet) is { } inventory
            ? await WorkerConfigurationInventory.Of(inventory).KeepingOffsetsAsync(cancellationToken)
            : null;
        found ??= await ListAsync(context, NamePrefix, cancellationToken);
        var own = found
            .Where(w => w.Name.StartsWith(NamePrefix, StringComparison.Ordinal) && w.WorkerConfigurationState?.Value != "DELETING")
            .ToList();
        var newest = own.Find(w => w.Name == _wanted?.Name) ?? own.MaxBy(w => w.CreationTime);
        await TakeAsync(
            newest?.Name, newest?.WorkerConfigurationArn, newest?.LatestRevision?.Revision ?? 1, cancellationToken);
    }

    /// <summary>Takes the one that the connector uses, where it is one of ours.</summary>
    public async Task FollowAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        if (reference.Identifiers is not [var arn] || !IsNameOf(arn))
            return;
        await TakeAsync(NameIn(arn), arn, 1, cancellationToken);
        if (!IsOurs)
            (_arn, _tags) = (null, new Dictionary<string, string>());
    }

    /// <summary>
    /// Decides what is to keep the offsets of a connector that is to be made again. None is wanted where the spec's own worker
    /// configuration names the topic. Read calls only.
    /// </summary>
    /// <param name="connector">The connector as it is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecInvalid"/>: the role has no grant on the topic.
    /// </exception>
    public async Task PrepareAsync(DescribeConnectorResponse connector, CancellationToken cancellationToken)
    {
        var used = connector.WorkerConfiguration;
        var usedTopic = used?.WorkerConfigurationArn is { } usedArn ? TopicIn(await ReadAsync(usedArn, cancellationToken)) : null;
        _usedByEarlier = usedTopic is null ? null : (used!.WorkerConfigurationArn, used.Revision ?? FirstRevision);
        var own = desired!.Spec.WorkerConfigurationArn;
        var content = own is null ? DefaultProperties : await ReadAsync(own, cancellationToken);
        if (TopicIn(content) is not null)
            return;
        var topic = usedTopic ?? DefaultTopic(connector);
        if (!KafkaAccess.IsOwnTopic(desired.Spec, topic))
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"The connector '{context.ConnectorName}' keeps its offsets in the topic '{topic}'. Its role may not read and write "
                + "this topic.",
                "In WorkerConfigurationArn, give the worker configuration that has that topic; the topic is then granted, and the "
                + "offsets are kept without -KeepOffsets.")
            {
                ConnectorName = context.ConnectorName,
            };
        }

        _wanted = new Wanted(NamePrefix + Hash(topic + "\n" + content), content, topic, own);
        await ObserveAsync(cancellationToken);
    }

    public IEnumerable<Property> Current() => Exists ? Properties() : [];

    public IEnumerable<Property> Desired() => Properties();

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var wanted = _wanted!;
        var tags = new Dictionary<string, string>(desired!.Tags);
        if (wanted.Base is { } own)
            tags[BaseTag] = own;
        var made = await context.CallAsync("kafkaconnect:CreateWorkerConfiguration", () =>
            context.Aws.KafkaConnect.CreateWorkerConfigurationAsync(
                new CreateWorkerConfigurationRequest
                {
                    Name = wanted.Name,
                    Description = $"Keeps the offsets of the MSK Connect connector {context.ConnectorName}",
                    PropertiesFileContent = Convert.ToBase64String(
                        Encoding.UTF8.GetBytes(wanted.Content.TrimEnd() + $"\n{TopicKey}={wanted.Topic}\n")),
                    Tags = tags,
                },
                cancellationToken));
        (_name, _arn, Revision, _tags) = (wanted.Name, made.WorkerConfigurationArn, made.LatestRevision?.Revision ?? 1, tags);
    }

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

    public bool IsAlreadyDone(AmazonServiceException error) => error is ConflictException;

    private async Task TakeAsync(string? name, string? arn, long revision, CancellationToken cancellationToken)
    {
        (_arn, _tags) = (null, new Dictionary<string, string>());
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

    /// <summary>What it says, where it is known; one that exists says what its name stands for.</summary>
    private IEnumerable<Property> Properties() => _wanted is not { } wanted
        ? []
        :
        [
            Property.Fixed(TopicKey, wanted.Topic) with { Reason = "-KeepOffsets: the topic of the replaced connector" },
            Property.Fixed("Properties", wanted.Base ?? "MSK Connect's default worker configuration") with
            {
                Reason = wanted.Base is null ? null : nameof(ConnectorSpec.WorkerConfigurationArn),
            },
        ];

    private static string NameIn(string arn) => arn.Split('/')[1];

    private static string? TopicIn(string properties) => new WorkerProperties(properties)[TopicKey];

    private static string DefaultTopic(DescribeConnectorResponse connector) =>
        $"__amazon_msk_connect_offsets_{connector.ConnectorName}_"
        + connector.ConnectorArn[(connector.ConnectorArn.LastIndexOf('/') + 1)..];

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..10].ToLowerInvariant();

    /// <summary>What is to keep a connector's offsets.</summary>
    /// <param name="Name">Its name, which follows from the rest.</param>
    /// <param name="Content">The properties that it adds the topic to.</param>
    /// <param name="Topic">The topic that has the offsets.</param>
    /// <param name="Base">The worker configuration that the properties are from; null for MSK Connect's default.</param>
    private sealed record Wanted(string Name, string Content, string Topic, string? Base);
}
