namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>Holds statements against one call.</summary>
/// <param name="request">The call.</param>
/// <param name="service">
/// The service that makes it, which a trust policy is asked about; null for a call of the identity itself, which its own
/// policies are asked about.
/// </param>
/// <param name="resources">The statements' resources where they are indexed; null where they are not.</param>
internal sealed class StatementMatch(
    PolicyRequest request, string? service = null, StatementResources? resources = null)
{
    private const int MostValues = 3;

    /// <summary>The call, for reasons.</summary>
    public string What { get; } = service is null ? request.Action : $"{request.Action} by {service}";

    /// <summary>How far the statement goes along with the call.</summary>
    public StatementReach Reach(PolicyDocument document, PolicyStatement statement) =>
        !MatchesAction(statement) ? StatementReach.None
        : !(service is null ? MatchesResource(document, statement) : HasPrincipal(statement)) ? StatementReach.Action
        : !statement.Conditions.All(c => Holds(document, c)) ? StatementReach.Conditions
        : StatementReach.Call;

    /// <summary>What the statement lacks to speak of the call, after its name; null where it lacks nothing, or most.</summary>
    public string? Shortfall(PolicyDocument document, PolicyStatement statement) => Reach(document, statement) switch
    {
        StatementReach.Action => service is null ? $"is not for {request.Resource}" : "is for other principals",
        StatementReach.Conditions => string.Join(
            "; ", statement.Conditions.Where(c => !Holds(document, c)).Select(Unmet)),
        _ => null,
    };

    private string Unmet(PolicyCondition condition)
    {
        var actual = request.Find(condition.Key);
        return $"asks for {condition.Key} {condition.Operator} {Some(condition.Values)}, and the call has "
            + (actual is null || actual.Count == 0 ? "none" : Some(actual));
    }

    private static string Some(IReadOnlyList<string> values) =>
        string.Join(" or ", values.Take(MostValues)) + (values.Count > MostValues ? " or …" : "");

    private bool Holds(PolicyDocument document, PolicyCondition condition) =>
        ConditionOperators.Holds(condition, request, document.HasVariables);

    private bool MatchesAction(PolicyStatement statement) =>
        statement.NotActions.Count > 0
            ? !statement.NotActions.Any(a => Wildcard.Matches(a, request.Action, ignoreCase: true))
            : statement.Actions.Any(a => Wildcard.Matches(a, request.Action, ignoreCase: true));

    private bool MatchesResource(PolicyDocument document, PolicyStatement statement)
    {
        if (statement.NotResources.Count == 0)
        {
            return (resources?.Near(statement, request.Resource) ?? statement.Resources)
                .Any(r => Wildcard.Matches(Expand(document, r), request.Resource));
        }

        // What a variable without a value leaves out is not known, so the statement does not speak of the call.
        var left = statement.NotResources.Select(r => Expand(document, r)).ToList();
        return !(document.HasVariables && left.Exists(PolicyVariables.IsOpen))
            && !left.Exists(r => Wildcard.Matches(r, request.Resource));
    }

    private string Expand(PolicyDocument document, string text) =>
        document.HasVariables ? PolicyVariables.Expand(text, request) : text;

    private bool HasPrincipal(PolicyStatement statement) => statement.NotPrincipals.Count > 0
        ? !IsAmong(statement.NotPrincipals)
        : IsAmong(statement.Principals);

    private bool IsAmong(IReadOnlyDictionary<string, IReadOnlyList<string>> principals) =>
        (principals.TryGetValue("Service", out var services)
            && services.Contains(service, StringComparer.OrdinalIgnoreCase))
        || (principals.TryGetValue("AWS", out var everyone) && everyone.Contains("*"));
}
