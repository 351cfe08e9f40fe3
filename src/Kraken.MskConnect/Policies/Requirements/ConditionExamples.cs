using System.Globalization;
using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>Finds context keys with which a call meets conditions that a person wrote, so that the grant can be proven.</summary>
internal static class ConditionExamples
{
    /// <summary>The keys with their values; null where none are found that meet all conditions.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>>? Of(IReadOnlyList<PolicyCondition> conditions)
    {
        var context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var condition in conditions)
        {
            if (Example(condition) is { } value)
                context.TryAdd(condition.Key, [value]);
        }

        var request = context.Aggregate(new PolicyRequest("any:Action", "*"), (r, entry) => r.With(entry.Key, entry.Value[0]));
        return conditions.All(c => ConditionOperators.Holds(c, request)) ? context : null;
    }

    /// <summary>A value that meets the condition; null where the call meets it best without the key.</summary>
    private static string? Example(PolicyCondition condition)
    {
        if (condition.Operator == ConditionForm.Null)
            return condition.Values.Contains("false", StringComparer.OrdinalIgnoreCase) ? "example" : null;
        var (name, value) = (ConditionForm.Take(condition.Operator).Plain, condition.Values[0]);
        if (name.Contains("Not", StringComparison.Ordinal))
            return null;
        var step = name.Contains("Less", StringComparison.Ordinal) ? -1 : name.Contains("Greater", StringComparison.Ordinal) ? 1 : 0;
        if (name.StartsWith("Numeric", StringComparison.Ordinal))
            return (ConditionForm.ReadNumber(value) + step)?.ToString(CultureInfo.InvariantCulture);
        if (name.StartsWith("Date", StringComparison.Ordinal))
            return ConditionForm.ReadDate(value)?.AddSeconds(step).ToString("O", CultureInfo.InvariantCulture);
        if (name == "IpAddress")
            return ConditionForm.ReadBlock(value)?.Address.ToString();
        return name.StartsWith("String", StringComparison.Ordinal) && !name.EndsWith("Like", StringComparison.Ordinal)
            ? value
            : value.Replace("*", "example", StringComparison.Ordinal).Replace('?', 'e');
    }
}
