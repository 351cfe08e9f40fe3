namespace Kraken.MskConnect.Generator.Emitters;

/// <summary>Writes <c>SpecRules</c>: one of each class that is a rule.</summary>
internal static class RulesEmitter
{
    public static string Emit(IEnumerable<string> rules)
    {
        var code = CodeWriter.File("Kraken.MskConnect.Specs.Rules", "System.Collections.Generic");
        code.Line("/// <summary>Every class that implements <see cref=\"ISpecRule\"/>.</summary>");
        code.Line("internal static class SpecRules");
        code.Line("{");
        code.Line("/// <summary>The rules, by the names of their classes.</summary>");
        code.Line("public static IReadOnlyList<ISpecRule> All { get; } = new ISpecRule[]");
        code.Line("{");
        foreach (var rule in rules)
            code.Line($"new global::{rule}(),");
        code.Line("};");
        code.Line("}");
        return code.ToString();
    }
}
