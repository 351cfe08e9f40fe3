using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// Policy variables, <c>${aws:PrincipalAccount}</c>. Source: IAM user guide, policy elements: variables.
/// </summary>
internal static partial class PolicyVariables
{
    /// <summary>
    /// The text with each variable replaced: by its one value in the call, else by its default; one that has neither
    /// stays, and so matches nothing. What a value has is no wildcard: a caller could name itself a star. <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are those characters themselves.
    /// </summary>
    internal static string Expand(string text, PolicyRequest request) =>
        text.Contains("${", StringComparison.Ordinal) ? Variable().Replace(text, m => Value(m, request)) : text;

    /// <summary>
    /// The policy as one of this version, which means the same: in the former one there are no variables, and what looks
    /// like one is text.
    /// </summary>
    internal static PolicyDocument InThisVersion(PolicyDocument document) => document.HasVariables
        ? document
        : new PolicyDocument(
        [
            .. document.Statements.Select(s => s with
            {
                Resources = AsText(s.Resources),
                NotResources = AsText(s.NotResources),
                Conditions = [.. s.Conditions.Select(c => c with { Values = AsText(c.Values) })],
            }),
        ]);

    /// <summary>Whether an expanded text still has a variable, which the call has no value for.</summary>
    internal static bool IsOpen(string expanded) => expanded.Contains("${", StringComparison.Ordinal);

    private static string Value(Match match, PolicyRequest request) => match.Groups["name"].Value switch
    {
        ("*" or "?" or "$") and var special => Wildcard.Literal(special),
        var name => request.Find(name.Trim()) is [var only] ? Wildcard.Literal(only)
            : match.Groups["default"] is { Success: true } fallback ? Wildcard.Literal(fallback.Value)
            : match.Value,
    };

    private static IReadOnlyList<string> AsText(IReadOnlyList<string> values) =>
        [.. values.Select(v => v.Replace("${", "${$}{", StringComparison.Ordinal))];

    [GeneratedRegex(@"\$\{(?<name>[^{},]+)(,\s*'(?<default>[^']*)'\s*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
