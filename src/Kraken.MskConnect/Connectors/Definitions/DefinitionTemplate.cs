using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>
/// Fills a definition's templates from a configuration. <c>${config:KEY}</c> is a key's value or default,
/// <c>${each:KEY}</c> each entry of its list, <c>${last:KEY}</c> what follows its last slash or colon; <c>|TEXT</c> behind
/// the key stands in where it is missing. <c>${connector_name}</c>, <c>${region}</c>, <c>${account_id}</c> and
/// <c>${partition}</c> are the connector's.
/// </summary>
internal static partial class DefinitionTemplate
{
    /// <summary>What a template makes of a configuration.</summary>
    /// <param name="Texts">The texts; none where a key is missing.</param>
    /// <param name="Keys">The keys that the template names.</param>
    /// <param name="Unknown">The key whose value is known at run time only, or is a pattern; null for none.</param>
    internal sealed record Filled(IReadOnlyList<string> Texts, IReadOnlyList<string> Keys, string? Unknown);

    /// <summary>Fills it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="get">Values of keys, with their defaults.</param>
    internal static Filled Fill(string template, ConnectorConfig config, Func<string, string?> get)
    {
        List<string> keys = [], texts = [""];
        string? unknown = null;
        var at = 0;
        foreach (Match match in Placeholder().Matches(template))
        {
            var literal = template[at..match.Index];
            at = match.Index + match.Length;
            var values = Values(match);
            if (values.Count == 0)
                return new Filled([], keys, unknown);
            unknown ??= match.Groups["key"] is { Success: true } key
                && values.Any(IsUnknown) ? key.Value : null;
            texts = [.. from text in texts from value in values select Append(text + literal, value)];
        }

        return new Filled([.. texts.Select(t => t + template[at..]).Distinct(StringComparer.Ordinal)], keys, unknown);

        IReadOnlyList<string> Values(Match match)
        {
            switch (match.Groups["what"].Value)
            {
                case "connector_name":
                    return [config.Name];
                case "region":
                    return [config.Region];
                case "account_id":
                    return [config.AccountId];
                case "partition":
                    return [config.Partition];
            }

            var key = match.Groups["key"].Value;
            keys.Add(key);
            var value = get(key);
            if (value is null && match.Groups["otherwise"] is { Success: true } other && Fill(other.Value, config, get) is { Texts: [var first, ..] } filled)
            {
                value = first;
                unknown ??= filled.Unknown;
                keys.AddRange(filled.Keys);
            }

            // Confluent's reporters write so for the connector's name.
            value = value?.Replace("${connector}", config.Name, StringComparison.Ordinal);
            return value is null ? [] : match.Groups["what"].Value switch
            {
                "each" => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                "last" => [value[(value.LastIndexOfAny(['/', ':']) + 1)..]],
                _ => [value],
            };
        }
    }

    /// <summary>Whether a value is a reference, or has what a policy would take for a pattern.</summary>
    private static bool IsUnknown(string value) => value.IndexOfAny(['*', '?', '$']) >= 0;

    /// <summary>A key may hold a name or a whole ARN, which then stands for the ARN that the template begins.</summary>
    private static string Append(string text, string value) =>
        text.StartsWith("arn:", StringComparison.Ordinal) && value.StartsWith("arn:", StringComparison.Ordinal) ? value : text + value;

    /// <summary>Whether a template has placeholders of the format only.</summary>
    internal static bool IsValid(string template) =>
        !Placeholder().Replace(template, "").Contains("${", StringComparison.Ordinal);

    /// <summary>
    /// The template with made-up values in place of its placeholders. One that begins with a key stands for the ARN in it.
    /// </summary>
    internal static string Sample(string template) => Placeholder().Replace(template, match => match.Groups["what"].Value switch
    {
        "partition" => "aws",
        "region" => "us-east-1",
        "account_id" => "123456789012",
        _ when match.Index == 0 => "arn:aws:service:us-east-1:123456789012:example",
        _ => "example",
    });

    [GeneratedRegex(
        @"\$\{(?:(?<what>connector_name|region|account_id|partition)|(?<what>config|each|last):(?<key>[^|{}$]+)(?:\|(?<otherwise>(?:[^{}]|\{[^{}]*\})*))?)\}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
