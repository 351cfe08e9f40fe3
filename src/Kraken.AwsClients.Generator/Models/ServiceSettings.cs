namespace Kraken.AwsClients.Generator.Models;

/// <summary>
/// What a model does not say: the official SDK's names for its parts, and the service's endpoints.
/// Read from <c>services/&lt;service&gt;.json</c>.
/// </summary>
internal sealed class ServiceSettings(Json json)
{
    public string? Namespace { get; } = json["namespace"]?.Text;

    public string? BaseName { get; } = json["baseName"]?.Text;

    /// <summary>Operations that also have an overload without a request.</summary>
    public ISet<string> WithoutRequest { get; } = new HashSet<string>(json["withoutRequest"]?.Texts ?? []);

    public Json? Endpoint { get; } = json["endpoint"];

    public string ShapeName(string name) => json["renamedShapes"]?[name]?.Text ?? Naming.UpperFirst(name);

    /// <summary>True for a number of milliseconds that the official SDK shows as a time.</summary>
    public bool IsMilliseconds(string shape, string member) =>
        json["milliseconds"]?[shape]?.Texts.Contains(member) == true;

    /// <summary>Lists of the properties that an operation can also be called with.</summary>
    public IEnumerable<IReadOnlyList<string>> SimpleMethods(string operation) =>
        json["simpleMethods"]?[operation]?.Items.Select(list => list.Texts.ToList()) ?? [];
}
