using Kraken.MskConnect.Generator.Inputs;

namespace Kraken.MskConnect.Generator.Emitters;

/// <summary>Writes <c>SpecDefaults</c>: the values of the properties' initializers, by the properties' names.</summary>
internal static class DefaultsEmitter
{
    public static string Emit(IReadOnlyList<Input> inputs)
    {
        var code = CodeWriter.File("Kraken.MskConnect.Specs", "System.Collections.Generic");
        code.Line("/// <summary>The value of each optional input that was not given, as its property declares it.</summary>");
        code.Line("public static class SpecDefaults");
        code.Line("{");
        foreach (var input in inputs)
        {
            if (Declaration(input) is not { } declaration)
                continue;
            code.Line($"/// <summary>Default of <see cref=\"ConnectorSpec.{input.Name}\"/>.</summary>");
            code.Line(declaration);
            code.Line();
        }

        code.Line("}");
        return code.ToString();
    }

    /// <summary>Null where the default is that nothing is given.</summary>
    private static string? Declaration(Input input) => (input.Type, input.Initializer) switch
    {
        _ when input.IsNullable || input.IsRequired => null,
        (InputType.Int, var number) => $"public const int {input.Name} = {number ?? "0"};",
        (InputType.Long, var number) => $"public const long {input.Name} = {number ?? "0"};",
        (InputType.Text, { } text) => $"public const string {input.Name} = {text};",
        (InputType.List, { } list) when list != "[]" => $"public static IReadOnlyList<string> {input.Name} {{ get; }} = {list};",
        _ => null,
    };
}
