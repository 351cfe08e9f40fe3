using Amazon.KafkaConnect;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources;

/// <summary>The resources of one connector, each of which knows those that it depends on.</summary>
internal sealed class ConnectorStack
{
    private readonly string _ownRoleName;
    private readonly string _ownGroupName;
    private readonly string _ownLogGroupName;

    private ConnectorStack(ProvisioningContext context, DesiredState? desired)
    {
        var (name, region) = (context.ConnectorName, context.Aws.Region);
        _ownRoleName = ResourceNames.RoleName(name, region);
        _ownGroupName = ResourceNames.SecurityGroupName(name);
        _ownLogGroupName = ResourceNames.LogGroupName(name);
        Role = new RoleResource(context, _ownRoleName, desired);
        SecurityGroup = new SecurityGroupResource(context, _ownGroupName, desired);
        LogGroup = new LogGroupResource(context, _ownLogGroupName, desired);
        Offsets = new OffsetsConfiguration(context, desired);
        Connector = new ConnectorResource(context, Role, SecurityGroup, LogGroup, desired);
        All = [Role, SecurityGroup, LogGroup, Connector];
    }

    /// <summary>The role.</summary>
    public RoleResource Role { get; }

    /// <summary>The security group.</summary>
    public SecurityGroupResource SecurityGroup { get; }

    /// <summary>The log group.</summary>
    public LogGroupResource LogGroup { get; }

    /// <summary>The connector.</summary>
    public ConnectorResource Connector { get; }

    /// <summary>What keeps the offsets of a connector that was made again; most connectors have none.</summary>
    public OffsetsConfiguration Offsets { get; }

    /// <summary>All of them, in the order in which they are shown: what is depended on comes first.</summary>
    public IReadOnlyList<IResource> All { get; }

    /// <summary>Whether all of them are ours and as the spec wants them, and the connector runs.</summary>
    public bool NeedsNothing =>
        Connector.Observed?.ConnectorState == ConnectorState.RUNNING
        && Connector.NothingToKeep.Count == 0
        && All.All(r => r.Exists && r.IsOurs && Convergence.Plan(r).Action == PlanAction.None);

    /// <summary>The resources as a spec wants them.</summary>
    public static ConnectorStack For(ProvisioningContext context, DesiredState desired) => new(context, desired);

    /// <summary>The resources as a spec wants them, read from AWS, after the spec's surroundings are checked.</summary>
    public static async Task<ConnectorStack> ObserveAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken, bool adopt = false,
        bool isNew = false)
    {
        // The checks and the reading need nothing of each other. Of several errors the checks' come first.
        var stack = For(context, desired);
        var preflight = Preflight.RunAsync(context, desired.Spec, cancellationToken);
        await SideBySide.AllAsync(preflight, stack.ObserveAsync(cancellationToken, adopt, isNew));
        stack.SecurityGroup.SubnetsHaveIpv6 = (await preflight).SubnetsHaveIpv6;
        return stack;
    }

    /// <summary>The resources that belong to a connector by name, whatever they look like.</summary>
    public static ConnectorStack Named(ProvisioningContext context) => new(context, null);

    /// <summary>Reads all of them from AWS, side by side; then what the connector uses under other names.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="adopt">Whether what it uses is taken for its own although it does not carry our tags yet.</param>
    /// <param name="isNew">
    /// Whether a connector that is not there is taken for new, which saves a call, and not for an adopted one that is gone.
    /// </param>
    public async Task ObserveAsync(CancellationToken cancellationToken, bool adopt = false, bool isNew = false)
    {
        await SideBySide.AllAsync([.. All.Select(r => r.ObserveAsync(cancellationToken))]);
        if (Connector.Observed is { } connector)
        {
            if (connector.WorkerConfiguration is { } worker && Offsets.IsNameOf(worker.WorkerConfigurationArn))
            {
                await Offsets.TakeAsync(worker, cancellationToken);
                if (Offsets.StandsForSpec)
                    Connector.Offsets = Offsets;
            }

            if (Connector.IsOurs || adopt)
                await FollowAsync(Adoption.UsedBy(connector), adopt, cancellationToken);
        }
        else if (!isNew && !SecurityGroup.IsOurs)
        {
            // A connector that was adopted, and is gone: the group's tags say what else was its own.
            await SecurityGroup.FindByTagAsync(cancellationToken);
            if (SecurityGroup.IsOurs)
            {
                var tags = SecurityGroup.CurrentTags;
                await FollowAsync(
                    new Adoption.Used(
                        tags.GetValueOrDefault(SecurityGroupResource.RoleTag),
                        [],
                        tags.GetValueOrDefault(SecurityGroupResource.LogGroupTag)),
                    adopt: false,
                    cancellationToken);
            }
        }
    }

    private async Task FollowAsync(Adoption.Used used, bool adopt, CancellationToken cancellationToken)
    {
        await SideBySide.AllAsync(
            used.RoleName is { } role ? Role.FollowAsync(role, adopt, cancellationToken) : Task.CompletedTask,
            used.SecurityGroupIds is [var group] ? SecurityGroup.FollowAsync(group, adopt, cancellationToken) : Task.CompletedTask,
            used.LogGroupName is { } logs
                ? LogGroup.FollowAsync(logs, adopt, Connector.Exists, cancellationToken)
                : Task.CompletedTask);
        if (LogGroup.Name != _ownLogGroupName)
            Role.DeliverTo(LogGroup.Name);
        if (Role.Name == _ownRoleName && LogGroup.Name == _ownLogGroupName && SecurityGroup.Name == _ownGroupName)
            return;
        SecurityGroup.ReferenceTags = new Dictionary<string, string>
        {
            [SecurityGroupResource.RoleTag] = Role.Name,
            [SecurityGroupResource.LogGroupTag] = LogGroup.Name,
        };

        // The group's tags know the others' names, so it is the last to go.
        Role.DependsOn = LogGroup.DependsOn = [SecurityGroup];
    }
}
