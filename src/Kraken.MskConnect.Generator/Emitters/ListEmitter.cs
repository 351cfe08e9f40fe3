namespace Kraken.MskConnect.Generator.Emitters;

/// <summary>Writes a class whose <c>All</c> is one of each class that implements an interface.</summary>
internal static class ListEmitter
{
    public static string Emit(string container, string interfaceName, string className, IEnumerable<string> types)
    {
        var code = CodeWriter.File(container, "System.Collections.Generic");
        code.Line($"/// <summary>Every class that implements <see cref=\"{interfaceName}\"/>.</summary>");
        code.Line($"internal static class {className}");
        code.Line("{");
        code.Line("/// <summary>They, by the names of their classes.</summary>");
        code.Line($"public static IReadOnlyList<{interfaceName}> All {{ get; }} = new {interfaceName}[]");
        code.Line("{");
        foreach (var type in types)
            code.Line($"new global::{type}(),");
        code.Line("};");
        code.Line("}");
        return code.ToString();
    }
}
