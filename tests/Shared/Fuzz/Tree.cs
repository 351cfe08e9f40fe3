using System.Collections;
using System.Globalization;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>
/// A structure or map of a generated request or response: names of the model to values. A value is a string, long,
/// double, bool, <see cref="DateTimeOffset"/>, <see cref="Tree"/> or a list of such.
/// </summary>
internal sealed class Tree() : Dictionary<string, object?>(StringComparer.Ordinal)
{
    /// <summary>Where two values differ, a line a difference. Other dictionaries and lists count as alike.</summary>
    public static IEnumerable<string> Differences(object? expected, object? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (IReadOnlyDictionary<string, object?> left, IReadOnlyDictionary<string, object?> right):
                return left.Keys.Union(right.Keys).SelectMany(
                    k => Differences(left.GetValueOrDefault(k), right.GetValueOrDefault(k), $"{path}.{k}"));
            case (string, string):
                break;
            case (IList left, IList right) when left.Count == right.Count:
                return Enumerable.Range(0, left.Count).SelectMany(
                    i => Differences(left[i], right[i], $"{path}[{i}]"));
        }

        return Equals(expected, actual) ? [] : [$"{path}: expected {Show(expected)}, got {Show(actual)}"];
    }

    /// <summary>The value as a line of text.</summary>
    public static string Show(object? value) => value switch
    {
        null => "nothing",
        string text when text.Length > 300 => $"a text of {text.Length} characters",
        string text => '"' + string.Concat(text.Select(
            c => c is < ' ' or > '~' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : $"{c}")) + '"',
        IReadOnlyDictionary<string, object?> tree =>
            $"{{ {string.Join(", ", tree.Select(p => $"{p.Key}: {Show(p.Value)}"))} }}",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable items => $"[ {string.Join(", ", items.Cast<object?>().Select(Show))} ]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
