using System.Globalization;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Connectors;

/// <summary>The connector itself.</summary>
internal sealed partial class ConnectorResource(
    ProvisioningContext context,
    RoleResource role,
    SecurityGroupResource securityGroup,
    LogGroupResource logGroup,
    DesiredState? desired,
    OffsetsConfiguration? offsets = null,
    IReadOnlyList<IResource>? others = null) : IResource
{
    private const string KindName = ResourcePlan.ConnectorKind;

    private static readonly InPlaceUpdate _configuration = new("Configuration");

    /// <summary>The change from running to paused, or back.</summary>
    public static InPlaceUpdate State { get; } = new("State");

    private DescribeConnectorResponse? _connector;
    private Dictionary<string, string> _tags = [];
    private Dictionary<string, string>? _lastConfiguration;
    private string? _lastDescription;

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new ConnectorResource(
            scope.Context,
            scope.Get<RoleResource>(),
            scope.Get<SecurityGroupResource>(),
            scope.Get<LogGroupResource>(),
            scope.Desired,
            scope.Get<OffsetsConfiguration>(),
            [.. scope.Resources]),
        Export = ConnectorExport.ReadAsync,
    };

    public string Kind => KindName;

    public bool IsPrimary => true;

    public string Name => context.ConnectorName;

    public string? Identifier => _connector?.ConnectorArn;

    public bool Exists => _connector is not null;

    public bool IsOurs => Ownership.IsOurs(_tags, Name);

    /// <summary>All others: whatever a connector has, it is made with that.</summary>
    public IReadOnlyList<IResource> DependsOn { get; } = others ?? [role, securityGroup, logGroup];

    public IReadOnlyList<InPlaceUpdate> Updates { get; } =
    [
        InPlaceUpdate.Tags,
        _configuration,
        ConnectorCapacity.Update,
        WorkerSettingUpdate.Plugin,
        WorkerSettingUpdate.WorkerConfiguration,
        State,
    ];

    /// <summary>The connector as it was last seen; null where it does not exist.</summary>
    public DescribeConnectorResponse? Observed => _connector;

    public IReadOnlyDictionary<string, string> CurrentTags => _tags;

    /// <summary>Whether AWS is at deleting it.</summary>
    public bool IsBeingDeleted => _connector?.ConnectorState == ConnectorState.DELETING;

    /// <summary>
    /// Whether its spec wants it paused and nobody has ever done anything to it: the run that made it was stopped before
    /// the pause.
    /// </summary>
    public bool AwaitsFirstPause { get; private set; }

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        (_connector, _tags, AwaitsFirstPause) = (null, [], false);
        if (await ConnectorLookup.FindAsync(context, cancellationToken) is not { } found)
            return;
        var arn = found.ConnectorArn;
        try
        {
            // A list lacks the configuration alone, and who removes a connector does not need that.
            var connector = desired is null
                ? Task.FromResult(ConnectorLookup.Described(found))
                : ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
            var tags = context.CallAsync("kafkaconnect:ListTagsForResource", () =>
                context.Aws.KafkaConnect.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
            await Task.WhenAll(connector, tags);
            (_connector, _tags) = (await connector, Answers.Tags(await tags, (await tags).Tags));
            _lastConfiguration = _connector.ConnectorConfiguration;
            _lastDescription = _connector.ConnectorDescription;
            context.Protect(_lastConfiguration);
            AwaitsFirstPause = desired?.Spec.DesiredState == ConnectorState.PAUSED
                && ConnectorStates.Goal(_connector.ConnectorState) == ConnectorState.RUNNING
                && await ConnectorOperations.NewestAsync(context, arn, cancellationToken) is null;
        }
        catch (NotFoundException)
        {
            // Deleted between the calls.
        }
    }

    public IEnumerable<Property> Current()
    {
        if (_connector is not { } now)
            return [];
        var plugin = now.Plugins?.FirstOrDefault()?.CustomPlugin;
        var cluster = now.KafkaCluster?.ApacheKafkaCluster;
        return
        [
            Fixed("KafkaConnectVersion", now.KafkaConnectVersion),
            new Property(new PropertyName("CustomPluginArn"), plugin?.CustomPluginArn, WorkerSettingUpdate.Plugin),
            new Property(new PropertyName("CustomPluginRevision"), Text(plugin?.Revision), WorkerSettingUpdate.Plugin),
            Fixed("MskBootstrapServer", BootstrapServers(cluster?.BootstrapServers)),
            Fixed("MskAuthenticationType", now.KafkaClusterClientAuthentication?.AuthenticationType?.Value),
            Fixed("EncryptionInTransit", now.KafkaClusterEncryptionInTransit?.EncryptionType?.Value),
            Fixed("SubnetId", Property.List(cluster?.Vpc?.Subnets)),
            Fixed("SecurityGroupId", Property.List(cluster?.Vpc?.SecurityGroups)),
            Fixed("IamRoleArn", now.ServiceExecutionRoleArn),
            .. ConnectorLogDelivery.Current(now.LogDelivery),
            .. Worker(now.WorkerConfiguration?.WorkerConfigurationArn, now.WorkerConfiguration?.Revision),
            Fixed("Description", string.IsNullOrEmpty(now.ConnectorDescription) ? null : now.ConnectorDescription),
            .. desired!.Spec.NetworkType is null ? [] : new[] { Fixed("NetworkType", now.NetworkType?.Value) },
            .. ConnectorCapacity.Current(now.Capacity, desired.Spec),
            .. Configuration(now.ConnectorConfiguration ?? []),
            // Where its state does not tell what it comes to, there is no difference to speak of.
            .. StateOf(desired.Spec.DesiredState is { } wanted ? ConnectorStates.Goal(now.ConnectorState)?.Value ?? wanted : null),
            .. Property.CurrentTags(_tags, desired.Tags, context.PrunesTags),
        ];
    }

    public IEnumerable<Property> Desired()
    {
        var spec = desired!.Spec;
        var (worker, workerRevision) = WantedWorker(spec);
        return
        [
            Fixed("KafkaConnectVersion", spec.KafkaConnectVersion),
            new Property(new PropertyName("CustomPluginArn"), spec.CustomPluginArn, WorkerSettingUpdate.Plugin),
            new Property(new PropertyName("CustomPluginRevision"), Text(spec.CustomPluginRevision), WorkerSettingUpdate.Plugin),
            Fixed("MskBootstrapServer", BootstrapServers(spec.MskBootstrapServer)),
            Fixed("MskAuthenticationType", spec.MskAuthenticationType.ToUpperInvariant()),
            Fixed("EncryptionInTransit", spec.EncryptionInTransit.ToUpperInvariant()),
            Fixed("SubnetId", Property.List(spec.SubnetId)),
            Fixed("SecurityGroupId", securityGroup.Identifier ?? SecurityGroupResource.UnknownId),
            Fixed("IamRoleArn", role.Arn),
            .. ConnectorLogDelivery.Desired(spec, logGroup.Name),
            .. Worker(worker, workerRevision),
            Fixed("Description", WantedDescription()),
            .. spec.NetworkType is null ? [] : new[] { Fixed("NetworkType", spec.NetworkType.ToUpperInvariant()) },
            .. ConnectorCapacity.Desired(spec),
            .. Configuration(WantedConfiguration()),
            .. StateOf(spec.DesiredState),
            .. Property.Tags(desired.Tags, desired.TagReasons),
        ];
    }

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var spec = desired!.Spec;
        var request = new CreateConnectorRequest
        {
            ConnectorName = Name,
            ConnectorDescription = WantedDescription(),
            ConnectorConfiguration = SentConfiguration(),
            Capacity = ConnectorCapacity.ToRequest(spec),
            KafkaConnectVersion = spec.KafkaConnectVersion,
            Plugins =
            [
                new Plugin
                {
                    CustomPlugin = new CustomPlugin
                    {
                        CustomPluginArn = spec.CustomPluginArn,
                        Revision = spec.CustomPluginRevision,
                    },
                },
            ],
            KafkaCluster = new KafkaCluster
            {
                ApacheKafkaCluster = new ApacheKafkaCluster
                {
                    BootstrapServers = spec.MskBootstrapServer,
                    Vpc = new Vpc { Subnets = [.. spec.SubnetId], SecurityGroups = [securityGroup.Identifier!] },
                },
            },
            KafkaClusterClientAuthentication = new KafkaClusterClientAuthentication
            {
                AuthenticationType =
                    KafkaClusterClientAuthenticationType.FindValue(spec.MskAuthenticationType.ToUpperInvariant()),
            },
            KafkaClusterEncryptionInTransit = new KafkaClusterEncryptionInTransit
            {
                EncryptionType =
                    KafkaClusterEncryptionInTransitType.FindValue(spec.EncryptionInTransit.ToUpperInvariant()),
            },
            ServiceExecutionRoleArn = role.Arn,
            LogDelivery = ConnectorLogDelivery.ToRequest(spec, logGroup.Name),
            NetworkType = spec.NetworkType is { } type ? NetworkType.FindValue(type.ToUpperInvariant()) : null,
            WorkerConfiguration = WantedWorker(spec) is (Arn: { } worker, var revision)
                ? new WorkerConfiguration { WorkerConfigurationArn = worker, Revision = revision }
                : null,
            Tags = new Dictionary<string, string>(desired.Tags),
        };

        var judge = new CreationRefusal(context, spec);
        var created = await RolePropagation.RetryAsync(
            context,
            () => role.TrustAge,
            () => context.CallAsync("kafkaconnect:CreateConnector", () =>
                context.Aws.KafkaConnect.CreateConnectorAsync(request, cancellationToken)),
            cancellationToken,
            refusal => judge.JudgeAsync(refusal, cancellationToken));
        _connector = new DescribeConnectorResponse
        {
            ConnectorArn = created.ConnectorArn,
            ConnectorName = created.ConnectorName,
            ConnectorState = created.ConnectorState ?? ConnectorState.CREATING,
        };
        _tags = new Dictionary<string, string>(desired.Tags);
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var arn = _connector!.ConnectorArn;
        try
        {
            // An earlier run may have been stopped while AWS was at it.
            if (!IsBeingDeleted)
            {
                await context.CallAsync("kafkaconnect:DeleteConnector", () =>
                    context.Aws.KafkaConnect.DeleteConnectorAsync(
                        new DeleteConnectorRequest { ConnectorArn = arn }, cancellationToken));
            }

            await ConnectorWaiter.UntilGoneAsync(context, arn, cancellationToken);
        }
        catch (NotFoundException)
        {
            // Gone already, which is what was asked for.
        }

        _connector = null;
    }

    public bool IsAlreadyDone(AmazonServiceException error) => error is ConflictException;

    /// <summary>The plugin, the worker configuration, and workers that the account's quota leaves.</summary>
    public async Task<IReadOnlyList<MissingPrerequisite>> FindMissingPrerequisitesAsync(int workerQuota, CancellationToken cancellationToken)
    {
        var (spec, quota) = (desired!.Spec, ConnectorPrerequisites.QuotaAsync(
            context, _connector?.Capacity, desired.Spec, workerQuota, cancellationToken));
        var others = ConnectorPrerequisites.OfCreationAsync(context, spec, cancellationToken);
        await Concurrently.AllAsync(others, quota);
        return [.. await others, .. await quota is { } lack ? [lack] : Array.Empty<MissingPrerequisite>()];
    }

    /// <summary>The fields that keep a secret which the connector does not have.</summary>
    public IReadOnlyList<string> NothingToKeep => KeptSecret.LeftIn(WantedConfiguration());

    /// <summary>Refuses a spec that keeps a secret which the connector does not have.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>.</exception>
    public void RefuseNothingToKeep() => KeptSecret.RefuseIn(WantedConfiguration(), Name);

    private Dictionary<string, string> SentConfiguration()
    {
        RefuseNothingToKeep();
        return new Dictionary<string, string>(WantedConfiguration());
    }

    private IReadOnlyDictionary<string, string> WantedConfiguration() =>
        KeptSecret.Resolve(desired!.Configuration, _lastConfiguration);

    private string? WantedDescription() => string.IsNullOrEmpty(desired!.Spec.Description)
        ? null
        : KeptSecret.ResolveText(desired.Spec.Description, _lastDescription, _lastConfiguration);

    /// <summary>The worker configuration: in place of the spec's, the one that keeps an earlier connector's offsets.</summary>
    private (string? Arn, long? Revision) WantedWorker(ConnectorSpec spec) => offsets is { IsWanted: true }
        ? (offsets.Identifier ?? OffsetsConfiguration.UnknownArn, offsets.Exists ? offsets.Revision : OffsetsConfiguration.FirstRevision)
        : (spec.WorkerConfigurationArn, spec.WorkerConfigurationRevision);

    private static Property[] Worker(string? arn, long? revision) =>
    [
        new(new PropertyName("WorkerConfigurationArn"), arn, WorkerSettingUpdate.WorkerConfiguration),
        new(
            new PropertyName("WorkerConfigurationRevision"), arn is null ? null : Text(revision),
            WorkerSettingUpdate.WorkerConfiguration),
    ];

    private static Property[] StateOf(string? state) =>
        state is null ? [] : [new Property(new PropertyName("DesiredState"), state, State)];

    private static Property Fixed(string field, string? value) => Property.Fixed(field, value);

    // The class decides what the connector is, so MSK Connect does not let it change.
    private static IEnumerable<Property> Configuration(IReadOnlyDictionary<string, string> configuration) =>
        configuration
            .OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => Property.Configuration(c.Key, c.Value, c.Key == ConnectorConfig.ClassKey ? null : _configuration));

    private static string BootstrapServers(string? servers) => Property.List(
        servers?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
