using System.Reflection;

namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>
/// A spec is bound as one: where its inputs are bound by property name too, PowerShell compiles accessors for each of them,
/// and what they give is not used.
/// </summary>
public class SpecParametersTests
{
    public static TheoryData<string> Cmdlets => new(typeof(SpecCmdlet).Assembly.GetExportedTypes()
        .Where(t => t.IsSubclassOf(typeof(SpecCmdlet)) && !t.IsAbstract).Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Beside_a_piped_spec_no_parameter_is_bound_from_the_pipeline(string cmdlet)
    {
        var sets = Sets(cmdlet);
        var piped = sets.Where(p => Is(p.Attribute, "ValueFromPipeline") || Is(p.Attribute, "ValueFromPipelineByPropertyName"))
            .Where(p => Set(p.Attribute) is null or nameof(SpecCmdlet.Spec));

        Assert.Equal([nameof(SpecCmdlet.Spec)], piped.Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_input_may_stand_beside_a_piped_spec(string cmdlet)
    {
        var sets = Sets(cmdlet);
        foreach (var field in Specs.SpecFields.All)
        {
            var of = sets.Where(p => p.Name == field.Name).Select(p => p.Attribute).ToList();
            Assert.Equal([nameof(SpecCmdlet.InputObject), nameof(SpecCmdlet.Spec)], of.Select(Set).Order(StringComparer.Ordinal));
            Assert.True(Is(of.Single(a => Set(a) == nameof(SpecCmdlet.InputObject)), "ValueFromPipelineByPropertyName"));
            Assert.Single(of.Select(a => a.NamedArguments.FirstOrDefault(n => n.MemberName == "Position").TypedValue.Value).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Inputs_alone_belong_to_one_parameter_set(string cmdlet)
    {
        var attribute = Type(cmdlet).GetCustomAttributesData().Single(a => a.AttributeType.Name == "CmdletAttribute");
        Assert.Equal(
            nameof(SpecCmdlet.Spec),
            attribute.NamedArguments.Single(a => a.MemberName == "DefaultParameterSetName").TypedValue.Value);
    }

    [Fact]
    public void Every_parameter_that_all_cmdlets_of_specs_have_is_an_input_or_takes_a_whole_spec()
    {
        var parameters = typeof(SpecCmdlet)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.GetCustomAttributesData().Any(a => a.AttributeType.Name == "ParameterAttribute"))
            .Select(p => p.Name);

        Assert.Equal(
            [nameof(SpecCmdlet.InputObject), nameof(SpecCmdlet.Spec), .. Specs.SpecFields.All.Select(f => f.Name)], parameters);
    }

    [Fact]
    public void Every_parameter_is_completed_where_its_input_has_values()
    {
        foreach (var field in Specs.SpecFields.All)
        {
            var completes = typeof(SpecCmdlet).GetProperty(field.Name)!.GetCustomAttributesData()
                .Any(a => a.AttributeType.Name == "ArgumentCompleterAttribute" && a.ConstructorArguments[0].Value is Type { Name: nameof(SpecValueCompleter) });
            Assert.Equal(field.Suggestions.Count > 0, completes);
        }
    }

    private static Type Type(string cmdlet) => typeof(SpecCmdlet).Assembly.GetExportedTypes().Single(t => t.Name == cmdlet);

    private static List<(string Name, CustomAttributeData Attribute)> Sets(string cmdlet) =>
    [
        .. from property in Type(cmdlet).GetProperties()
           from attribute in property.GetCustomAttributesData()
           where attribute.AttributeType.Name == "ParameterAttribute"
           select (property.Name, attribute),
    ];

    private static string? Set(CustomAttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.MemberName == "ParameterSetName").TypedValue.Value as string;

    private static bool Is(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Any(a => a.MemberName == name && a.TypedValue.Value is true);
}
