using System.Globalization;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>The log group that MSK Connect delivers the workers' log events to.</summary>
internal sealed class LogGroupResource(ProvisioningContext context, DesiredState? desired) : IResource
{
    /// <summary>The kind's name.</summary>
    public const string KindName = "LogGroup";

    /// <summary>The tag by which a security group remembers the name of an adopted log group.</summary>
    public const string Tag = ResourceNames.ReservedTagPrefix + "log-group";

    private const string RetentionField = "RetentionInDays";

    private static readonly InPlaceUpdate _retention = new("Retention");
    private static readonly InPlaceUpdate _key = new("Key");

    /// <summary>The retention of a group whose events do not expire: none, as AWS tells it.</summary>
    private const int Never = ConnectorSpec.NeverExpires;

    private readonly string _ownName = ResourceNames.LogGroupName(context.ConnectorName);
    private string _name = desired?.LogGroupName ?? ResourceNames.LogGroupName(context.ConnectorName);
    private LogGroup? _group;
    private Dictionary<string, string> _tags = [];

    /// <summary>The kind.</summary>
    public static ResourceKind OfConnector { get; } = new(KindName)
    {
        Make = scope => new LogGroupResource(scope.Context, scope.Desired),
        NamedBy = connector => connector.LogDelivery?.WorkerLogDelivery?.CloudWatchLogs is { Enabled: true } logs
            ? [logs.LogGroup]
            : [],
        IsNamedByName = true,
        List = context => new LogGroupListing(context),
        Export = LogGroupExport.ReadAsync,
    };

    public string Kind => KindName;

    public string Name => _name;

    public string? Identifier => _group is null ? null : LogGroupArn.Of(_group);

    public bool Exists => _group is not null;

    public bool IsOurs => _group is not null && (Ownership.IsOurs(_tags, context.ConnectorName) || IsShared);

    /// <summary>
    /// Whether this module made it for another connector, and a spec gave its name. Its tags stay those of that connector.
    /// </summary>
    private bool IsShared => !HasOwnName && Owner is { } owner && owner != context.ConnectorName;

    /// <summary>The connector that this module made the group for; null where it did not make it.</summary>
    private string? Owner => _tags.GetValueOrDefault(ResourceNames.ManagedByTag) == ResourceNames.ManagedBy
        ? _tags.GetValueOrDefault(ResourceNames.ConnectorTag)
        : null;

    public string ReferenceTag => Tag;

    public bool HasOwnName => _name == _ownName;

    public bool ChangesBeforeReplacement => true;

    public IReadOnlyList<InPlaceUpdate> Updates { get; } = [_retention, _key, InPlaceUpdate.Tags];

