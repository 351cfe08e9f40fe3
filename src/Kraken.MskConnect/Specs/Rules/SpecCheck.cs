using System.Globalization;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>One spec under validation: what the rules look at, and where they put what they find.</summary>
internal sealed class SpecCheck
{
    private readonly List<SpecFinding> _findings = [];
    private readonly HashSet<(string Field, string? Value)> _unseen = [];

    internal SpecCheck(ConnectorSpec spec)
    {
        Spec = spec;
        Connector = SpecConnector.Of(spec);
        Partition = PlaceRule.IsRegion(spec.Region) ? SpecArn.PartitionOf(spec.Region) : null;
    }

    internal ConnectorSpec Spec { get; }

    /// <summary>What the catalogue of connector classes knows of it.</summary>
    internal KnownConnector Connector { get; }

    /// <summary>The connector's configuration.</summary>
    internal ConnectorConfig Config => Connector.Config;

    /// <summary>The partition of the spec's region; null where the region is none.</summary>
    internal string? Partition { get; }

    internal IReadOnlyList<SpecFinding> Findings => _findings;

    /// <summary>Reports an error on a field.</summary>
    /// <param name="field">The spec's property.</param>
    /// <param name="rule">The rule's stable name.</param>
    /// <param name="value">What was given, or null.</param>
    /// <param name="problem">What is wrong, as the sentence goes on after field and value.</param>
    /// <param name="remedy">What to do about it.</param>
    internal void Error(string field, string rule, object? value, string problem, string remedy) =>
        Add(FindingSeverity.Error, field, rule, Text(value), problem, remedy);

    internal void Warning(string field, string rule, object? value, string problem, string remedy) =>
        Add(FindingSeverity.Warning, field, rule, Text(value), problem, remedy);

    internal void Information(string field, string rule, object? value, string problem, string remedy) =>
        Add(FindingSeverity.Information, field, rule, Text(value), problem, remedy);

    /// <summary>
    /// Reports on a key of the connector's configuration; the value is the configuration's, redacted.
    /// </summary>
    internal void OnKey(FindingSeverity severity, string key, string rule, string problem, string remedy)
    {
        var value = Redaction.Value(key, Spec.ConnectorConfiguration.GetValueOrDefault(key));
        Add(severity, SpecFinding.ConfigurationField(key), rule, value, problem, remedy);
    }

    private void Add(FindingSeverity severity, string field, string rule, string? value, string problem, string remedy)
    {
        // What has a hidden character in it has no right form either; the one is the cause of the other.
        if (rule == HiddenCharacterRule.Name)
            _unseen.Add((field, value));
        else if (_unseen.Contains((field, value)))
            return;
        var subject = value is null ? BoundedText.Of(field) : $"{BoundedText.Of(field)} '{BoundedText.Of(value)}'";
        _findings.Add(new SpecFinding(severity, field, rule, value, $"{subject} {problem}.", remedy));
    }

    private static string? Text(object? value) =>
        value is null ? null : Redaction.Scrub(Convert.ToString(value, CultureInfo.InvariantCulture));
}
