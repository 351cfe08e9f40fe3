using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs;

/// <summary>One thing that validation has to say about a spec.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Field">
/// The spec's property, or <c>ConnectorConfiguration[key]</c> for a key of the connector's configuration.
/// </param>
/// <param name="Rule">The rule's stable name, for example <c>McuCountAllowed</c>.</param>
/// <param name="Value">What was given, redacted where it may be secret; null where nothing was given.</param>
/// <param name="Message">What is wrong, in one sentence that names the field and the value.</param>
/// <param name="Remedy">What to do about it, in one sentence.</param>
public sealed record SpecFinding(
    FindingSeverity Severity,
    string Field,
    string Rule,
    string? Value,
    string Message,
    string Remedy)
{
    // Bounded: a value may have a million characters, and a list as many entries.
    private const int LongestMessage = 1_000;

    /// <summary>
    /// The spec's property, or <c>ConnectorConfiguration[key]</c> for a key of the connector's configuration.
    /// </summary>
    public string Field { get; init; } = ForeignText.OneLine(BoundedText.Of(Field));

    /// <summary>
    /// What was given, redacted where it may be secret, and cut where it is long; null where nothing was given.
    /// </summary>
    public string? Value { get; init; } = Value is null ? null : ForeignText.OneLine(BoundedText.Of(Value));

    /// <summary>What is wrong, in one sentence that names the field and the value.</summary>
    public string Message { get; init; } = ForeignText.OneLine(BoundedText.Of(Message, LongestMessage));

    /// <summary>What to do about it, in one sentence.</summary>
    public string Remedy { get; init; } = ForeignText.OneLine(BoundedText.Of(Remedy, LongestMessage));

    /// <summary>
    /// Why the spec accepts the finding, which was a warning and is information then; null where it does not.
    /// </summary>
    public string? AcceptedBecause { get; init => field = value is null ? null : ForeignText.OneLine(BoundedText.Of(value, LongestMessage)); }

    /// <summary>The finding as information, which a spec accepts.</summary>
    /// <param name="reason">Why it does.</param>
    internal SpecFinding AcceptedFor(string reason) => this with { Severity = FindingSeverity.Information, AcceptedBecause = reason };

    /// <summary>
    /// The <see cref="Field"/> of a key of the connector's configuration, or of the worker configuration's, which begins with
    /// <c>worker:</c>.
    /// </summary>
    /// <param name="key">The key, for example <c>connector.class</c>.</param>
    public static string ConfigurationField(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(ConnectorConfig.WorkerKeyStart, StringComparison.Ordinal)
            ? $"{nameof(ConnectorSpec.WorkerConfigurationArn)}[{key[ConnectorConfig.WorkerKeyStart.Length..]}]"
            : $"{nameof(ConnectorSpec.ConnectorConfiguration)}[{key}]";
    }

    /// <summary>The line of the spec's file that it is about, from 1; null where that is not known.</summary>
    public int? Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => AcceptedBecause is null
        ? $"{Severity}: {Message} {Remedy}"
        : $"Accepted: {Message} Reason: {AcceptedBecause}";
}

/// <summary>All findings about one spec.</summary>
/// <param name="ConnectorName">The spec's connector name; empty where it has none.</param>
/// <param name="Findings">All findings, errors first, then in the order of the spec's properties.</param>
public sealed record SpecValidation(string ConnectorName, IReadOnlyList<SpecFinding> Findings)
{
    /// <summary>The spec's connector name; empty where it has none.</summary>
    public string ConnectorName { get; init; } = ForeignText.OneLine(ConnectorName);

    /// <summary>All findings, errors first, then in the order of the spec's properties.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<SpecFinding> Findings { get; init; } = Findings.ToArray();

    /// <summary>True where no finding is an error.</summary>
    public bool IsValid => Findings.All(f => f.Severity != FindingSeverity.Error);
}
