namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// Answers whether policies allow a call, as IAM does within one account: a Deny wins, then an Allow of both the
/// identity's policies and, where there is one, the permissions boundary; all else is denied. Pure.
/// Source: IAM user guide, policy evaluation logic.
/// </summary>
public static class PolicyEvaluator
{
    /// <summary>Asks an identity's policies.</summary>
    /// <param name="policies">The identity's inline and attached policies.</param>
    /// <param name="request">The call.</param>
    /// <param name="boundary">The permissions boundary, or null.</param>
    /// <returns>The answer and what decided it.</returns>
    /// <exception cref="KrakenException">A condition uses an operator that is not supported.</exception>
    public static PolicyDecision Evaluate(
        IEnumerable<NamedPolicy> policies, PolicyRequest request, NamedPolicy? boundary = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(request);
        var identity = Decide(policies, s => Speaks(s, request), request.Action);
        if (boundary is null || identity.Outcome == PolicyOutcome.ExplicitDeny)
            return identity;
        var limit = Decide([boundary], s => Speaks(s, request), request.Action);
        return limit.Outcome switch
        {
            PolicyOutcome.Allowed => identity,
            PolicyOutcome.ExplicitDeny => limit,
            _ when identity.IsAllowed => limit with
            {
                Policy = boundary.Name,
                Reason = $"The permissions boundary '{boundary.Name}' does not allow {request.Action}.",
            },
            _ => identity,
        };
    }

    /// <summary>Asks a trust policy whether a service may assume the role.</summary>
    /// <param name="trust">The role's trust policy.</param>
    /// <param name="service">The service's principal, for example <c>kafkaconnect.amazonaws.com</c>.</param>
    /// <param name="request">The call, usually <c>sts:AssumeRole</c>, with its context.</param>
    /// <returns>The answer and what decided it.</returns>
    /// <exception cref="KrakenException">A condition uses an operator that is not supported.</exception>
    public static PolicyDecision EvaluateTrust(PolicyDocument trust, string service, PolicyRequest request)
    {
        ArgumentNullException.ThrowIfNull(trust);
        ArgumentNullException.ThrowIfNull(request);
        return Decide(
            [new NamedPolicy("trust policy", trust)],
            s => HasPrincipal(s, service) && MatchesAction(s, request)
                && s.Conditions.All(c => ConditionOperators.Holds(c, request)),
            $"{request.Action} by {service}");
    }

    private static PolicyDecision Decide(
        IEnumerable<NamedPolicy> policies, Func<PolicyStatement, bool> speaks, string what)
    {
        PolicyDecision? allowed = null;
        foreach (var policy in policies)
        {
            for (var i = 0; i < policy.Document.Statements.Count; i++)
            {
                var statement = policy.Document.Statements[i];
                if ((statement.Effect == PolicyEffect.Allow && allowed is not null) || !speaks(statement))
                    continue;
                var label = statement.Sid is { } sid ? $"statement '{sid}'" : $"statement {i + 1}";
                if (statement.Effect == PolicyEffect.Deny)
                {
                    return new PolicyDecision(
                        PolicyOutcome.ExplicitDeny, policy.Name, statement,
                        $"{label} of '{policy.Name}' denies {what}.");
                }

                allowed = new PolicyDecision(
                    PolicyOutcome.Allowed, policy.Name, statement, $"{label} of '{policy.Name}' allows {what}.");
            }
        }

        return allowed ?? new PolicyDecision(PolicyOutcome.ImplicitDeny, null, null, $"No statement allows {what}.");
    }

    private static bool Speaks(PolicyStatement statement, PolicyRequest request) =>
        MatchesAction(statement, request)
        && MatchesResource(statement, request)
        && statement.Conditions.All(c => ConditionOperators.Holds(c, request));

    private static bool MatchesAction(PolicyStatement statement, PolicyRequest request) =>
        statement.NotActions.Count > 0
            ? !statement.NotActions.Any(a => Wildcard.Matches(a, request.Action, ignoreCase: true))
            : statement.Actions.Any(a => Wildcard.Matches(a, request.Action, ignoreCase: true));

    private static bool MatchesResource(PolicyStatement statement, PolicyRequest request)
    {
        if (statement.NotResources.Count == 0)
            return statement.Resources.Any(r => Wildcard.Matches(PolicyVariables.Expand(r, request), request.Resource));

        // What a variable without a value leaves out is not known, so the statement does not speak of the call.
        var left = statement.NotResources.Select(r => PolicyVariables.Expand(r, request)).ToList();
        return !left.Exists(PolicyVariables.IsOpen) && !left.Exists(r => Wildcard.Matches(r, request.Resource));
    }

    private static bool HasPrincipal(PolicyStatement statement, string service) =>
        (statement.Principals.TryGetValue("Service", out var services)
            && services.Contains(service, StringComparer.OrdinalIgnoreCase))
        || (statement.Principals.TryGetValue("AWS", out var everyone) && everyone.Contains("*"));
}
