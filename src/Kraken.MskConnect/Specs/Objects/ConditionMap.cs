using System.Collections.ObjectModel;

namespace Kraken.MskConnect.Specs.Objects;

/// <summary>Conditions as IAM writes them: by operator, then by key, the values.</summary>
/// <param name="conditions">The conditions.</param>
// A dictionary of its own kind, so that PowerShell shows and indexes it, and two with equal content are told apart from others.
public sealed class ConditionMap(IDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> conditions)
    : ReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>(conditions)
{
    /// <summary>No conditions.</summary>
    internal static ConditionMap None { get; } = Of([]);

    /// <summary>The map of single conditions, in their order; several values of one key come together.</summary>
    internal static ConditionMap Of(IEnumerable<(string Operator, string Key, IReadOnlyList<string> Values)> conditions) => new(
        conditions.GroupBy(c => c.Operator, StringComparer.Ordinal).ToDictionary(
            o => o.Key,
            o => (IReadOnlyDictionary<string, IReadOnlyList<string>>)o.GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(
                k => k.Key, k => (IReadOnlyList<string>)k.SelectMany(c => c.Values).ToArray(), StringComparer.Ordinal),
            StringComparer.Ordinal));
}
