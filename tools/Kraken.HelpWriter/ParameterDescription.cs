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
    string? Set,
    IReadOnlyList<string> Aliases)
{
    public string Name => Property.Name;

    /// <summary>The type as a user knows it.</summary>
    public Type Type => Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    public bool IsSwitch => Type.Name == nameof(SwitchParameter);

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
        if (CmdletDescription.Attribute(property, nameof(ParameterAttribute)) is not { } parameter)
            return null;
        object? Named(string name) => parameter.NamedArguments.FirstOrDefault(a => a.MemberName == name).TypedValue.Value;
        var aliases = CmdletDescription.Attribute(property, nameof(AliasAttribute))?.ConstructorArguments[0].Value
            as IEnumerable<CustomAttributeTypedArgument> ?? [];
        return new ParameterDescription(
            property,
            Named("Mandatory") is true,
            Named("Position") is int position ? position.ToString(CultureInfo.InvariantCulture) : "named",
            Named("ValueFromPipeline") is true,
            Named("ValueFromPipelineByPropertyName") is true,
            CmdletDescription.Attribute(property, nameof(SupportsWildcardsAttribute)) is not null,
            Named("ParameterSetName") as string,
            [.. aliases.Select(a => (string)a.Value!)]);
    }
}
