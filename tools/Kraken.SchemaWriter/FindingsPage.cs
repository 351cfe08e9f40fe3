using System.Globalization;
using System.Text;
using Kraken.MskConnect.Specs.Findings;
using Kraken.MskConnect.Text;

namespace Kraken.SchemaWriter;

/// <summary>The page that lists the rules of findings by what reports them.</summary>
internal static class FindingsPage
{
    /// <summary>The page's text, which ends with a line break.</summary>
    public static string Text()
    {
        var text = new StringBuilder(
            """
            <!-- The build generates this page from src/Kraken.MskConnect/Specs/Findings/FindingRules.*.cs. -->

            # Findings

            A finding names its rule: `Test-KrakenConnectorSpec` and warnings show the name in brackets, and `(…).Findings` has it as
            `Rule`. The names are stable: a new version of the module does not rename or remove them.

            An **error** makes a spec invalid: nothing is sent to AWS for it. A **warning** does not. **Information** is shown by
            `Test-KrakenConnectorSpec` and `Get-KrakenConnectorPolicy` only.

            A spec can accept a warning by the name of its rule, with a reason:

            ```yaml
            accepted_findings:
              - rule: LiteralSecret
                field: connector_configuration[database.password]
                reason: 'The secret moves to Secrets Manager with INFRA-412.'
            ```

            An accepted finding is no warning any more. Plans (text, JSON and Markdown) and `Test-KrakenConnectorSpec` show it with its
            reason. Without `field`, every finding of the rule is accepted, new ones too. An input's name as the field accepts the
            findings about all its keys or entries. Errors cannot be accepted. If an entry accepts nothing, the warning
            `AcceptedFindingUnused` tells you to remove it; in defaults that a fleet shares, you can accept that warning as well. An entry
            changes nothing in AWS.

            """.ReplaceLineEndings("\n"));
        foreach (var group in FindingRules.All.GroupBy(r => r.FoundBy).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Title(group.Key)}\n\n{Introduction(group.Key)}\n\n");
            text.Append("| Name | Severity | Meaning | What to do |\n|---|---|---|---|\n");
            foreach (var rule in group)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Markdown.Code(rule.Name)} | {Severities(rule)} | {Markdown.Text(rule.Meaning)} | {Markdown.Text(rule.Remedy)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The severities of a rule, in the words of the table.</summary>
    public static string Severities(FindingRule rule) =>
        string.Join(" or ", rule.Severities.OrderDescending().Select(s => s.ToString().ToLowerInvariant()));

    private static string Title(FindingSource source) => source switch
    {
        FindingSource.Reading => "Reading a spec",
        FindingSource.Validation => "Validating a spec",
        FindingSource.Policy => "Deriving the policy",
        FindingSource.Plan => "Comparing with AWS",
        _ => "Checking a connector",
    };

    private static string Introduction(FindingSource source) => source switch
    {
        FindingSource.Reading => "Cmdlets that read a file, an object or parameters report these.",
        FindingSource.Validation => "Every cmdlet that takes a spec reports these, before any AWS call.",
        FindingSource.Policy => "`Get-KrakenConnectorPolicy` reports these.",
        FindingSource.Plan => "Cmdlets that compare a spec with AWS report these.",
        _ => "`Test-KrakenMskConnector` and `-Preflight` make these checks, among others. Where one fails instead of warning, it cannot be "
            + "accepted; an accepted one has the status `Accepted`.",
    };
}
