using Kraken.MskConnect.Specs;

namespace Kraken.Tests.Shared;

/// <summary>
/// Makes specs with one mistake each: every field of both examples is spoilt in every way that its kind allows, then in
/// the ways that its own rules are about.
/// </summary>
public static class BadInputs
{
    private const int Long = 100_000;

    /// <summary>What nobody sees in a value, and how it got there.</summary>
    private static readonly (string Name, Func<string, string> Spoil)[] _hidden =
    [
        ("a line feed at the end", v => v + "\n"),
        ("a line feed at the start", v => "\n" + v),
        ("CR LF at the end", v => v + "\r\n"),
        ("a carriage return at the end", v => v + "\r"),
        ("a tab at the end", v => v + "\t"),
        ("a zero character", v => v.Insert(v.Length / 2, "\0")),
        ("an escape sequence", v => "\u001b[31m" + v),
        ("a C1 control character", v => v + "\u0085"),
        ("a line separator", v => v + "\u2028"),
        ("a right-to-left override", v => v.Insert(v.Length / 2, "\u202e")),
        ("a zero-width space", v => v.Insert(v.Length / 2, "\u200b")),
        ("a byte order mark", v => "\ufeff" + v),
        ("half a surrogate pair", v => v + "\ud800"),
    ];

    /// <summary>All of them, over both examples.</summary>
    /// <param name="folder">The folder <c>examples/specs</c>.</param>
    public static IReadOnlyList<BadInput> All(string folder)
    {
        var source = ExampleSpec.Read(Path.Combine(folder, "debezium-postgres-cdc-dev.tfvars.json"));
        var sink = ExampleSpec.Read(Path.Combine(folder, "s3-sink-raw-mnpi-dev.tfvars.json"));

        // A secret in plain text, which is allowed, and which no error may show.
        ((Dictionary<string, object?>)source["connector_configuration"]!)["database.password"] = ExampleSpec.Canary;
        return
        [
            .. Of("source", source), .. Of("sink", sink),
            .. BadValues.OfSource().Select(v => Case("source", source, v)),
            .. BadValues.OfSink().Select(v => Case("sink", sink, v)),
        ];
    }

