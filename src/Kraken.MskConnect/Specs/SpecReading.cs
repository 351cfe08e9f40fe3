using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Specs;

/// <summary>A spec as it was read, and what reading it had to say.</summary>
/// <param name="Spec">The spec, as far as it could be read; a field with a finding has its default.</param>
/// <param name="Findings">Unknown names, wrong types and the like.</param>
/// <param name="Source">Where it stood, for example <c>orders.yaml, connector 2</c>.</param>
public sealed record SpecReading(ConnectorSpec Spec, IReadOnlyList<SpecFinding> Findings, string Source)
{
    /// <summary>
    /// What a spec needs and the file of another tool does not say, or computes, by the names of
    /// <see cref="SpecReadOptions.Defaults"/>: an input's, or <c>connector_configuration[key]</c>. Empty for a spec file.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The other tool's form, for messages: <c>a CloudFormation template</c>; null for a spec file.</summary>
    public string? Format { get; init; }

    /// <summary>The line of the file in which the spec begins, from 1; null where that is not known.</summary>
    public int? Line { get; init; }

    /// <summary>The lines of the file in which its fields, and the keys of its maps, stand; empty where that is not known.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether something else stands in the place of a spec, so that rules have nothing to say.</summary>
    internal bool HoldsNoSpec { get; init; }

    /// <summary>
    /// The findings of reading and of every rule, in the order that <see cref="SpecValidation"/> promises.
    /// </summary>
    public SpecValidation Validate()
    {
        if (HoldsNoSpec)
            return Told();

        // What could not be read is not missing as well.
        var unread = Findings.Select(f => f.Field.Split('[')[0]).ToHashSet(StringComparer.Ordinal);
        var broken = SpecValidator.Validate(Spec).Findings
            .Where(f => f.Rule != "Required" || !unread.Contains(f.Field))
            .Select(f => f.Line is null && Lines.TryGetValue(f.Field, out var line) ? f with { Line = line } : f);
        return new SpecValidation(Spec.ConnectorName, SpecValidator.Order(AcceptedFindings.Apply(Spec, Findings).Concat(broken)));
    }

    /// <summary>The findings of reading alone, for who returns the spec to be completed.</summary>
    internal SpecValidation Told() => new(Spec.ConnectorName, AcceptedFindings.Apply(Spec, Findings));
}
