using System.Text.Json;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>
/// The basis of a plan: the complete desired properties of the spec and the complete properties that were read from
/// AWS. It contains secrets, so only its digests are shown or written. Few plans are saved, so its texts are created
/// only on request.
/// </summary>
internal sealed class PlanBasis
{
    private readonly Lazy<(byte[] Text, bool IsSecret)> _desired;
    private readonly Lazy<(byte[] Text, bool IsSecret)> _observed;

    /// <summary>Notes what a plan is decided on.</summary>
    /// <param name="switches">The options that it was made with.</param>
    /// <param name="desired">Tells what the spec asks for, as it follows from the spec alone, whenever it is asked.</param>
    /// <param name="observed">What AWS had when the plan was made.</param>
    public PlanBasis(PlanSwitches switches, Func<IEnumerable<Part>> desired, IReadOnlyList<Part> observed)
    {
        Switches = switches;
        _desired = new(() => Canonical("desired", desired()));
        _observed = new(() => Canonical("observed", observed));
    }

    /// <summary>The options that the plan was made with.</summary>
    public PlanSwitches Switches { get; }

    /// <summary>One resource.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Identifier">Its ARN or id; null where it has none.</param>
    /// <param name="Properties">Its properties, not redacted.</param>
    public sealed record Part(string Kind, string Name, string? Identifier, IReadOnlyList<Property> Properties);

    /// <summary>The digest of what the spec asks for.</summary>
    public string DesiredDigest(PlanDigest digest) => digest.Of(_desired.Value.Text, _desired.Value.IsSecret);

    /// <summary>The digest of what AWS has.</summary>
    public string ObservedDigest(PlanDigest digest) => digest.Of(_observed.Value.Text, _observed.Value.IsSecret);

    // As JSON, so that no value can pass for another's end.
    private static (byte[] Text, bool IsSecret) Canonical(string side, IEnumerable<Part> parts)
    {
        var all = parts.Select(p => (Part: p, Properties: p.Properties.OrderBy(q => q.Name.ToString(), StringComparer.Ordinal).ToList()))
            .ToList();
        var text = JsonSerializer.SerializeToUtf8Bytes(new object[]
        {
            side,
            all.Select(p => new object?[]
            {
                p.Part.Kind,
                p.Part.Name,
                p.Part.Identifier,
                p.Properties.Select(q => new[] { q.Name.ToString(), q.Value }).ToArray(),
            }).ToArray(),
        });
        return (text, all.Exists(p => p.Properties.Exists(q => Redaction.IsSecret(q.RedactionKey, q.Value))));
    }
}