    public IReadOnlyDictionary<string, string> CurrentTags => _tags;

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        (_group, _tags) = (null, []);
        var groups = context.Inventory is { } inventory
            ? await LogGroupInventory.Of(inventory).NamedAsync(_name, cancellationToken)
            : null;
        var found = groups is null
            ? await LogGroupLookup.FindAsync(context, _name, cancellationToken)
            : groups.FirstOrDefault(g => g.LogGroupName == _name);
        if (found is not null && await LogGroupLookup.TagsAsync(context, found, cancellationToken) is { } tags)
            (_group, _tags) = (found, tags);
    }

    public async Task FollowAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        // What the spec names is wanted, whatever is there.
        if (desired?.Spec.LogGroupName is { } given && given != reference.Identifiers[0])
            return;
        var otherName = reference.Identifiers[0];
        if (otherName == _name)
        {
            // A creation beside this look makes it before the connector that refers to it: it was looked for too early.
            if (!Exists)
                await ObserveAsync(cancellationToken);
            return;
        }

        _name = otherName;
        await ObserveAsync(cancellationToken);
        if (Exists ? IsOurs || reference.Adopt : reference.IsByConnector)
            return;
        _name = _ownName;
        await ObserveAsync(cancellationToken);
    }

    public IEnumerable<Property> Current() => _group is null
        ? []
        :
        [
            Retention(_group.RetentionInDays ?? Never),
            Key(_group.KmsKeyId),
            .. IsShared ? [] : Property.CurrentTags(_tags, desired!.Tags, context.PrunesTags),
        ];

    public IEnumerable<Property> Desired() =>
    [
        Retention(desired!.Spec.LogRetentionInDays),
        Key(desired.Spec.LogGroupKmsKeyArn),
        .. IsShared ? [] : Property.Tags(desired.Tags, desired.TagReasons),
    ];

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await context.CallAsync("logs:CreateLogGroup", () => context.Aws.Logs.CreateLogGroupAsync(
            new CreateLogGroupRequest
            {
                LogGroupName = _name,
                KmsKeyId = desired!.Spec.LogGroupKmsKeyArn,
                Tags = new Dictionary<string, string>(desired.Tags),
            },
            cancellationToken));
        _group = new LogGroup { LogGroupName = _name, LogGroupArn = desired!.LogGroupArnOf(_name) };
        _tags = new Dictionary<string, string>(desired.Tags);
        // A new group keeps its events for ever.
        if (desired.Spec.LogRetentionInDays != Never)
            await SetRetentionAsync(cancellationToken);
    }

    public async Task UpdateAsync(IReadOnlyList<PropertyChange> changes, CancellationToken cancellationToken)
    {
        // One after the other: CloudWatch Logs refuses changes to one group at the same time (OperationAborted).
        if (changes.Any(c => c.Update == _retention))
            await SetRetentionAsync(cancellationToken);

        if (changes.Any(c => c.Update == _key))
            await SetKeyAsync(cancellationToken);

        if (Property.PrunedTags(changes) is { Count: > 0 } pruned)
        {
            await context.CallAsync("logs:UntagResource", () => context.Aws.Logs.UntagResourceAsync(
                new UntagResourceRequest { ResourceArn = Identifier, TagKeys = pruned }, cancellationToken));
        }

        if (Property.SetsTags(changes))
        {
            await context.CallAsync("logs:TagResource", () => context.Aws.Logs.TagResourceAsync(
                new TagResourceRequest { ResourceArn = Identifier, Tags = new Dictionary<string, string>(desired!.Tags) },
                cancellationToken));
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.CallAsync("logs:DeleteLogGroup", () => context.Aws.Logs.DeleteLogGroupAsync(
                new DeleteLogGroupRequest { LogGroupName = _name }, cancellationToken));
        }
        catch (ResourceNotFoundException)
        {
            // Gone already, which is what was asked for.
        }

        _group = null;
    }

    /// <summary>Keeps a group for the connector that it was made for, which may be about to use it.</summary>
    public Task<string?> FindObstacleAsync(bool includeUnowned, CancellationToken cancellationToken) => Task.FromResult(
        IsShared && context.AllConnectors?.Any(c => c.ConnectorName == Owner) == true
            ? $"it was created for the connector '{Owner}'"
            : null);

    public bool IsAlreadyDone(AmazonServiceException error) => error is ResourceAlreadyExistsException;

    /// <summary>
    /// Says of a shorter retention what it means: CloudWatch Logs deletes what is older. Source: Amazon CloudWatch Logs API
    /// reference, PutRetentionPolicy.
    /// </summary>
    public ResourcePlan Show(ResourcePlan plan)
    {
        if (_group is null || desired is null || !plan.Changes.Any(c => c.Update == _retention))
            return plan;
        var (now, then) = (_group.RetentionInDays ?? Never, desired.Spec.LogRetentionInDays);
        if (then == Never || (now != Never && then > now))
            return plan;
        var days = $"{then} {(then == 1 ? "day" : "days")}";
        return plan with
        {
            Changes =
            [
                .. plan.Changes.Select(c => c.Update == _retention
                    ? c with { Desired = $"{days}: events older than {days} are deleted", Destroys = true }
                    : c),
            ],
        };
    }

    private Task<AmazonWebServiceResponse> SetRetentionAsync(CancellationToken cancellationToken) =>
        Backoff.UntilKnownAsync<AmazonWebServiceResponse>(
            async () => desired!.Spec.LogRetentionInDays is not Never and var days
                ? await context.CallAsync("logs:PutRetentionPolicy", () => context.Aws.Logs.PutRetentionPolicyAsync(
                    new PutRetentionPolicyRequest { LogGroupName = _name, RetentionInDays = days }, cancellationToken))
                : await context.CallAsync("logs:DeleteRetentionPolicy", () => context.Aws.Logs.DeleteRetentionPolicyAsync(
                    new DeleteRetentionPolicyRequest { LogGroupName = _name }, cancellationToken)),
            isUnknown: e => e is ResourceNotFoundException or OperationAbortedException,
            context.Clock,
            cancellationToken);

    private async Task SetKeyAsync(CancellationToken cancellationToken)
    {
        if (desired!.Spec.LogGroupKmsKeyArn is { } key)
        {
            await context.CallAsync("logs:AssociateKmsKey", () => context.Aws.Logs.AssociateKmsKeyAsync(
                new AssociateKmsKeyRequest { LogGroupName = _name, KmsKeyId = key }, cancellationToken));
        }
        else
        {
            await context.CallAsync("logs:DisassociateKmsKey", () => context.Aws.Logs.DisassociateKmsKeyAsync(
                new DisassociateKmsKeyRequest { LogGroupName = _name }, cancellationToken));
        }
    }

    private static Property Retention(int days) => new(
        new PropertyName(RetentionField), days == Never ? "never" : days.ToString(CultureInfo.InvariantCulture), _retention);

    private static Property Key(string? arn) => new(new PropertyName("KmsKeyArn"), arn, _key);
}
