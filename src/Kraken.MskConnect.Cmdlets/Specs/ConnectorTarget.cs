using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A connector that a pipeline object identifies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region; null if the object does not contain it.</param>
internal sealed record ConnectorTarget(string Name, string? Region)
{
    private const string InputName = "InputObject";
    private const string Connectors = "connectors";

    private static readonly string[] _names = [nameof(ConnectorSpec.ConnectorName), "connector_name"];

    /// <summary>
    /// The connectors that an object identifies: a name, a spec in any form that New-KrakenMskConnector accepts, an
    /// object that this module's cmdlets return for a connector, or another object with the property ConnectorName.
    /// </summary>
    /// <param name="input">The object; a list stands for its items.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: the object is none of
    /// these.</exception>
    public static IEnumerable<ConnectorTarget> Of(PSObject input)
    {
        switch (input.BaseObject)
        {
            case string name:
                return [new ConnectorTarget(NotBlank(name), null)];
            case ConnectorResult result:
                return [new ConnectorTarget(result.ConnectorName, result.Region)];
            case ConnectorSpec spec:
                return [new ConnectorTarget(NotBlank(spec.ConnectorName), NullIfBlank(spec.Region))];
            case IDictionary map:
                return OfMap(map);
            case IEnumerable list:
                return list.Cast<object?>().Where(o => o is not null).SelectMany(o => Of(PSObject.AsPSObject(o)));
            case PSCustomObject:
                return OfMap((IDictionary)PipelineObject.ToPlain(input)!);
            default:
                return Value(input, "ConnectorName") is { } value
                    ? [new ConnectorTarget(Text("ConnectorName", value), Value(input, "Region") as string ?? RegionOf(Value(input, "ConnectorArn")))]
                    : throw NoConnector(input.BaseObject);
        }
    }

    private static IEnumerable<ConnectorTarget> OfMap(IDictionary map)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map)
            values[LanguagePrimitives.ConvertTo<string>(entry.Key)] = entry.Value;

        // A fleet: its connectors have the shared defaults.
        if (values.ContainsKey(Connectors))
        {
            return SpecReader.FromObject(PipelineObject.ToPlain(map), InputName)
                .Select(r => new ConnectorTarget(NotBlank(r.Spec.ConnectorName), NullIfBlank(r.Spec.Region)));
        }

        var field = _names.FirstOrDefault(values.ContainsKey)
            ?? throw NoConnector(map);
        return
        [
            new ConnectorTarget(
                Text(field, values[field]),
                NullIfBlank(values.GetValueOrDefault("Region")?.ToString()) ?? RegionOf(values.GetValueOrDefault("ConnectorArn"))),
        ];
    }

    /// <summary>The region of an ARN, as objects of AWS Tools for PowerShell have it; null where the value is none.</summary>
    internal static string? RegionOf(object? arn) => arn is string text && text.Split(':') is ["arn", _, _, { Length: > 0 } region, ..] ? region : null;

    /// <summary>The value of a property; null where the object does not have it or cannot tell it.</summary>
    internal static object? Value(PSObject input, string property)
    {
        try
        {
            return input.Properties[property]?.Value;
        }
        catch (GetValueInvocationException)
        {
            return null;
        }
    }

    private static string Text(string field, object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => NotBlank(text, field),
        var other => throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"{field}: a {other?.GetType().Name ?? "null"} is not a connector name.",
            "Give the name as a text."),
    };

    private static string NotBlank(string name, string field = InputName) => string.IsNullOrWhiteSpace(name)
        ? throw new KrakenException(
            KrakenErrorKind.SpecInvalid, $"{field}: the connector's name is blank.", "Give the name.")
        : name;

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static KrakenException NoConnector(object input) => new(
        KrakenErrorKind.SpecInvalid,
        $"{InputName}: a {input.GetType().Name} is neither a connector, its name nor its spec.",
        input is FileSystemInfo
            ? "Read the file first: Import-KrakenConnectorSpec returns the specs in it."
            : "Pipe names, specs, the results of Get-KrakenMskConnector, or objects with the property ConnectorName.");
}
