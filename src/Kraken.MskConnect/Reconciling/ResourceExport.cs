using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Reconciling;

/// <summary>What a kind has read of the resource that a connector uses, and what of it a spec says.</summary>
internal sealed record ResourceExport
{
    /// <summary>Gives a spec with the fields that this kind knows; the others stay as they are.</summary>
    public required Func<ConnectorSpec, ConnectorSpec> Fill { get; init; }

    /// <summary>The resource's tags; null where there is no resource.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>What was read of AWS, for those who look at more of it than a spec says.</summary>
    public IReadOnlyList<object> Seen { get; init; } = [];

    /// <summary>
    /// Gives a spec, all other fields of which are known, with what there is beyond the derived; null of kinds that derive nothing.
    /// </summary>
    public Func<ConnectorSpec, ConnectorSpec>? Complete { get; init; }

    /// <summary>The policies by which the connector may do something.</summary>
    public IReadOnlyList<NamedPolicy> Policies { get; init; } = [];

    /// <summary>What no spec can say of the resource, each as a sentence.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];

    /// <summary>That the resource has another name than this module would give it, as a sentence; null where it has not.</summary>
    public string? OtherName { get; init; }

    /// <summary>Why a field that a spec must have may be unknown, by the field.</summary>
    public IReadOnlyDictionary<string, string> WhyUnknown { get; init; } = new Dictionary<string, string>();

    /// <summary>What <see cref="OtherName"/> says of two names.</summary>
    /// <param name="kind">The kind in words, for example <c>log group</c>.</param>
    /// <param name="given">The resource's name; null where there is no resource.</param>
    /// <param name="ours">The name that this module would give it.</param>
    public static string? CompareNames(string kind, string? given, string ours) => given is null || given == ours
        ? null
        : $"The {kind} has the name {given}, and this module's would have {ours}: a comparison of the spec shows one to be made";
}
