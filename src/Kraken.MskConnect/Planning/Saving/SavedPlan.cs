using System.Reflection;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>
/// Reviewed plans in a file, to be applied unchanged. To apply one, the plan is computed again from the spec and from
/// AWS; if it differs, nothing is done.
/// </summary>
/// <remarks>
/// The text contains no secrets: values are masked as in every plan, and a salted, slow digest detects changes of
/// secrets. Its checksum detects a text that was damaged or edited. It is not a signature and does not need to be one,
/// because a plan can only allow what the spec requires. Line endings and a byte order mark do not matter.
/// </remarks>
public sealed class SavedPlan
{
    private readonly PlanDigest _digest;
    private readonly IReadOnlyList<SavedConnector> _connectors;

    internal SavedPlan(
        string moduleVersion, DateTimeOffset createdAt, PlanDigest digest, IReadOnlyList<SavedConnector> connectors)
    {
        (ModuleVersion, CreatedAt, _digest, _connectors) = (moduleVersion, createdAt, digest, connectors);
        Plans = connectors.Select(c => c.Plan).ToArray();
    }

    /// <summary>The version of the module that made it, for example <c>0.1.0</c>.</summary>
    public string ModuleVersion { get; }

    /// <summary>When it was made, UTC, to the second.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The plans, one a connector.</summary>
    public IReadOnlyList<ConnectorPlan> Plans { get; }

    /// <summary>The planned removals of connectors without a spec; null where there are none.</summary>
    public SavedRemovals? Removals { get; internal init; }

    /// <summary>The version of this module.</summary>
    internal static string ThisVersion { get; } =
        typeof(SavedPlan).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    /// <summary>Makes a saved plan. Takes a moment for each connector with a secret in plain text, whose digest is slow on purpose.</summary>
    /// <param name="plans">
    /// What <see cref="Operations.IConnectorProvisioner.PlanUpdateAsync"/> returned, each connector once.
    /// </param>
    /// <param name="clock">Tells the time; null for the system's.</param>
    /// <param name="removals">The connectors without a spec that are to be removed; null for none.</param>
    /// <exception cref="ArgumentException">A plan was made otherwise, or a connector is there twice.</exception>
    public static SavedPlan Of(IEnumerable<ConnectorPlan> plans, TimeProvider? clock = null, SavedRemovals? removals = null)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var all = plans.ToList();
        if (all.Find(p => p.Basis is null) is { } other)
            throw new ArgumentException($"The plan of '{other.ConnectorName}' is not the plan of an update.", nameof(plans));
        if (all.GroupBy(Identity).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"There are two plans of '{twice.Key.ConnectorName}'.", nameof(plans));

        var digest = PlanDigest.New();
        var now = (clock ?? TimeProvider.System).GetUtcNow();
        return new SavedPlan(
            ThisVersion,
            new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero),
            digest,
            [
                .. all.AsParallel().AsOrdered().Select(p => new SavedConnector(
                    p, p.Basis!.Switches, p.Basis.DesiredDigest(digest), p.Basis.ObservedDigest(digest))),
            ])
        {
            Removals = removals,
        };
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from, for errors: a file's path, say.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PlanInvalid"/>: it is no saved plan, is damaged, or was written by a newer module.
    /// </exception>
    public static SavedPlan Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SavedPlanReader(source).Read(text);
    }

    /// <summary>Reads a file, in UTF-8 or with a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PlanInvalid"/>: it is not there, is no saved plan, is damaged, or was written by a newer
    /// module.
    /// </exception>
    public static SavedPlan Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KrakenException(
                KrakenErrorKind.PlanInvalid,
                $"The plan file '{path}' cannot be read: {e.Message}",
                "Check the path and its permissions; Compare-KrakenMskConnector -OutFile writes such a file.",
                e);
        }
    }

    /// <summary>The text, as JSON, with <c>\n</c> on every system.</summary>
    public string ToJson() => SavedPlanWriter.Write(this, _digest, _connectors);

    /// <summary>Refuses to work on a connector that the plan does not hold, or otherwise than it was planned.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.PlanMismatch"/>.</exception>
    internal void RefuseForeign(ConnectorSpec spec, PlanSwitches switches)
    {
        var here = (spec.ConnectorName, spec.Region, spec.AccountId);
        if (_connectors.FirstOrDefault(c => Identity(c.Plan) == here) is not { } saved)
        {
            var namesakes = Plans.Where(p => p.ConnectorName == spec.ConnectorName).ToList();
            throw Mismatch(
                spec.ConnectorName,
                $"The saved plan does not contain connector {Shown(here)}; it is for "
                + Some(namesakes.Count > 0 ? namesakes : Plans) + ". Nothing was changed.",
                "Give the file that was created from this spec, or create one with Compare-KrakenMskConnector -OutFile.");
        }

        switches = switches with { Fleet = spec.Fleet };
        if (saved.Switches != switches)
        {
            throw Mismatch(
                spec.ConnectorName,
                $"The saved plan of connector '{spec.ConnectorName}' was created {With(saved.Switches)}, but is applied "
                + $"{With(switches)}. Nothing was changed.",
                "Use Update-KrakenMskConnector with the switches of the saved plan, or create a new plan with "
                + "Compare-KrakenMskConnector -OutFile.");
        }
    }

    /// <summary>Refuses to carry out what was planned where what is to be done now is something else.</summary>
    /// <param name="now">The plan as it is now; <see cref="RefuseForeign"/> has let its connector pass.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.PlanStale"/>.</exception>
    internal void RefuseStale(ConnectorPlan now)
    {
        var saved = _connectors.First(c => Identity(c.Plan) == Identity(now));
        var basis = now.Basis!;
        var lines = PlanStaleness.Differences(saved.Plan, now).ToList();
        var isSpecOther = saved.DesiredDigest != basis.DesiredDigest(_digest);
        var isAwsOther = saved.ObservedDigest != basis.ObservedDigest(_digest);
        if (isSpecOther || isAwsOther || lines.Count > 0)
            throw PlanStaleness.Error(this, now.ConnectorName, isSpecOther, isAwsOther, lines);
    }

    private static (string ConnectorName, string Region, string AccountId) Identity(ConnectorPlan plan) =>
        (plan.ConnectorName, plan.Region, plan.AccountId);

    private static string Shown((string ConnectorName, string Region, string AccountId) connector) =>
        $"'{connector.ConnectorName}' in {connector.Region} ({connector.AccountId})";

    private static string Some(IReadOnlyList<ConnectorPlan> plans)
    {
        const int Most = 5;
        var shown = string.Join(", ", plans.Take(Most).Select(p => Shown(Identity(p))));
        return plans.Count == 0 ? "no connector"
            : plans.Count > Most ? $"{shown} and {plans.Count - Most} more"
            : shown;
    }

    private static string With(PlanSwitches switches) =>
        string.Join(", ", switches.Names()) is { Length: > 0 } names ? "with " + names
            : "without any of -AllowReplacement, -KeepOffsets, -Adopt, -SkipHealthCheck, -PruneTags, -Fleet";

    private static KrakenException Mismatch(string connectorName, string message, string remedy) =>
        new(KrakenErrorKind.PlanMismatch, message, remedy) { ConnectorName = connectorName };
}
