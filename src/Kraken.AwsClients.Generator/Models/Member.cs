namespace Kraken.AwsClients.Generator.Models;

internal enum Location
{
    Body,
    Path,
    Query,
    Header,
}

/// <summary>A member of a structure, or what a list or map holds.</summary>
internal sealed class Member(string name, string property, Shape shape, Json json, bool isMilliseconds)
{
    /// <summary>The name in the model.</summary>
    public string Name { get; } = name;

    /// <summary>The C# property.</summary>
    public string Property { get; } = property;

    public Shape Shape { get; } = shape;

    /// <summary>The name on the wire where the model gives one.</summary>
    public string? LocationName { get; } = json["locationName"]?.Text;

    public string WireName => LocationName ?? Name;

    /// <summary>True where the wire has a number of milliseconds and the official SDK a <c>DateTime?</c>.</summary>
    public bool IsMilliseconds { get; } = isMilliseconds;

    public string PropertyType => IsMilliseconds ? "DateTime?" : Shape.PropertyType;

    public string? TimestampFormat { get; } = json["timestampFormat"]?.Text ?? shape.TimestampFormat;

    public Location Location { get; } = json["location"]?.Text switch
    {
        null => Location.Body,
        "uri" => Location.Path,
        "querystring" => Location.Query,
        "header" => Location.Header,
        var location => throw new ModelException($"member '{name}' is at '{location}', which the generator does not know"),
    };
}
