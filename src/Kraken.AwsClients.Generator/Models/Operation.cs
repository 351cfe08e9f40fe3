namespace Kraken.AwsClients.Generator.Models;

/// <summary>An operation of a service.</summary>
internal sealed class Operation(string name, Json json, Shape? input, Shape? output)
{
    public string Name { get; } = name;

    public string RequestType => Name + "Request";

    public string ResponseType => Name + "Response";

    public string Method { get; } = json["http"]?["method"]?.Text ?? "POST";

    public string Path { get; } = json["http"]?["requestUri"]?.Text ?? "/";

    /// <summary>The element around the response's members in the query protocol.</summary>
    public string? ResultWrapper { get; } = json["output"]?["resultWrapper"]?.Text;

    /// <summary>True where the request is sent without a signature.</summary>
    public bool IsAnonymous { get; } = json["authtype"]?.Text == "none";

    public IReadOnlyList<Member> Input { get; } = input?.Members ?? [];

    public IReadOnlyList<Member> Output { get; } = output?.Members ?? [];

    public IEnumerable<Member> InputAt(Location location) => Input.Where(member => member.Location == location);
}
