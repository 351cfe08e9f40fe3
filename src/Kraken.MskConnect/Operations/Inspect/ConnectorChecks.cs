using System.Runtime.CompilerServices;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>What to check.</summary>
public sealed record CheckOptions
{
    /// <summary>
    /// The names of the checks, for example <c>Network.Subnets</c>; <c>*</c> and <c>?</c> stand for any characters, any one,
    /// and the case of letters does not count. None, the default, means all.
    /// </summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>How many workers the account may have in the region, 0 or more. Default 60, AWS's own quota.</summary>
    public int WorkerQuota { get; init; } = WorkerDemand.DefaultQuota;
}

/// <summary>
/// Checks what a connector needs: before it is made, of its spec, and after, of what AWS has. Read calls only. A call that
/// fails makes the checks that need it <see cref="CheckStatus.Unknown"/>, with the reason, and no other.
/// </summary>
/// <param name="aws">The clients of one region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class ConnectorChecks(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private readonly SharedReads _previews = new();

    /// <summary>The names of all checks, sorted.</summary>
    public static IReadOnlyList<string> Names => CheckRun.Names;

    /// <summary>The names of the checks that <see cref="PreviewAsync"/> makes, sorted.</summary>
    public static IReadOnlyList<string> PreviewNames { get; } = [.. CheckRun.Select([]).Where(c => c.IsCheap).Select(c => c.Name)];

    /// <summary>Refuses names of checks that there are not.</summary>
    /// <param name="names">The names, as in <see cref="CheckOptions.Checks"/>.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: no check has one of the names.</exception>
    public static void RefuseUnknown(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _ = CheckRun.Select(names);
    }

    /// <summary>
    /// Checks a spec. Where its connector exists, what that has is looked at: its role, groups and log. All checks run side
    /// by side, and what several look at is read once.
    /// </summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="options">What to check.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>An object a check, in the order of their names.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecInvalid"/>: no check has a name that the options ask for.
    /// </exception>
    public Task<IReadOnlyList<ConnectorCheck>> CheckAsync(
        ConnectorSpec spec, CheckOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(options);
        var checks = CheckRun.Select(options.Checks);
        return CheckRun.RunAsync(new CheckedConnector(ContextOf(spec), spec, options.WorkerQuota, [], cancellationToken), checks);
    }

    /// <summary>
    /// Makes the checks that take few calls: those that describe the plugin, the worker configuration and the cluster, and its
    /// bootstrap brokers. What several specs name is read once for all previews of this object, so use it for one run.
    /// </summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>An object a check, in the order of their names.</returns>
    public Task<IReadOnlyList<ConnectorCheck>> PreviewAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return CheckRun.RunAsync(
            new CheckedConnector(ContextOf(spec), spec, WorkerDemand.DefaultQuota, [], cancellationToken, _previews),
            CheckRun.Select(PreviewNames));
    }

    /// <summary>
    /// Checks a spec before it is carried out: all that <see cref="CheckAsync"/> checks, but for what the run itself puts
    /// right. Of a connector that exists that is what was made for it and its log; of a take-over, names that are taken.
    /// </summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="workerQuota">How many workers the account may have in the region, 0 or more.</param>
    /// <param name="adopt">Whether the run takes over what has the names.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>An object a check, in the order of their names; <see cref="Preflight"/> refuses by them.</returns>
    public async Task<IReadOnlyList<ConnectorCheck>> PreflightAsync(
        ConnectorSpec spec, int workerQuota, bool adopt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var connector = new CheckedConnector(ContextOf(spec), spec, workerQuota, [], cancellationToken);
        var all = CheckRun.Select([]);
        var results = await CheckRun.RunAsync(connector, all);
        var mended = all
            .Where(c => c.IsOfWhatIsMade ? connector.Exists : adopt && c is ObjectsNamesCheck)
            .Select(c => c.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. results.Where(r => !mended.Contains(r.Check))];
    }

    /// <summary>
    /// Checks connectors that exist, by what AWS tells of them. What a spec asks for and AWS does not tell is not checked: a
    /// topic that the role is not granted, for example, is none of a connector whose topics its grants tell.
    /// </summary>
    /// <param name="namePattern">A name; <c>*</c> and <c>?</c> stand for any characters, any one character.</param>
    /// <param name="options">What to check.</param>
    /// <param name="cancellationToken">Stops the checks.</param>
    /// <returns>Those of one connector together, in the order of the connectors' names; none throws nothing.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.SpecInvalid"/>: no check has a name that the options ask for; or the connectors could not
    /// be listed, or one of them not be described.
    /// </exception>
    public async IAsyncEnumerable<IReadOnlyList<ConnectorCheck>> CheckLiveAsync(
        string namePattern, CheckOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        ArgumentNullException.ThrowIfNull(options);
        var checks = CheckRun.Select(options.Checks);
        var pattern = new NamePattern(namePattern);
        var listing = ProvisioningContext.For(namePattern, aws, observer, clock);
        var found = await listing.ReadAsync(() => ConnectorLookup.ListAsync(listing, pattern.Prefix, cancellationToken));
        foreach (var connector in found.Where(c => pattern.IsMatch(c.ConnectorName)).OrderBy(c => c.ConnectorName, StringComparer.Ordinal))
        {
            var context = ProvisioningContext.For(connector.ConnectorName, aws, observer, clock);
            if (await context.ReadAsync(() => ReadAsync(context, connector.ConnectorArn, options, cancellationToken)) is { } read)
                yield return await CheckRun.RunAsync(read, checks);
        }
    }

    private ProvisioningContext ContextOf(ConnectorSpec spec) =>
        ProvisioningContext.For(spec.ConnectorName, aws, observer, clock) with { Configuration = spec.ConnectorConfiguration };

    /// <summary>Reads a connector; null where it was deleted since it was listed.</summary>
    private static async Task<CheckedConnector?> ReadAsync(
        ProvisioningContext context, string arn, CheckOptions options, CancellationToken cancellationToken)
    {
        context.Progress("Reading the connector and what it uses");
        try
        {
            // What a spec of it would lack is no news here: what cannot be checked for want of it is unknown.
            var reading = context with { Observer = new WithoutWarnings(context.Observer) };
            var connector = await ConnectorExport.DescribeAsync(reading, arn, cancellationToken) with { OfWhatIsSeen = true };
            var exported = new SpecOfConnector(reading, connector);
            var spec = await exported.MakeAsync(cancellationToken);
            return new CheckedConnector(
                context, spec, options.WorkerQuota, [connector.Description, .. exported.Seen], cancellationToken);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <summary>Tells warnings as details.</summary>
    private sealed class WithoutWarnings(IProvisioningObserver inner) : IProvisioningObserver
    {
        public void Report(ProvisioningEvent happened) => inner.Report(
            happened.Level == ProvisioningEventLevel.Warning ? happened with { Level = ProvisioningEventLevel.Detail } : happened);
    }
}
