namespace Kraken.Contract.Tests.Clients;

/// <summary>
/// The calls that our clients make, in this order, on LocalAws and on moto. Each operation that our clients have is to
/// succeed here once.
/// </summary>
internal static partial class ClientCalls
{
    /// <summary>All calls; later ones use what earlier ones made.</summary>
    public static IReadOnlyList<ClientCall> All { get; } =
    [
        .. Iam(), .. Sts(), .. Ec2(), .. Logs(), .. KafkaConnect(), .. Kafka(), .. Storage(),
        .. ConnectorRemoval(), .. RoleRemoval(),
    ];

    /// <summary>The operations that succeed once.</summary>
    public static IReadOnlySet<string> Operations { get; } = All
        .Where(c => c is { Operation: not null, Refusal: null })
        .Select(c => c.Operation!)
        .ToHashSet(StringComparer.Ordinal);
}
