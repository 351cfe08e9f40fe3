using System.Globalization;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Tests.Specs.Schema;

/// <summary>Values of fields that are right by what their properties declare, and not the default.</summary>
internal static class SampleValues
{
    /// <summary>A value of the field's kind: a text, a <see cref="long"/>, a boolean, a list or a map.</summary>
    public static object Of(SpecField field) => field.Kind switch
    {
        SpecFieldKind.WholeNumber => Number(field),
        SpecFieldKind.TextList => new List<string> { $"{field.TerraformName}-1", "with spaces, \"quotes\" and ä" },
        SpecFieldKind.TextMap => new Dictionary<string, string> { [field.TerraformName] = "1", ["a.b"] = "x: 'y' # z", ["c"] = "" },
        SpecFieldKind.Boolean => true,
        SpecFieldKind.ObjectList => field.Objects!.ToList([Object(field.Objects)]),
        _ => Text(field),
    };

    /// <summary>An object with every member that does not stand for others.</summary>
    private static SpecObject Object(SpecObjectType type)
    {
        var made = type.Empty;
        foreach (var member in type.Members.Where(m => m.StandsFor.Count == 0))
        {
            made = member.Set(made, member.Kind switch
            {
                SpecFieldKind.WholeNumber => (object)(member.Name == "FromPort" ? 8_000L : 9_000L),
                SpecFieldKind.Boolean => true,
                SpecFieldKind.TextList => (IReadOnlyList<string>)[$"{member.FileName}-1", "with spaces, \"quotes\" and ä"],
                SpecFieldKind.Conditions => ConditionMap.Of([("StringEquals", "aws:x", ["1", "x: 'y' # z"]), ("Bool", "aws:y", ["true"])]),
                _ => $"the {member.FileName}: 'one' # \"two\"",
            });
        }

        return made;
    }

    private static string Text(SpecField field) =>
        field.Choices.FirstOrDefault(choice => !choice.Equals(field.Default))
        ?? (field.Arn is { } arn
            ? $"arn:aws:{arn.Service}:{(arn.HasRegion ? "us-east-1" : "")}:{(arn.HasAccount ? "123456789012" : "")}:{arn.Example.ToLowerInvariant()}"
            : $"the {field.TerraformName}: 'one' # \"two\"");

    private static long Number(SpecField field)
    {
        var isDefault = Convert.ToInt64(field.Default ?? 0, CultureInfo.InvariantCulture);
        return field.Values?.All.First(n => n != isDefault) ?? (field.Range?.Least ?? 1) + (isDefault == (field.Range?.Least ?? 1) ? 1 : 0);
    }
}