    private static IEnumerable<BadInput> Of(string example, Dictionary<string, object?> spec)
    {
        foreach (var field in SpecFields.All)
        {
            var name = field.TerraformName;
            var given = spec.GetValueOrDefault(name) is { } own and not List<object?> { Count: 0 } ? own : BadValues.Valid(field);
            IEnumerable<(string What, object? Value, string Field)> bad = field.Kind switch
            {
                SpecFieldKind.Text => OfText(field, (string)given),
                SpecFieldKind.WholeNumber => OfNumber(field),
                SpecFieldKind.Boolean => OfBoolean(field),
                SpecFieldKind.TextList => OfList(field, (List<object?>)given),
                SpecFieldKind.ObjectList => OfObjects(field, (Dictionary<string, object?>)((List<object?>)given)[0]!),
                _ => OfMap(field, (Dictionary<string, object?>)given),
            };
            foreach (var (what, value, named) in bad)
                yield return Case(example, spec, new BadValue($"{name}: {what}", named, s => s[name] = value));
            if (field.IsRequired)
                yield return Case(example, spec, new BadValue($"{name}: missing", field.Name, s => s.Remove(name)));
            yield return Case(example, spec, new BadValue($"{name}: a letter too many", name + "x", s => s[name + "x"] = given));
            if (spec.GetValueOrDefault(name) is not null)
                yield return Case(example, spec, new BadValue($"{name}: given twice", field.Name, s => s[field.Name] = given));
        }

        foreach (var value in BadValues.OfBoth())
            yield return Case(example, spec, value);
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfText(SpecField field, string valid)
    {
        foreach (var (what, spoil) in _hidden)
            yield return (what, spoil(valid), field.Name);
        yield return ("a list", new List<object?> { valid, valid }, field.Name);
        yield return ("a map", new Dictionary<string, object?> { ["value"] = valid }, field.Name);
        yield return ("a hundred thousand characters", valid + new string('*', Long), field.Name);
        yield return ("a hundred thousand letters", valid + new string('a', Long), field.Name);
        if (field.IsRequired)
        {
            yield return ("null", null, field.Name);
            yield return ("empty", "", field.Name);
        }
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfNumber(SpecField field)
    {
        yield return ("a word", "many", field.Name);
        yield return ("a fraction", 1.5, field.Name);
        yield return ("a boolean", true, field.Name);
        yield return ("a list", new List<object?> { 1L, 2L }, field.Name);
        yield return ("a map", new Dictionary<string, object?> { ["value"] = 1L }, field.Name);
        yield return ("beyond every number", "99999999999999999999", field.Name);
        yield return ("not a number", double.NaN, field.Name);
        yield return ("below zero", -1L, field.Name);
        yield return ("a line feed after it", "1\n2", field.Name);
        yield return ("a hundred thousand digits", new string('9', Long), field.Name);
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfBoolean(SpecField field)
    {
        yield return ("a word", "perhaps", field.Name);
        yield return ("a number", 2L, field.Name);
        yield return ("a list", new List<object?> { true, false }, field.Name);
        yield return ("a map", new Dictionary<string, object?> { ["value"] = true }, field.Name);
        yield return ("a hundred thousand letters", new string('t', Long), field.Name);
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfList(SpecField field, List<object?> valid)
    {
        var first = (string)valid[0]!;
        foreach (var (what, spoil) in _hidden)
            yield return ($"{what} of an entry", new List<object?>(valid) { spoil(first) }, field.Name);
        yield return ("a map", new Dictionary<string, object?> { ["value"] = first }, field.Name);
        yield return ("a list in the list", new List<object?> { valid }, field.Name);
        yield return ("null in the list", new List<object?> { first, null }, field.Name);
        yield return ("an empty entry", new List<object?> { first, "" }, field.Name);
        yield return ("an entry of a hundred thousand characters", new List<object?> { first, new string('*', Long) }, field.Name);
        yield return ("five thousand wrong entries", Enumerable.Range(0, 5_000).Select(i => (object?)$"no such {i}").ToList(), field.Name);
        if (field.IsRequired)
            yield return ("an empty list", new List<object?>(), field.Name);
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfObjects(SpecField field, Dictionary<string, object?> valid)
    {
        foreach (var (what, spoil) in _hidden)
            yield return ($"{what} of a reason", List(With("reason", spoil("a reason"))), $"{field.Name}[0].Reason");
        yield return ("a text", "lambda:InvokeFunction", field.Name);
        yield return ("a number", 5L, field.Name);
        yield return ("a text in the list", new List<object?> { valid, "x" }, $"{field.Name}[1]");
        yield return ("null in the list", new List<object?> { valid, null }, $"{field.Name}[1]");
        yield return ("an empty object", List([]), $"{field.Name}[0].Reason");
        yield return ("no reason", List(With("reason", null)), $"{field.Name}[0].Reason");
        yield return ("a blank reason", List(With("reason", "  ")), $"{field.Name}[0].Reason");
        yield return ("a list as a reason", List(With("reason", new List<object?> { "x" })), $"{field.Name}[0].Reason");
        yield return ("a hundred thousand letters as a reason", List(With("reason", new string('a', Long))), $"{field.Name}[0].Reason");
        yield return ("an unknown member", List(With("reasons_why", "x")), $"{field.Name}[0].reasons_why");
        yield return (
            "five thousand objects", Enumerable.Range(0, 5_000).Select(_ => (object?)new Dictionary<string, object?>()).ToList(), $"{field.Name}[0]");

        List<object?> List(Dictionary<string, object?> entry) => [entry];
        Dictionary<string, object?> With(string name, object? changed) => new(valid) { [name] = changed };
    }

    private static IEnumerable<(string What, object? Value, string Field)> OfMap(SpecField field, Dictionary<string, object?> valid)
    {
        var (key, value) = valid.First();
        foreach (var (what, spoil) in _hidden)
        {
            yield return ($"{what} of a value", With(key, spoil((string)value!)), $"{field.Name}[{key}]");
            yield return ($"{what} of a key", With(spoil("some.key"), "x"), field.Name);
        }

        yield return ("a text", "connector.class=x", field.Name);
        yield return ("a list", new List<object?> { "connector.class" }, field.Name);
        yield return ("a number", 5L, field.Name);
        yield return ("a list as a value", With("some.key", new List<object?> { 1L }), $"{field.Name}[some.key]");
        yield return ("a map as a value", With("some.key", new Dictionary<string, object?> { ["a"] = "b" }), $"{field.Name}[some.key]");
        yield return ("an empty key", With("", "x"), $"{field.Name}[]");
        yield return (
            "five thousand wrong keys",
            valid.Concat(Enumerable.Range(0, 5_000).Select(i => KeyValuePair.Create($"\n{i}", (object?)"x"))).ToDictionary(e => e.Key, e => e.Value),
            field.Name);
        if (field.IsRequired)
            yield return ("an empty map", new Dictionary<string, object?>(), field.Name);

        Dictionary<string, object?> With(string name, object? changed) => new(valid) { [name] = changed };
    }

    private static BadInput Case(string example, Dictionary<string, object?> spec, BadValue bad)
    {
        var copy = ExampleSpec.Copy(spec);
        bad.Spoil(copy);
        return new BadInput($"{example}: {bad.Name}", bad.Field, copy);
    }
}
