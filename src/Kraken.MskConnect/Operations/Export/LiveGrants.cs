using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// What a role's policies allow, resource by resource. Where a statement allows all resources, or all but some, it names
/// none; nothing is read out of it.
/// </summary>
internal sealed class LiveGrants(IReadOnlyList<PolicyDocument> policies)
{
    private const string ViaService = "kms:ViaService";

    private readonly IReadOnlyList<PolicyStatement> _statements =
        [.. policies.SelectMany(p => p.Statements).Where(s => s.Effect == PolicyEffect.Allow)];

    private readonly DenyGuards _guards = new(policies.SelectMany(p => p.Statements));

    /// <summary>The resources on which an action is allowed, sorted, without doubles.</summary>
    public IReadOnlyList<string> ResourcesOf(string action) =>
    [
        .. Resources(Allowing(action)).SelectMany(resource => _guards.Within(action, resource))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The resources on which an action is allowed that are ARNs of this service and kind, each parsed.</summary>
    /// <param name="action">The action, for example <c>kafka-cluster:ReadData</c>.</param>
    /// <param name="service">The service in the ARN, for example <c>kafka</c>.</param>
    /// <param name="kind">What the ARN's resource begins with, for example <c>topic/</c>.</param>
    public IReadOnlyList<(string Text, string Resource)> ArnsOf(string action, string service, string kind) =>
    [
        .. from text in ResourcesOf(action)
           let parts = text.Split(':', 6)
           where parts.Length == 6 && parts[0] == "arn" && parts[2] == service
               && parts[5].StartsWith(kind, StringComparison.Ordinal)
           select (text, parts[5][kind.Length..]),
    ];

    /// <summary>The keys with which a service may decrypt; only for statements that name the service.</summary>
    /// <param name="service">The service's host name up to its first dot, for example <c>s3</c>.</param>
    public IReadOnlyList<string> KeysVia(string service) => Keys(Allowing("kms:Decrypt").Where(s => Services(s).Any(
        host => host.StartsWith(service + ".", StringComparison.Ordinal))));

    /// <summary>The keys of an action in statements that name no service.</summary>
    public IReadOnlyList<string> KeysWithoutService(string action) =>
        Keys(Allowing(action).Where(s => !Services(s).Any()));

    private IEnumerable<PolicyStatement> Allowing(string action) =>
        _statements.Where(s => s.Actions.Any(a => Wildcard.Matches(a, action, ignoreCase: true)));

    private static IReadOnlyList<string> Keys(IEnumerable<PolicyStatement> statements) =>
    [
        .. Resources(statements).Where(r => r.Contains(":kms:", StringComparison.Ordinal)
            && r.Contains(":key/", StringComparison.Ordinal) && r.IndexOfAny(['*', '?']) < 0),
    ];

    private static IReadOnlyList<string> Resources(IEnumerable<PolicyStatement> statements) =>
        [.. statements.SelectMany(s => s.Resources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Services(PolicyStatement statement) => statement.Conditions
        .Where(c => string.Equals(c.Key, ViaService, StringComparison.OrdinalIgnoreCase))
        .SelectMany(c => c.Values);
}
