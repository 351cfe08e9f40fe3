using System.Globalization;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Models;

/// <summary>
/// Holds a request against its model: required members, lengths, counts, ranges, enums, patterns. All findings stand in
/// one error, worded as AWS's front end words them. Source: Smithy, constraint traits and validation messages; that each
/// service holds all of its model's constraints is a guess, on the strict side.
/// </summary>
internal static class RequestValidator
{
    /// <exception cref="AwsError">The request breaks a constraint.</exception>
    internal static void Validate(ServiceModel service, OperationModel operation, Structure input, Dialect dialect)
    {
        if (operation.Input is not { } shape)
            return;
        if (dialect.Missing is { } missing
            && shape.Required.FirstOrDefault(r => input.GetValueOrDefault(r) is null) is { } absent)
        {
            var name = service.Protocol == "ec2" ? Ec2Protocol.RequestName(shape.Find(absent)!) : absent;
            throw missing.ToError($"The request must contain the parameter {name}");
        }

        var findings = new List<string>();
        CheckStructure(input, shape, "", findings);
        if (findings.Count == 0)
            return;
        var count = findings.Count == 1 ? "1 validation error" : $"{findings.Count} validation errors";
        throw dialect.Invalid.ToError($"{count} detected: {string.Join("; ", findings)}");
    }

    private static void CheckStructure(Structure value, Shape shape, string path, List<string> findings)
    {
        foreach (var required in shape.Required.Where(r => value.GetValueOrDefault(r) is null))
            findings.Add(
                $"Value null at '{Join(path, required)}' failed to satisfy constraint: Member must not be null");
        foreach (var member in shape.Members)
        {
            if (value.GetValueOrDefault(member.Name) is { } item)
                CheckValue(item, member.Shape, Join(path, member.Name), findings);
        }
    }

    private static void CheckValue(object value, Shape shape, string path, List<string> findings)
    {
        switch (value)
        {
            case Structure map when shape.Kind == ShapeKind.Map:
                CheckSize(map.Count, shape, path, value, "map", findings);
                foreach (var (key, item) in map)
                {
                    CheckValue(key, shape.Key!.Shape, path, findings);
                    if (item is not null)
                        CheckValue(item, shape.Value!.Shape, $"{path}.{key}.member", findings);
                }

                break;
            case Structure structure:
                CheckStructure(structure, shape, path, findings);
                break;
            case string text:
                CheckText(text, shape, path, findings);
                break;
            case long number:
                if (number < shape.Min)
                    Add($"Member must have value greater than or equal to {shape.Min}");
                if (number > shape.Max)
                    Add($"Member must have value less than or equal to {shape.Max}");
                break;
            case IReadOnlyList<object?> list:
                CheckSize(list.Count, shape, path, value, "list", findings);
                for (var i = 0; i < list.Count; i++)
                {
                    if (list[i] is { } item)
                        CheckValue(item, shape.Element!.Shape, $"{path}.{i + 1}.member", findings);
                }

                break;
            default:
                break;
        }

        void Add(string constraint) => findings.Add(Finding(value, shape, path, constraint));
    }

    private static void CheckText(string text, Shape shape, string path, List<string> findings)
    {
        if (text.Length < shape.Min)
            findings.Add(Finding(text, shape, path, $"Member must have length greater than or equal to {shape.Min}"));
        if (text.Length > shape.Max)
            findings.Add(Finding(text, shape, path, $"Member must have length less than or equal to {shape.Max}"));
        if (shape.Enum.Count > 0 && !shape.Enum.Contains(text))
            findings.Add(
                Finding(text, shape, path, $"Member must satisfy enum value set: [{string.Join(", ", shape.Enum)}]"));
        if (shape.Pattern is { } pattern && !pattern.IsMatch(text))
            findings.Add(
                Finding(text, shape, path, $"Member must satisfy regular expression pattern: {shape.PatternText}"));
    }

    private static void CheckSize(
        int count, Shape shape, string path, object value, string what, List<string> findings)
    {
        if (count < shape.Min)
            findings.Add(Finding(what, shape, path, $"Member must have length greater than or equal to {shape.Min}"));
        if (count > shape.Max)
            findings.Add(Finding(what, shape, path, $"Member must have length less than or equal to {shape.Max}"));
    }

    private static string Finding(object value, Shape shape, string path, string constraint)
    {
        var shown = shape.Sensitive ? "" : $" '{Convert.ToString(value, CultureInfo.InvariantCulture)}'";
        return $"Value{shown} at '{path}' failed to satisfy constraint: {constraint}";
    }

    private static string Join(string path, string name)
    {
        var camel = char.ToLowerInvariant(name[0]) + name[1..];
        return path.Length == 0 ? camel : $"{path}.{camel}";
    }
}
