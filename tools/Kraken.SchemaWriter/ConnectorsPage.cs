using System.Globalization;
using System.Text;
using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Text;

namespace Kraken.SchemaWriter;

/// <summary>The page that lists the families of connector classes and what the module derives for each.</summary>
internal static class ConnectorsPage
{
    /// <summary>The page's text, which ends with a line break.</summary>
    public static string Text()
    {
        var text = new StringBuilder(
            """
            <!-- The build generates this page from src/Kraken.MskConnect/Connectors. -->

            # Connector classes

            The module derives a connector's policy, Kafka ACLs, network rules and findings from its configuration. It does so for
            the classes on this page. For every class, it derives what Kafka Connect itself uses: the workers' internal topics and
            group, a sink's topics and group, the dead letter queue, exactly-once delivery, config providers, and the Glue schema
            registry.

            For another class, the module says what it cannot derive. State that in `additional_policy_statements` and
            `additional_egress`, or describe the class in a [connector definition](connector-definitions.md).

            | Family | Classes | Derived | Not derived | Source |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var family in ConnectorCatalogue.Families)
            text.Append(CultureInfo.InvariantCulture, $"{Row(ConnectorCatalogue.Definition(family))}\n");
        text.Append(
            """

            ## Config providers

            A connector's configuration refers to secrets and files with `${provider:path:key}`. The worker configuration declares
            each provider with its class. The module derives what the workers call for each reference, for the classes in this
            table. Where it cannot read the declaration, it takes a provider for the one whose usual name it has, for example
            `secretsmanager` or `ssm`. A declared class that is not in the table is the warning `ProviderUnknown`: state what it calls
            in `additional_policy_statements` and `additional_egress`.

            | Provider | Classes | Reference | Parameters | Derived | Not derived | Source |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var provider in ConfigProviderCatalogue.Declarations)
            text.Append(CultureInfo.InvariantCulture, $"{Row(ConfigProviderCatalogue.Definition(provider))}\n");
        return text.ToString();
    }

    private static string Row(ConfigProviderDefinition provider) => "| " + string.Join(
        " | ",
        Markdown.Text(provider.Name),
        string.Join(", ", provider.Classes.Select(Markdown.Code)),
        Markdown.Code(provider.Reference.Form),
        string.Join(", ", provider.Parameters.Select(p => Markdown.Code(p.Name))),
        Markdown.Text(provider.Derived),
        Markdown.Text(provider.NotDerived),
        Markdown.Text(string.Join("; ", provider.Sources))) + " |";

    private static string Row(ConnectorDefinition family) => "| " + string.Join(
        " | ",
        Markdown.Text(family.Name),
        string.Join(", ", family.Classes.Select(c => $"{Markdown.Code(c.Key)} ({c.Value})")),
        Markdown.Text(family.Derived),
        Markdown.Text(family.NotDerived),
        Markdown.Text(string.Join("; ", family.Sources))) + " |";
}
