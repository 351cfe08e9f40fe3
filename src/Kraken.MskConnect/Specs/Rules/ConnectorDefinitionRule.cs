using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The connector definition is of its format, grants nothing that no definition may, and is used.</summary>
internal sealed class ConnectorDefinitionRule : ISpecRule
{
    private const string Field = nameof(ConnectorSpec.ConnectorDefinition);

    public void Check(SpecCheck check)
    {
        if (string.IsNullOrEmpty(check.Spec.ConnectorDefinition))
            return;
        if (!DefinitionFile.IsText(check.Spec.ConnectorDefinition))
        {
            check.Error(
                Field, "DefinitionFormat", check.Spec.ConnectorDefinition, "is neither a definition nor the path of a .json file with one",
                "Give a path that ends with .json, or the definition's text.");
            return;
        }

        try
        {
            var definition = SpecConnector.Read(check.Spec.ConnectorDefinition);
            if (!check.Connector.IsDefinedByUser)
            {
                check.Warning(
                    Field, "DefinitionUnused", definition.Name,
                    $"has no class {check.Config.Class}, so it has no effect", "Name the class in the definition's classes.");
            }
            else if (ConnectorCatalogue.Classes.ContainsKey(check.Connector.Class!))
            {
                check.Information(
                    Field, "DefinitionOverrides", definition.Name,
                    $"takes the place of what the module knows of {check.Connector.Class}", "Leave it out to use what the module knows.");
            }
        }
        catch (KrakenException e)
        {
            check.Error(Field, "DefinitionFormat", null, e.Message[(Field.Length + 2)..].TrimEnd('.'), e.Remedy);
        }
    }
}
