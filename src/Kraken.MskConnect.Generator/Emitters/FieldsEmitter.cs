using Kraken.MskConnect.Generator.Inputs;

namespace Kraken.MskConnect.Generator.Emitters;

/// <summary>Writes <c>SpecFields</c>: what the core knows of each input, with accessors that need no reflection.</summary>
internal static class FieldsEmitter
{
    public static string Emit(IReadOnlyList<Input> inputs)
    {
        var code = CodeWriter.File(
            "Kraken.MskConnect.Specs", "System", "System.Collections.Generic", "Kraken.MskConnect.Specs.Objects",
            "Kraken.MskConnect.Specs.Schema");
        code.Line("public static partial class SpecFields");
        code.Line("{");
        for (var i = 0; i < inputs.Count; i++)
        {
            code.Line($"/// <summary>The field of <see cref=\"ConnectorSpec.{inputs[i].Name}\"/>.</summary>");
            code.Line($"internal static SpecField {inputs[i].Name} => All[{i}];");
            code.Line();
        }

        code.Line("private static partial SpecField[] Declared() =>");
        code.Line("[");
        foreach (var input in inputs)
            Emit(code, input);
        code.Line("];");
        code.Line("}");
        return code.ToString();
    }

    private static void Emit(CodeWriter code, Input input)
    {
        var documentation = CodeWriter.Literal(input.Documentation.Text);
        code.Line(
            $"new SpecField(\"{input.Name}\", \"{input.SnakeName}\", SpecFieldKind.{Kind(input.Type)}, {input.Group}, {input.Change}, "
            + $"{documentation}, static spec => spec.{input.Name}, static (spec, value) => spec with {{ {input.Name} = {Cast(input)} }})");
        code.Line("{");
        if (input.IsRequired)
            code.Line("IsRequired = true,");
        if (input.MayHoldSecrets)
            code.Line("MayHoldSecrets = true,");
        if (input.IsNullable)
            code.Line("IsNullable = true,");
        if (input.Type == InputType.Long)
            code.Line("Greatest = long.MaxValue,");
        if (input.Choices.Length > 0)
            code.Line($"Choices = new[] {{ {input.Choices} }},");
        if (input.KnownValues.Length > 0)
            code.Line($"KnownValues = new[] {{ {input.KnownValues} }},");
        if (input.Range is { } range)
        {
            code.Line(
                $"Range = new NumberRange({range.At(0)}, {range.At(1, "long.MaxValue")}, "
                + $"{range.Named("Rule", $"\"{input.Name}Range\"")}, {range.Named("Remedy")}),");
        }

        if (input.Values is { } values)
        {
            code.Line(
                $"Values = new NumberValues(new[] {{ {values.All} }}, {values.Named("Rule", $"\"{input.Name}Allowed\"")}, "
                + $"{values.Named("TakenBy")}, {values.Named("ZeroStandsFor")}, {values.Named("Remedy")}),");
        }

        if (input.Type == InputType.Objects)
            code.Line($"Objects = {input.ObjectType}.Schema,");
        if (input.Arn is { } arn)
            code.Line($"Arn = ArnKind.{arn},");
        code.Line("},");
    }

    private static string Kind(InputType type) => type switch
    {
        InputType.Int or InputType.Long => "WholeNumber",
        InputType.Boolean => "Boolean",
        InputType.List => "TextList",
        InputType.Map => "TextMap",
        InputType.Objects => "ObjectList",
        _ => "Text",
    };

    private static string Cast(Input input) => input.Type switch
    {
        InputType.Int => "(int)(long)value!",
        InputType.Long => "(long)value!",
        InputType.Boolean => "(bool)value!",
        InputType.List => "(IReadOnlyList<string>)value!",
        InputType.Map => "(IReadOnlyDictionary<string, string>)value!",
        InputType.Objects => $"(IReadOnlyList<{input.ObjectType}>)value!",
        _ => input.IsNullable ? "(string?)value" : "(string)value!",
    };
}
