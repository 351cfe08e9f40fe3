using System.Text.Json;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>
/// What a plan was decided on: the properties that the spec asks for and those that AWS had, whole. It holds secrets, so
/// nothing of it is shown or written but digests.
/// </summary>
internal sealed class PlanBasis
{
    private readonly (byte[] Text, bool IsSecret) _desired;
    private readonly (byte[] Text, bool IsSecret) _observed;

    /// <summary>Notes what a plan is decided on.</summary>
    /// <param name="switches">The options that it was made with.</param>
    /// <param name="desired">What the spec asks for, as it follows from the spec alone.</param>
    /// <param name="observed">What AWS has.</param>
    public PlanBasis(PlanSwitches switches, IEnumerable<Part> desired, IEnumerable<Part> observed)
    {
        Switches = switches;
        _desired = Canonical("desired", desired);
        _observed = Canonical("observed", observed);
    }

    /// <summary>The options that the plan was made with.</summary>
    public PlanSwitches Switches { get; }

    /// <summary>One resource.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Identifier">Its ARN or id; null where it has none.</param>
    /// <param name="Properties">Its properties, not redacted.</param>
    public sealed record Part(string Kind, string Name, string? Identifier, IEnumerable<Property> Properties);

    /// <summary>The digest of what the spec asks for.</summary>
    public string DesiredDigest(PlanDigest digest) => digest.Of(_desired.Text, _desired.IsSecret);

    /// <summary>The digest of what AWS has.</summary>
    public string ObservedDigest(PlanDigest digest) => digest.Of(_observed.Text, _observed.IsSecret);

    // As JSON, so that no value can pass for another's end.
    private static (byte[] Text, bool IsSecret) Canonical(string side, IEnumerable<Part> parts)
    {
        var all = parts.Select(p => (Part: p, Properties: p.Properties.OrderBy(q => q.Name, StringComparer.Ordinal).ToList()))
            .ToList();
        var text = JsonSerializer.SerializeToUtf8Bytes(new object[]
        {
            side,
            all.Select(p => new object?[]
            {
                p.Part.Kind,
                p.Part.Name,
                p.Part.Identifier,
                p.Properties.Select(q => new[] { q.Name, q.Value }).ToArray(),
            }).ToArray(),
        });
        return (text, all.Exists(p => p.Properties.Exists(q => Redaction.IsSecret(q.RedactionKey, q.Value))));
    }
}
