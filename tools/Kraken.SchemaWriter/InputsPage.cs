using System.Globalization;
using System.Text;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Schema;
using Kraken.MskConnect.Text;

namespace Kraken.SchemaWriter;

/// <summary>The page that lists the inputs of a spec by what they are about.</summary>
internal static class InputsPage
{
    /// <summary>The page's text, which ends with a line break.</summary>
    public static string Text()
    {
        var text = new StringBuilder(
            """
            <!-- The build generates this page from src/Kraken.MskConnect/Specs/ConnectorSpec.cs. -->

            # Inputs of a spec

            Files use the snake_case names of the reference module. Parameters, and PowerShell data files that the module writes, use
            the other names. Both names are accepted everywhere, in any case. `null` or a blank text stands for the default.
            [`module/spec.schema.json`](../module/spec.schema.json) provides the same information to editors: name it as `"$schema"`
            in a JSON file, or as `# yaml-language-server: $schema=…` in a YAML file.

            *A change* is the effect of another value on an existing connector. **In place**: AWS changes the connector.
            **Replacement**: AWS cannot change the value, so the connector is deleted and created again, only with
            `-AllowReplacement`. **Another**: the spec then describes another connector, and the existing one remains. **Nothing**:
            nothing in AWS changes.

            """.ReplaceLineEndings("\n"));
        foreach (var group in SpecFields.All.GroupBy(f => f.Group).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Title(group.Key)}\n\n");
            text.Append("| Name in files | Parameter | Type | Default | Values | A change | Description |\n");
            text.Append("|---|---|---|---|---|---|---|\n");
            foreach (var field in group)
                text.Append(CultureInfo.InvariantCulture, $"{Row(field)}\n");
            foreach (var field in group.Where(f => f.Objects is not null))
                text.Append(Members(field));
        }

        return text.ToString();
    }

    /// <summary>A table of what the objects of a field hold.</summary>
    private static string Members(SpecField field)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\nEach object of {Markdown.Code(field.TerraformName)} has these members:\n\n");
        text.Append("| Name in files | In PowerShell | Type | Required | Description |\n|---|---|---|---|---|\n");
        foreach (var member in field.Objects!.Members)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(member.FileName)} | {Markdown.Code(member.Name)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Type(member.Kind)} | {(member.IsRequired ? "yes" : "no")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Text(member.Documentation)} |\n");
        }

        return text.ToString();
    }

    /// <summary>What another value does, in the words of the table.</summary>
    public static string Change(SpecField field) => field.Change switch
    {
        InputChange.InPlace => "in place",
        InputChange.Replacement => "replacement",
        InputChange.Nothing => "nothing",
        _ => "another",
    };

    private static string Row(SpecField field) => "| " + string.Join(
        " | ",
        Markdown.Code(field.TerraformName), Markdown.Code(field.Name), Type(field.Kind), Default(field), Takes(field),
        Change(field), Markdown.Text(Description(field))) + " |";

    /// <summary>What the documentation says beyond the other columns.</summary>
    private static string Description(SpecField field) => field.Documentation
        .Replace(" Required.", "", StringComparison.Ordinal)
        .Replace(string.Create(CultureInfo.InvariantCulture, $" Default {field.Default}."), "", StringComparison.Ordinal);

    private static string Title(InputGroup group) => group switch
    {
        InputGroup.Data => "Database and bucket",
        InputGroup.Plugin => "Plugin and worker configuration",
        InputGroup.Role => "Role and policy",
        _ => group.ToString(),
    };

    private static string Type(SpecFieldKind kind) => kind switch
    {
        SpecFieldKind.WholeNumber => "whole number",
        SpecFieldKind.Boolean => "true or false",
        SpecFieldKind.TextList => "list of texts",
        SpecFieldKind.TextMap => "map of texts",
        SpecFieldKind.ObjectList => "list of objects",
        SpecFieldKind.Conditions => "map of maps of texts",
        _ => "text",
    };

    private static string Default(SpecField field) => field.IsRequired
        ? "**required**"
        : field.Default switch
        {
            null => "none",
            IReadOnlyList<string> list => list.Count == 0 ? "empty" : string.Join(", ", list.Select(Markdown.Code)),
            IReadOnlyDictionary<string, string> or IReadOnlyList<SpecObject> => "empty",
            bool flag => Markdown.Code(flag ? "true" : "false"),
            var value => Markdown.Code(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };

    private static string Takes(SpecField field) => field switch
    {
        { Choices.Count: > 0 } => string.Join(", ", field.Choices.Select(Markdown.Code)),
        { KnownValues.Count: > 0 } => string.Join(", ", field.KnownValues.Select(Markdown.Code)),
        { Values: { } values } => string.Join(", ", values.All),
        { Range: { HasMost: true } range } => string.Create(CultureInfo.InvariantCulture, $"{range.Least:N0} to {range.Most:N0}"),
        { Range: { } range } => $"{range.Least} or more",
        { Arn: { } arn } => $"the ARN of {arn.Name}",
        _ => "",
    };
}
