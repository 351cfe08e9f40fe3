using Kraken.LocalAws.Wire;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Services.Ec2;

/// <summary>
/// EC2's filters: each must hold; a filter holds where one of its values matches, <c>*</c> and <c>?</c> being
/// wildcards. Source: EC2 user guide, Filter resources; EC2 API reference, Filter; each Describe operation's list.
/// </summary>
internal static class Filters
{
    /// <param name="call">The request with its filters.</param>
    /// <param name="items">What to filter.</param>
    /// <param name="tags">An item's tags, for tag:key and tag-key.</param>
    /// <param name="field">An item's values under a filter's name, or null where the name is not one of the
    /// resource's.</param>
    /// <exception cref="AwsError">A filter's name is not known.</exception>
    internal static IEnumerable<T> Apply<T>(
        Call call,
        IEnumerable<T> items,
        Func<T, IReadOnlyDictionary<string, string>> tags,
        Func<T, string, IEnumerable<string>?> field)
    {
        foreach (var filter in call.Input.Children("Filters"))
        {
            var name = filter.Text("Name") ?? "";
            var wanted = filter.Texts("Values").ToList();
            items = items.Where(i =>
            {
                var values = Values(i, name);
                return values.Any(v => wanted.Any(w => Wildcard.Matches(w, v)));
            });
        }

        return items.ToList();

        IEnumerable<string> Values(T item, string name)
        {
            const string TagPrefix = "tag:";
            if (name.StartsWith(TagPrefix, StringComparison.Ordinal))
                return tags(item).TryGetValue(name[TagPrefix.Length..], out var value) ? [value] : [];
            if (name == "tag-key")
                return tags(item).Keys;
            return field(item, name)
                ?? throw new AwsError("InvalidParameterValue", $"The filter '{name}' is invalid");
        }
    }
}
