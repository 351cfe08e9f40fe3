using System.Collections.Frozen;

namespace Kraken.LocalAws.Models;

/// <summary>An operation of a service.</summary>
internal sealed class OperationModel
{
    private static readonly string[] _readPrefixes = ["Describe", "Get", "List", "Head", "Filter", "Assume", "Simulate"];

    internal required string Name { get; init; }

    internal required string Method { get; init; }

    internal required UriTemplate Uri { get; init; }

    internal int ResponseCode { get; init; } = 200;

    internal Shape? Input { get; init; }

    internal Shape? Output { get; init; }

    /// <summary>The element around a query protocol's result.</summary>
    internal string? ResultWrapper { get; init; }

    /// <summary>Whether the operation changes what AWS holds.</summary>
    internal bool IsMutating => !_readPrefixes.Any(p => Name.StartsWith(p, StringComparison.Ordinal));
}

/// <summary>A service as its model describes it.</summary>
internal sealed class ServiceModel
{
    /// <summary>The name in a SigV4 credential scope, for example <c>kafkaconnect</c>.</summary>
    internal required string SigningName { get; init; }

    /// <summary>rest-json, rest-xml, json, query or ec2.</summary>
    internal required string Protocol { get; init; }

    internal required string ApiVersion { get; init; }

    internal string? XmlNamespace { get; init; }

    internal string? TargetPrefix { get; init; }

    internal string? JsonVersion { get; init; }

    internal required FrozenDictionary<string, OperationModel> Operations { get; init; }

    /// <summary>The status of each error, by the error's code on the wire and by its shape's name.</summary>
    internal required FrozenDictionary<string, int> ErrorStatus { get; init; }
}
