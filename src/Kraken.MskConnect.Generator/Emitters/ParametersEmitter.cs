using Kraken.MskConnect.Generator.Inputs;

namespace Kraken.MskConnect.Generator.Emitters;

/// <summary>Writes the parameters of <c>SpecCmdlet</c>, one for each input.</summary>
internal static class ParametersEmitter
{
    public static string Emit(IReadOnlyList<Input> inputs)
    {
        var code = CodeWriter.File(
            "Kraken.MskConnect.Cmdlets", "System", "System.Collections", "System.Management.Automation");
        code.Line("public abstract partial class SpecCmdlet");
        code.Line("{");
        foreach (var input in inputs)
            Emit(code, input);
        code.Line("/// <summary>The value that an input's parameter has now.</summary>");
        code.Line("private partial object? InputValue(string name) => name switch");
        code.Line("{");
        foreach (var input in inputs)
            code.Line($"\"{input.Name}\" => {input.Name}{(input.Type == InputType.Boolean ? ".ToBool()" : "")},");
        code.Line("_ => throw new ArgumentOutOfRangeException(nameof(name), name, null),");
        code.Line("};");
        code.Line("}");
        return code.ToString();
    }

    private static void Emit(CodeWriter code, Input input)
    {
        var position = input.Position is { } given ? $"Position = {given}, " : "";
        var more = input.Type switch
        {
            InputType.Map => " A hashtable, or an object with those properties.",
            InputType.Objects => " Hashtables, or objects with those properties.",
            _ => "",
        };
        code.Line($"/// <summary>{input.Documentation.Xml}{more}</summary>");
        code.Line($"[Parameter({position}ParameterSetName = \"InputObject\", ValueFromPipelineByPropertyName = true)]");
        code.Line($"[Parameter({position}ParameterSetName = \"Spec\")]");

        // PowerShell does not tell upper and lower case apart, and takes no alias that is the name itself.
        if (!string.Equals(input.SnakeName, input.Name, StringComparison.OrdinalIgnoreCase))
            code.Line($"[Alias(\"{input.SnakeName}\")]");
        if (input.Type == InputType.Map)
            code.Line("[MapTransformation]");
        if (input.Type == InputType.Boolean)
            code.Line("[SwitchTransformation]");
        if (Completer(input) is { } completer)
            code.Line($"[ArgumentCompleter(typeof({completer}))]");
        code.Line($"public {Type(input.Type)} {input.Name} {{ get; set; }}");
        code.Line();
    }

    /// <summary>What completes the parameter; without one, PowerShell offers files, which only a definition can be.</summary>
    private static string? Completer(Input input) => input.Completer
        ?? (input.HasSuggestions ? "SpecValueCompleter"
            : input.Type is InputType.Text or InputType.List && input.SnakeName != "connector_definition" ? "NothingCompleter"
            : null);

    private static string Type(InputType type) => type switch
    {
        InputType.Int => "int",
        InputType.Long => "long",
        InputType.Boolean => "SwitchParameter",
        InputType.List => "string[]?",
        InputType.Map => "IDictionary?",
        InputType.Objects => "object[]?",
        _ => "string?",
    };
}
