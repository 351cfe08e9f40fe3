using System.Globalization;
using Kraken.MskConnect.Specs;

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
        _ => Text(field),
    };

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
