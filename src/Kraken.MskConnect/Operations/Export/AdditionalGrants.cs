using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// Tells the grants of a role's inline policies that do not follow from the spec, so that a take-over takes no grant away.
/// What a spec cannot say is not dropped in silence: a warning names it.
/// </summary>
/// <param name="context">Whom to tell.</param>
/// <param name="policies">The role's policies.</param>
/// <param name="logGroupName">The log group that the connector has, to which an adoption grants the delivery; null where it has none.</param>
internal sealed class AdditionalGrants(ProvisioningContext context, IReadOnlyList<NamedPolicy> policies, string? logGroupName)
{
    /// <summary>The spec with them; all else of it is known as far as it can be.</summary>
    public ConnectorSpec Find(ConnectorSpec spec)
    {
        // Policies that the spec lists stay attached as they are.
        var inline = policies.Where(p => !spec.AdditionalManagedPolicyArn.Contains(p.Name, StringComparer.Ordinal)).ToList();
        foreach (var policy in inline)
            WarnOfWhatCannotBeSaid(policy);
        var beyond = Excess.Of(inline, Requirements(spec with { AdoptedLogGroupName = logGroupName })).ToList();
        spec = Names(spec, beyond, "group", ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
            (s, names) => s with { AdditionalConsumerGroup = names });
        spec = Names(spec, beyond, "transactional-id", ["kafka-cluster:AlterTransactionalId", "kafka-cluster:DescribeTransactionalId"],
            (s, names) => s with { AdditionalTransactionalId = names });
        if (spec.AdditionalTransactionalId.Count > 0)
            beyond.RemoveAll(g => g.Action == "kafka-cluster:WriteDataIdempotently" && g.Resource == spec.MskClusterArn);
        return spec with
        {
            AdditionalPolicyStatement = [.. inline.SelectMany(p => Statements(p, beyond.Where(g => g.Policy == p)))],
        };
    }

    private static IReadOnlyList<AccessRequirement> Requirements(ConnectorSpec spec)
    {
        try
        {
            return AccessRequirements.Of(spec);
        }
        catch (KrakenException)
        {
            // The spec lacks what the policy is derived from, which another warning tells.
            return [];
        }
    }

    /// <summary>Moves grants on named groups, or transactional ids, of the spec's cluster into a list of their names.</summary>
    private static ConnectorSpec Names(
        ConnectorSpec spec,
        List<ExcessGrant> beyond,
        string kind,
        string[] actions,
        Func<ConnectorSpec, IReadOnlyList<string>, ConnectorSpec> with)
    {
        var start = spec.MskClusterArn.Replace(":cluster/", $":{kind}/", StringComparison.Ordinal) + "/";
        var names = beyond
            .Where(g => actions.Contains(g.Action) && g.Resource.StartsWith(start, StringComparison.Ordinal) && !HasConditions(g))
            .GroupBy(g => g.Resource[start.Length..], StringComparer.Ordinal)
            .Where(g => g.Select(grant => grant.Action).Distinct().Count() == actions.Length)
            .Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        var told = names.Where(name => SpecValidator.Validate(with(new ConnectorSpec(), [name])).Findings
            .All(f => !f.Field.StartsWith("Additional", StringComparison.Ordinal))).ToList();
        beyond.RemoveAll(g => actions.Contains(g.Action) && told.Exists(name => g.Resource == start + name));
        return with(spec, told);
    }

    private static bool HasConditions(ExcessGrant grant) => StatementOf(grant.Policy, grant.Statement).Conditions.Count > 0;

    private static PolicyStatement StatementOf(NamedPolicy policy, string name) =>
        policy.Document.Statements.Where((s, i) => (s.Sid ?? $"{i + 1}") == name).First();

    private IEnumerable<AdditionalStatement> Statements(NamedPolicy policy, IEnumerable<ExcessGrant> beyond)
    {
        foreach (var grants in beyond.GroupBy(g => g.Statement, StringComparer.Ordinal))
        {
            var statement = StatementOf(policy, grants.Key);
            var sayable = grants.Where(g => RefusalOf(g) is null).ToList();
            WarnOf(policy, grants);

            // Actions that are left over on the same resources stay together.
            foreach (var group in sayable.GroupBy(g => g.Action, StringComparer.OrdinalIgnoreCase)
                .Select(action => (Action: action.Key, Resources: action.Select(g => g.Resource).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList()))
                .GroupBy(action => string.Join('\n', action.Resources), StringComparer.Ordinal))
            {
                var resources = group.First().Resources;
                yield return new AdditionalStatement
                {
                    Action = [.. group.Select(g => g.Action)],
                    Resource = resources,
                    Condition = ConditionMap.Of(statement.Conditions.Select(c => (c.Operator, c.Key, c.Values))),
                    AllowAnyResource = resources.Exists(GrantForm.NamesNothing),
                    Reason = Reason(policy, statement, grants.Key),
                };
            }
        }
    }

    /// <summary>The statement's id comes first; of a statement that a spec added, it is the reason's own.</summary>
    private static string Reason(NamedPolicy policy, PolicyStatement statement, string name) =>
        statement.Sid is { } own && own.StartsWith(StatementId.Start, StringComparison.Ordinal) && own.Length > StatementId.Start.Length
            ? own[StatementId.Start.Length..]
            : $"{(statement.Sid is null ? "Statement " + name : name)} of the policy {policy.Name} as it was exported";

    private static GrantRefusal? RefusalOf(ExcessGrant grant) =>
        GrantForm.OfAction(grant.Action) ?? GrantForm.OfResource(grant.Resource, [grant.Action], allowAny: true);

    /// <summary>Names the grants of a statement that a spec cannot say, each action once.</summary>
    private void WarnOf(NamedPolicy policy, IEnumerable<ExcessGrant> grants)
    {
        foreach (var refused in grants.Select(g => (Grant: g, Refusal: RefusalOf(g))).Where(g => g.Refusal is not null)
            .GroupBy(g => (g.Grant.Statement, g.Grant.Action, g.Refusal!.Problem, g.Refusal.Remedy)))
        {
            context.Warn(
                $"{nameof(ConnectorSpec.AdditionalPolicyStatement)}: the statement {refused.Key.Statement} of the role's policy "
                + $"{policy.Name} allows {refused.Key.Action} on {BoundedText.List(refused.Select(g => g.Grant.Resource))}, which "
                + $"{refused.Key.Problem}. It is not in the spec, so an update takes it away. {refused.Key.Remedy.TrimEnd('.')}");
        }
    }

    private void WarnOfWhatCannotBeSaid(NamedPolicy policy)
    {
        foreach (var (name, statement) in policy.Document.Statements.Select((s, i) => (s.Sid ?? $"{i + 1}", s)))
        {
            if (statement.Effect == PolicyEffect.Deny && !ClusterDenyGuard.IsDenyGuard(statement))
            {
                context.Warn(
                    $"{nameof(ConnectorSpec.AdditionalPolicyStatement)}: the statement {name} of the role's policy {policy.Name} denies access, "
                    + "which a spec cannot say, so an update takes it away. Put it into a managed policy that the spec lists");
            }
        }
    }
}
