using System.Collections.Concurrent;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <content>Connectors that are worked on together.</content>
public sealed partial class ConnectorProvisioner
{
    private ConnectorProvisioner(
        ServiceClients aws,
        IProvisioningObserver? observer,
        TimeProvider? clock,
        ConcurrentDictionary<string, bool> inWork,
        Func<ConnectorProvisioner, Inventory> fleet)
        : this(aws, observer, clock)
    {
        _inWork = inWork;
        _fleet = fleet(this);
    }

    /// <inheritdoc/>
    public IConnectorProvisioner ForFleet(IReadOnlyCollection<ConnectorSpec> specs)
    {
        ArgumentNullException.ThrowIfNull(specs);
        return ForFleet([.. specs.Select(s => s.ConnectorName)], specs);
    }

    /// <inheritdoc/>
    public IConnectorProvisioner ForFleet(IReadOnlyCollection<string> connectorNames)
    {
        ArgumentNullException.ThrowIfNull(connectorNames);
        return ForFleet(connectorNames, []);
    }

    /// <inheritdoc/>
    public Task RefuseBeyondQuotaAsync(
        ConnectorSpec spec, int workerQuota, bool growsExisting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var context = NewContext(spec.ConnectorName);
        return GuardAsync(
            context,
            async () =>
            {
                await WorkerDemand.RefuseBeyondAsync(context, spec, workerQuota, growsExisting, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private ConnectorProvisioner ForFleet(IReadOnlyCollection<string> names, IReadOnlyCollection<ConnectorSpec> specs) =>
        names.Count < 2
            ? this
            : new ConnectorProvisioner(
                aws, observer, clock, _inWork, p => new Inventory(
                p.NewContext($"{names.Count} connectors"), [.. names.Distinct(StringComparer.Ordinal)], specs));

    // A plan changes nothing, so it may be made of what the fleet's lists say.
    private (ProvisioningContext Context, DesiredState Desired) BeginPlan(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (context, desired) = Begin(spec, cancellationToken, seesAdditions: true);
        return (context with { Inventory = _fleet }, desired);
    }
}
