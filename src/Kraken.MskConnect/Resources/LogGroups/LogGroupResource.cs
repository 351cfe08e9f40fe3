using System.Globalization;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>The log group that MSK Connect delivers the workers' log events to.</summary>
internal sealed class LogGroupResource(ProvisioningContext context, string name, DesiredState? desired) : IResource
{
    private const string RetentionField = "RetentionInDays";

    private static readonly InPlaceUpdate _retention = new("Retention");
    private static readonly InPlaceUpdate _key = new("Key");

    /// <summary>The retention of a group whose events do not expire: none, as AWS tells it.</summary>
    private const int Never = LogRetentionRule.Never;

    private string _name = name;
    private LogGroup? _group;
    private Dictionary<string, string> _tags = [];

    public string Kind => "LogGroup";

    public string Name => _name;

    public string? Identifier => _group is null ? null : LogGroupArn.Of(_group);

    public bool Exists => _group is not null;

    public bool IsOurs => _group is not null && Ownership.IsOurs(_tags, context.ConnectorName);

    public IReadOnlyList<IResource> DependsOn { get; set; } = [];

    public IReadOnlyList<InPlaceUpdate> Updates { get; } = [_retention, _key, InPlaceUpdate.Tags];

    /// <summary>The tags that the group has; empty where there is none.</summary>
    public IReadOnlyDictionary<string, string> CurrentTags => _tags;

    public async Task ObserveAsync(CancellationToken cancellationToken)
    {
        (_group, _tags) = (null, []);

        // CloudWatch Logs searches by prefix: "orders" finds "orders-2" too.
        var groups = context.Estate is { } estate ? await estate.LogGroupsAsync(_name, cancellationToken) : null;
        groups ??= await Pages.AllAsync(
            token => context.CallAsync("logs:DescribeLogGroups", () => context.Aws.Logs.DescribeLogGroupsAsync(
                new DescribeLogGroupsRequest { LogGroupNamePrefix = _name, NextToken = token }, cancellationToken)),
            page => page.LogGroups,
            page => page.NextToken);
        if (groups.FirstOrDefault(g => g.LogGroupName == _name) is not { } group)
            return;
        try
        {
            var tags = await context.CallAsync("logs:ListTagsForResource", () =>
                context.Aws.Logs.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = LogGroupArn.Of(group) }, cancellationToken));
            (_group, _tags) = (group, Answers.Tags(tags, tags.Tags));
        }
        catch (ResourceNotFoundException)
        {
            // Deleted between the two calls.
        }
    }

    /// <summary>Takes another resource for the connector's than the one of our name, where that exists and may be taken.</summary>
    /// <param name="otherName">The name that the connector, or our tags, refer to.</param>
    /// <param name="adopt">Whether it may be taken although it does not carry our tags yet.</param>
    /// <param name="isInUse">
    /// Whether a connector names it, which AWS cannot change: where somebody deleted it, it is made again.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task FollowAsync(string otherName, bool adopt, bool isInUse, CancellationToken cancellationToken)
    {
        if (otherName == _name)
        {
            // A creation beside this look makes it before the connector that refers to it: it was looked for too early.
            if (!Exists)
                await ObserveAsync(cancellationToken);
            return;
        }

        var own = _name;
        _name = otherName;
        await ObserveAsync(cancellationToken);
        if (Exists ? IsOurs || adopt : isInUse)
            return;
        _name = own;
        await ObserveAsync(cancellationToken);
    }

    public IEnumerable<Property> Current() => _group is null
        ? []
        :
        [
            Retention(_group.RetentionInDays ?? Never),
            Key(_group.KmsKeyId),
            .. Property.CurrentTags(_tags, desired!.Tags),
        ];

    public IEnumerable<Property> Desired() =>
    [
        Retention(desired!.Spec.LogRetentionInDays),
        Key(desired.Spec.LogGroupKmsKeyArn),
        .. Property.Tags(desired.Tags, desired.TagReasons),
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

        if (changes.Any(c => c.Update == InPlaceUpdate.Tags))
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
