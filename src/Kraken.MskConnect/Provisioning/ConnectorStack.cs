using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Provisioning.Resources;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Provisioning;

/// <summary>The resources of one connector, each of which knows those that it depends on.</summary>
internal sealed class ConnectorStack
{
    private ConnectorStack(ProvisioningContext context, DesiredState? desired)
    {
        var (name, region) = (context.ConnectorName, context.Aws.Region);
        Role = new RoleResource(context, ResourceNames.RoleName(name, region), desired);
        SecurityGroup = new SecurityGroupResource(context, ResourceNames.SecurityGroupName(name), desired);
        LogGroup = new LogGroupResource(context, ResourceNames.LogGroupName(name), desired);
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

    /// <summary>All of them, in the order in which they are shown: what is depended on comes first.</summary>
    public IReadOnlyList<IResource> All { get; }

    /// <summary>The resources as a spec wants them.</summary>
    public static ConnectorStack For(ProvisioningContext context, DesiredState desired) => new(context, desired);

    /// <summary>The resources as a spec wants them, read from AWS, after the spec's surroundings are checked.</summary>
    public static async Task<ConnectorStack> ObserveAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken)
    {
        // The checks and the reading need nothing of each other. Of several errors the checks' come first.
        var stack = For(context, desired);
        var preflight = Preflight.RunAsync(context, desired.Spec, cancellationToken);
        await SideBySide.AllAsync(preflight, stack.ObserveAsync(cancellationToken));
        stack.SecurityGroup.SubnetsHaveIpv6 = (await preflight).SubnetsHaveIpv6;
        return stack;
    }

    /// <summary>The resources that belong to a connector by name, whatever they look like.</summary>
    public static ConnectorStack Named(ProvisioningContext context) => new(context, null);

    /// <summary>Reads all of them from AWS, side by side.</summary>
    public Task ObserveAsync(CancellationToken cancellationToken) =>
        SideBySide.AllAsync([.. All.Select(r => r.ObserveAsync(cancellationToken))]);
}
