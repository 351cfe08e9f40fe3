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
        return Evaluate(policies, request, boundary, null);
    }

    /// <summary>The same, by an index of the statements' resources, which serves many calls.</summary>
    internal static PolicyDecision Evaluate(
        IEnumerable<NamedPolicy> policies, PolicyRequest request, NamedPolicy? boundary, StatementResources? resources)
    {
        var match = new StatementMatch(request, resources: resources);
        var identity = Decide(policies, match, $"No statement allows {match.What}.");
        if (boundary is null || identity.Outcome == PolicyOutcome.ExplicitDeny)
            return identity;
        var limit = Decide([boundary], match, $"The permissions boundary '{boundary.Name}' does not allow {match.What}.");
        return limit.Outcome switch
        {
            PolicyOutcome.Allowed => identity,
            PolicyOutcome.ExplicitDeny => limit,
            _ when identity.IsAllowed => limit with { Policy = boundary.Name },
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
        var match = new StatementMatch(request, service);
        return Decide([new NamedPolicy("trust policy", trust)], match, $"No statement allows {match.What}.");
    }

    private static PolicyDecision Decide(IEnumerable<NamedPolicy> policies, StatementMatch match, string denied)
    {
        PolicyDecision? allowed = null;
        var nearest = (Reach: StatementReach.None, Policy: (NamedPolicy?)null, Index: 0);
        foreach (var policy in policies)
        {
            for (var i = 0; i < policy.Document.Statements.Count; i++)
            {
                var statement = policy.Document.Statements[i];
                if (statement.Effect == PolicyEffect.Allow && allowed is not null)
                    continue;
                var reach = match.Reach(policy.Document, statement);
                if (reach == StatementReach.Call && statement.Effect == PolicyEffect.Deny)
                {
                    return new PolicyDecision(
                        PolicyOutcome.ExplicitDeny, policy.Name, statement, $"{Label(policy, i)} denies {match.What}.");
                }

                if (statement.Effect == PolicyEffect.Deny)
                    continue;
                if (reach == StatementReach.Call)
                {
                    allowed = new PolicyDecision(
                        PolicyOutcome.Allowed, policy.Name, statement, $"{Label(policy, i)} allows {match.What}.");
                }
                else if (reach > nearest.Reach)
                {
                    nearest = (reach, policy, i);
                }
            }
        }

        return allowed ?? new PolicyDecision(
            PolicyOutcome.ImplicitDeny, null, null, denied + Nearest(nearest.Policy, nearest.Index, match));
    }

    /// <summary>The statement that would have allowed the call but for one thing, since that is where one looks next.</summary>
    private static string Nearest(NamedPolicy? policy, int index, StatementMatch match) =>
        policy is not null && match.Shortfall(policy.Document, policy.Document.Statements[index]) is { } shortfall
            ? $" The nearest, {Label(policy, index)}, {shortfall}."
            : "";

    private static string Label(NamedPolicy policy, int index) =>
        (policy.Document.Statements[index].Sid is { } sid ? $"statement '{sid}'" : $"statement {index + 1}")
        + $" of '{policy.Name}'";
}
