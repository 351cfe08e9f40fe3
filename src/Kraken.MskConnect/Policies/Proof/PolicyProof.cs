using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Proof;

/// <summary>
/// Proves policies against a spec: every call that the connector makes must be allowed, every neighbour's denied, and
/// nothing else granted; and the role must be assumable for this connector alone. Pure: makes no AWS call.
/// </summary>
public static class PolicyProof
{
    private const string AssumeRole = "sts:AssumeRole";

    /// <summary>Checks all of it.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="policies">The policies to check, for example <see cref="PolicySet.Of"/> of the derived ones.</param>
    /// <returns>The checks, required calls first, in a stable order.</returns>
    /// <exception cref="KrakenException">A policy uses what the evaluator does not know.</exception>
    public static IReadOnlyList<PolicyCheck> Check(ConnectorSpec spec, PolicySet policies)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(policies);
        if (policies.LogGroupName is { } logs && logs != spec.UsedLogGroupName)
            spec = spec with { AdoptedLogGroupName = logs };
        var requirements = AccessRequirements.Of(spec);
        var resources = new StatementResources();
        return
        [
            .. requirements.SelectMany(r => Required(spec, r, policies, resources)),
            .. Neighbours.Of(spec, requirements).Select(n => Neighbour(spec, n, policies, resources)),
            .. Excess.Of(policies.Policies, requirements).Select(e => Superfluous(spec, e)),
            .. policies.Trust is { } trust ? TrustChecks(spec, trust) : [],
            .. PolicyDoubts.Of(spec).Select(d => Doubtful(spec, d)),
            .. policies.Unread.Select(name => Unread(spec, name)),
        ];
    }

    private static IEnumerable<PolicyCheck> Required(
        ConnectorSpec spec, AccessRequirement required, PolicySet policies, StatementResources resources) =>
        from resource in required.Examples
        from request in Requests(new PolicyRequest(required.Action, resource), required.Context)
        select Answered(
            new PolicyCheck(
                spec.ConnectorName, PolicyCheckKind.Required, required.Action, resource, required.Need, true, default)
            {
                Because = required.Because,
                Finding = required.Finding,
                IsGivenByHand = required.IsGivenByHand,
                Context = request.Context,
            },
            PolicyEvaluator.Evaluate(policies.Policies, request, policies.Boundary, resources));

    private static PolicyCheck Neighbour(
        ConnectorSpec spec, NeighbourCall call, PolicySet policies, StatementResources resources) => Answered(
        new PolicyCheck(
            spec.ConnectorName, PolicyCheckKind.Neighbour, call.Request.Action, call.Request.Resource, call.What, false,
            default)
        {
            Context = call.Request.Context,
        },
        PolicyEvaluator.Evaluate(policies.Policies, call.Request, policies.Boundary, resources));

    private static PolicyCheck Superfluous(ConnectorSpec spec, ExcessGrant excess)
    {
        // What the spec itself attaches is no surplus; it is told, so that everybody sees what it grants.
        var isListed = spec.AdditionalManagedPolicyArn.Contains(excess.Policy.Name, StringComparer.Ordinal);
        return new PolicyCheck(
            spec.ConnectorName, PolicyCheckKind.Excess, excess.Action, excess.Resource,
            isListed ? $"{excess.What}; of a policy that the spec attaches" : excess.What, isListed, PolicyOutcome.Allowed)
        {
            Policy = excess.Policy.Name,
            Statement = excess.Statement,
            IsGivenByHand = isListed,
            Because = isListed ? [nameof(spec.AdditionalManagedPolicyArn)] : [],
            Reason = $"statement '{excess.Statement}' of '{excess.Policy.Name}' allows it, and "
                + (isListed ? "the spec attaches that policy." : "nothing in the spec requires it."),
        };
    }

    private static PolicyCheck Doubtful(ConnectorSpec spec, PolicyDoubt doubt) => new(
        spec.ConnectorName, PolicyCheckKind.Unknown, "", "", doubt.Text, true, PolicyOutcome.Inconclusive)
    {
        Because = [doubt.Field],
        Reason = $"{doubt.Text}, so no policy can be proven to allow it.",
    };

    private static PolicyCheck Unread(ConnectorSpec spec, string name) => new(
        spec.ConnectorName, PolicyCheckKind.Unknown, "", "", $"the policy {name} is attached and cannot be read", true, PolicyOutcome.Inconclusive)
    {
        Policy = name,
        IsGivenByHand = spec.AdditionalManagedPolicyArn.Contains(name, StringComparer.Ordinal),
        Because = spec.AdditionalManagedPolicyArn.Contains(name, StringComparer.Ordinal) ? [nameof(spec.AdditionalManagedPolicyArn)] : [],
        Reason = $"the policy '{name}' of the role no longer exists or cannot be read, so what it grants is not known.",
    };

    /// <summary>The call with each value that a context key may have.</summary>
    private static IEnumerable<PolicyRequest> Requests(
        PolicyRequest request, IReadOnlyDictionary<string, IReadOnlyList<string>> context) => context.Aggregate(
            (IEnumerable<PolicyRequest>)[request],
            (requests, key) => requests.SelectMany(r => key.Value.Select(value => r.With(key.Key, value))));

    private static IEnumerable<PolicyCheck> TrustChecks(ConnectorSpec spec, PolicyDocument trust)
    {
        var partition = SpecArn.PartitionOf(spec.Region);
        string Arn(string account, string connector) =>
            $"arn:{partition}:kafkaconnect:{spec.Region}:{account}:connector/{connector}/{KafkaAccess.ExampleId}";
        const string service = ConnectorPolicyBuilder.ServicePrincipal;
        const string otherAccount = "999999999999";

        yield return Assume(service, spec.AccountId, Arn(spec.AccountId, spec.ConnectorName), "MSK Connect for this connector", true);
        yield return Assume(
            service, spec.AccountId, Arn(spec.AccountId, spec.ConnectorName + "-2"), "MSK Connect for another connector", false);
        yield return Assume(
            service, otherAccount, Arn(otherAccount, spec.ConnectorName), "MSK Connect for another account", false);
        yield return Assume(
            "ec2.amazonaws.com", spec.AccountId, Arn(spec.AccountId, spec.ConnectorName), "another service", false);

        PolicyCheck Assume(string principal, string account, string source, string what, bool mustBeAllowed)
        {
            var request = new PolicyRequest(AssumeRole, source)
                .With("aws:SourceAccount", account).With("aws:SourceArn", source);
            return Answered(
                new PolicyCheck(
                    spec.ConnectorName, PolicyCheckKind.Trust, AssumeRole, source, what, mustBeAllowed, default)
                {
                    Context = request.Context,
                },
                PolicyEvaluator.EvaluateTrust(trust, principal, request));
        }
    }

    private static PolicyCheck Answered(PolicyCheck check, PolicyDecision decision) => check with
    {
        Outcome = decision.Outcome,
        Policy = decision.Policy,
        Statement = decision.Statement?.Sid,
        Reason = decision.Reason,
    };
}
