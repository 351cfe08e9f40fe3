using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace Kraken.HelpWriter;

/// <summary>A parameter as its attributes describe it.</summary>
internal sealed record ParameterDescription(
    PropertyInfo Property,
    bool Mandatory,
    string Position,
    bool ByValue,
    bool ByPropertyName,
    bool Wildcards,
    IReadOnlyList<string> Sets,
    IReadOnlyList<string> Aliases)
{
    private const string Named = "named";

    public string Name => Property.Name;

    /// <summary>The type as a user knows it.</summary>
    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsSwitch => Type.Name == nameof(SwitchParameter);

    public bool HasPosition => Position != Named;

    /// <summary>How the pipeline fills it, in the words of Get-Help.</summary>
    public string PipelineInput => (ByValue, ByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>Describes a property; null where it is no parameter.</summary>
    public static ParameterDescription? Of(PropertyInfo property)
    {
        // One for each parameter set that it belongs to; one without a set's name for all.
        var parameters = CmdletDescription.Attributes(property, nameof(ParameterAttribute)).ToList();
        if (parameters.Count == 0)
            return null;
        IEnumerable<object?> OfAll(string name) => parameters
            .Select(p => p.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value);
        var aliases = CmdletDescription.Attribute(property, nameof(AliasAttribute))?.ConstructorArguments[0].Value
            as IEnumerable<CustomAttributeTypedArgument> ?? [];
        return new ParameterDescription(
            property,
            OfAll("Mandatory").Contains(true),
            OfAll("Position").OfType<int>().FirstOrDefault(-1) is >= 0 and var position
                ? position.ToString(CultureInfo.InvariantCulture)
                : Named,
            OfAll("ValueFromPipeline").Contains(true),
            OfAll("ValueFromPipelineByPropertyName").Contains(true),
            CmdletDescription.Attribute(property, nameof(SupportsWildcardsAttribute)) is not null,
            [.. OfAll("ParameterSetName").OfType<string>()],
            [.. aliases.Select(a => (string)a.Value!)]);
    }
}
