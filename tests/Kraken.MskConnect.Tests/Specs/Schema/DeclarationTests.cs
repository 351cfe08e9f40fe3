using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Tests.Specs.Schema;

/// <summary>What a property of a spec declares reaches every place that needs it, and its documentation says the same.</summary>
public class DeclarationTests
{
    public static TheoryData<string> Names => new(SpecFields.All.Select(f => f.Name));

    private static SpecField Field(string name) => SpecFields.Find(name)!;

    [Fact]
    public void Every_rule_class_is_applied()
    {
        var classes = typeof(ISpecRule).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(ISpecRule).Namespace && t.Name.EndsWith("Rule", StringComparison.Ordinal) && t.IsClass)
            .OrderBy(t => t.FullName, StringComparer.Ordinal);

        Assert.Equal(classes, SpecRules.All.Select(rule => rule.GetType()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_documentation_of_an_input_says_what_its_property_declares(string name)
    {
        var field = Field(name);
        var text = field.Documentation;

        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.OrdinalIgnoreCase);
        if (field.IsRequired)
            Assert.Contains(" Required.", text, StringComparison.Ordinal);
        if (DefaultText(field.Default) is { } value)
            Assert.Contains($"Default {value}", text, StringComparison.Ordinal);
        if (field.Range is { } range)
        {
            Assert.Contains(
                range.HasMost ? string.Create(CultureInfo.InvariantCulture, $"{range.Least:N0} to {range.Most:N0}") : $"{range.Least} or more",
                text, StringComparison.Ordinal);
        }

        foreach (var choice in field.Choices)
            Assert.Contains(choice, text, StringComparison.Ordinal);
        if (field.Values is { TakenBy: null } values)
            Assert.Contains(values.Problem()["is not ".Length..], text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_is_read_and_set_by_its_own_property(string name)
    {
        var field = Field(name);
        var property = typeof(ConnectorSpec).GetProperty(name)!;
        var value = SampleValues.Of(field);

        var spec = field.With(new ConnectorSpec(), value);

        Assert.Equal(property.GetValue(spec), field.Value(spec));
        Assert.Equal(Convert.ToString(value, CultureInfo.InvariantCulture), Convert.ToString(field.Value(spec), CultureInfo.InvariantCulture));
        Assert.Equal(new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable, field.IsNullable);
        Assert.False(field.IsDefault(spec));
        Assert.All(SpecFields.All.Where(other => other != field), other => Assert.True(other.IsDefault(spec), other.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_field_comes_back_from_every_format_as_it_was_written(string name)
    {
        var field = Field(name);
        var spec = field.With(new ConnectorSpec(), SampleValues.Of(field));
        foreach (var (format, read) in new[]
        {
            (SpecFileFormat.Json, SpecFormat.Json),
            (SpecFileFormat.TfvarsJson, SpecFormat.Json),
            (SpecFileFormat.Yaml, SpecFormat.Yaml),
        })
        {
            var text = SpecWriter.Write([spec], format);
            var reading = Assert.Single(SpecReader.ReadText(text, read, "written"));

            Assert.Empty(reading.Findings);
            if (field.Objects is null)
                Assert.Equal(field.Get(spec), field.Get(reading.Spec));
            else
                Assert.Equal(JsonSerializer.Serialize(field.Get(spec)), JsonSerializer.Serialize(field.Get(reading.Spec)));
            Assert.Contains(field.TerraformName, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_default_is_a_constant_for_those_who_make_specs()
    {
        var constants = typeof(SpecDefaults).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is FieldInfo or PropertyInfo)
            .ToDictionary(m => m.Name, m => m is FieldInfo constant ? constant.GetValue(null) : ((PropertyInfo)m).GetValue(null));

        Assert.Equal(
            SpecFields.All.Where(f => DefaultText(f.Default) is not null).Select(f => f.Name).Order(StringComparer.Ordinal),
            constants.Keys.Order(StringComparer.Ordinal));
        Assert.All(constants, c => Assert.Equal(Field(c.Key).Default, c.Value));
    }

    /// <summary>The default as a person writes it; null where nothing, an empty list or false is the default.</summary>
    private static string? DefaultText(object? value) => value switch
    {
        IReadOnlyList<string> list => list.Count == 0 ? null : string.Join(", ", list),
        IReadOnlyDictionary<string, string> or IReadOnlyList<SpecObject> or bool or null => null,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
