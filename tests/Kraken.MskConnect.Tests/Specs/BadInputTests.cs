using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kraken.MskConnect.Specs;
using Kraken.Tests.Shared;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Specs;

/// <summary>Every field of both examples, spoilt in many ways: each mistake is found, named, and shown without harm.</summary>
public class BadInputTests(ITestOutputHelper output)
{
    /// <summary>A finding is a sentence or two, whatever it is about.</summary>
    private const int LongestText = 1_100;

    private static readonly IReadOnlyList<BadInput> _all = BadInputs.All(Path.Combine(AppContext.BaseDirectory, "specs"));

    private static readonly JsonSerializerOptions _json = new()
    {
        Encoder = JavaScriptEncoder.Default,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    [Fact]
    public void There_are_many_and_none_is_twice()
    {
        output.WriteLine($"{_all.Count} bad inputs, {_all.Select(b => b.Name).Distinct().Count()} of them by their names");
        Assert.True(_all.Count >= 1_000);
        Assert.Equal(_all.Count, _all.Select(b => b.Name).Distinct().Count());
    }

    [Fact]
    public void The_examples_themselves_are_right_with_a_canary_and_without()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "specs"), "*.tfvars.json"))
        {
            var spec = ExampleSpec.Read(file);
            Assert.True(SpecReader.FromObject(spec, "test")[0].Validate().IsValid);
            ((Dictionary<string, object?>)spec["connector_configuration"]!)["database.password"] = ExampleSpec.Canary;
            Assert.True(SpecReader.FromObject(spec, "test")[0].Validate().IsValid);
        }
    }

    [Fact]
    public void Each_is_an_error_that_names_the_field_and_the_remedy()
    {
        var faults = new List<string>();
        var watch = Stopwatch.StartNew();
        foreach (var bad in _all)
            faults.AddRange(Faults(bad, SpecReader.FromObject(bad.Spec, "pipeline object")).Select(f => $"{bad.Name}: {f}"));
        output.WriteLine($"{_all.Count} bad inputs in {watch.ElapsedMilliseconds} ms");
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(60)) + $"\n{faults.Count} in all");
    }

    [Fact]
    public void Each_is_the_same_error_where_a_file_has_it()
    {
        var faults = new List<string>();

        // JSON has no halves of pairs, which SpecReaderTests have.
        foreach (var bad in _all.Where(b => !b.Name.Contains("surrogate", StringComparison.Ordinal)))
        {
            var text = JsonSerializer.Serialize(bad.Spec, _json);
            faults.AddRange(Faults(bad, SpecReader.ReadText(text, SpecFormat.Json, "test.json")).Select(f => $"{bad.Name}: {f}"));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(60)) + $"\n{faults.Count} in all");
    }

    private static IEnumerable<string> Faults(BadInput bad, IReadOnlyList<SpecReading> readings)
    {
        var findings = Assert.Single(readings).Validate().Findings;
        var errors = findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        if (errors.Count == 0)
            yield return "passes";
        else if (!errors.Any(e => e.Field.StartsWith(bad.Field, StringComparison.Ordinal) && e.Message.Contains(bad.Field, StringComparison.Ordinal)))
            yield return $"does not name {bad.Field}, but {string.Join(", ", errors.Select(e => e.Field))}";
        foreach (var finding in findings)
        {
            if (finding.Remedy.Length == 0)
                yield return $"has no remedy: {finding.Message}";
            if (finding.Message.Length > LongestText || finding.Remedy.Length > LongestText || finding.Value?.Length > LongestText)
                yield return $"is too long: {finding.Message[..80]} ({finding.Message.Length})";
            if ((finding.Message + finding.Remedy + finding.Value + finding.Field).Any(char.IsControl))
                yield return $"has a control character: {JsonSerializer.Serialize(finding.Message)}";
            if (finding.ToString().Contains(ExampleSpec.Canary, StringComparison.Ordinal))
                yield return "shows the secret";
        }

        if (findings.Count > 150)
            yield return $"has {findings.Count} findings";
    }
}
