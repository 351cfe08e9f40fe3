using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// Policy variables, <c>${aws:PrincipalAccount}</c>. Source: IAM user guide, policy elements: variables.
/// </summary>
internal static partial class PolicyVariables
{
    /// <summary>
    /// The text with each variable that the call carries replaced; an unknown one stays, and so matches nothing.
    /// </summary>
    internal static string Expand(string text, PolicyRequest request) =>
        text.Contains("${", StringComparison.Ordinal)
            ? Variable().Replace(text, m => request.Find(m.Groups[1].Value) is [var only] ? only : m.Value)
            : text;

    [GeneratedRegex(@"\$\{([^}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
