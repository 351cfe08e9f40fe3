using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.LogGroups;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Reads the policies of a connector's existing role, and asks the IAM policy simulator. Makes read calls only.
/// </summary>
/// <param name="aws">The clients of one region.</param>
/// <param name="observer">Receives the events; null for none.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class PolicyInspector(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    /// <summary>How many resources one simulation asks about; IAM pages its answers beyond.</summary>
    private const int ResourcesAtOnce = 50;

    private const int CallsAtOnce = 4;

    /// <summary>
    /// All policies of the connector's role, its boundary and its trust. The role is the one that the connector names,
    /// or where there is no connector yet the one that the spec leads to.
    /// </summary>
    /// <param name="spec">The spec.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">
    /// There is no such role (<see cref="KrakenErrorKind.NotFound"/>), a policy of it cannot be read
    /// (<see cref="KrakenErrorKind.PolicyInvalid"/>), or a call was refused.
    /// </exception>
    public Task<PolicySet> ReadAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var context = NewContext(spec);
        return context.ReadAsync(async () =>
        {
            var role = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
            string? logGroup = null;
            if (await ConnectorLookup.FindArnAsync(context, cancellationToken) is { } arn)
            {
                var connector = await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
                role = connector.ServiceExecutionRoleArn ?? role;
                logGroup = LogGroupResource.OfConnector.NamedBy(connector).FirstOrDefault();
            }

            var reader = new RoleReader(context);
            var live = await reader.ReadAsync(role, cancellationToken) ?? throw new KrakenException(
                KrakenErrorKind.NotFound,
                $"There is no role '{role}', which connector '{spec.ConnectorName}' would use.",
                "Create the connector first, or check the derived policy without -Live.")
            {
                ConnectorName = spec.ConnectorName,
            };
            return await LivePolicySet.OfAsync(reader, live, cancellationToken) with { LogGroupName = logGroup };
        });
    }

    /// <summary>
    /// The spec with what its worker configuration asks for, which the role's policy must grant too. Makes one call where
    /// the spec names a worker configuration, and warns where that may not be read.
    /// </summary>
    /// <param name="spec">The spec.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">The call failed otherwise than for want of a permission.</exception>
    public Task<ConnectorSpec> CompleteAsync(ConnectorSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var context = NewContext(spec);
        return context.ReadAsync(async () =>
            WorkerOfSpec.With(spec, await WorkerOfSpec.ReadAsync(context, spec, cancellationToken)));
    }

    /// <summary>
    /// Asks IAM the same calls, by SimulatePrincipalPolicy for a live role and by SimulateCustomPolicy otherwise. What it
    /// cannot be asked, trust and excess, stays as it is.
    /// </summary>
    /// <param name="spec">The spec.</param>
    /// <param name="policies">The policies that were checked.</param>
    /// <param name="checks">The checks.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>The checks, with what IAM answered.</returns>
    /// <exception cref="KrakenException">A call was refused.</exception>
    public Task<IReadOnlyList<PolicyCheck>> SimulateAsync(
        ConnectorSpec spec, PolicySet policies, IReadOnlyList<PolicyCheck> checks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(checks);
        var context = NewContext(spec);
        return context.ReadAsync(async () =>
        {
            var answers = new Dictionary<(string Action, string Context, string Resource), PolicyOutcome>();
            var questions = checks.Where(IsSimulated).GroupBy(c => (c.Action, Context: ContextOf(c)))
                .SelectMany(group => group.DistinctBy(c => c.Resource).Chunk(ResourcesAtOnce)
                    .Select(chunk => (group.Key.Action, group.Key.Context, Checks: chunk)));
            foreach (var some in questions.Chunk(CallsAtOnce))
            {
                var results = await Task.WhenAll(some.Select(async q =>
                    (q.Action, q.Context, Results: await AskAsync(context, policies, q.Checks, cancellationToken))));
                foreach (var (action, keys, evaluated) in results)
                {
                    foreach (var (resource, outcome) in evaluated)
                        answers[(action, keys, resource)] = outcome;
                }
            }

            return (IReadOnlyList<PolicyCheck>)
            [
                .. checks.Select(c => IsSimulated(c)
                    && answers.TryGetValue((c.Action, ContextOf(c), c.Resource), out var outcome)
                        ? c with { OnlineOutcome = outcome }
                        : c),
            ];
        });
    }

    private static bool IsSimulated(PolicyCheck check) =>
        check.Kind is PolicyCheckKind.Required or PolicyCheckKind.Neighbour;

    private static string ContextOf(PolicyCheck check) => string.Join(
        '\n', check.Context.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={string.Join(',', c.Value)}"));

    /// <summary>One question: an action on some resources, in one context.</summary>
    private static async Task<IEnumerable<(string Resource, PolicyOutcome Outcome)>> AskAsync(
        ProvisioningContext context, PolicySet policies, PolicyCheck[] checks, CancellationToken cancellationToken)
    {
        List<string> actions = [checks[0].Action];
        List<string> resources = [.. checks.Select(c => c.Resource)];
        List<ContextEntry> keys =
        [
            .. checks[0].Context.Select(c => new ContextEntry
            {
                ContextKeyName = c.Key,
                ContextKeyType = c.Value.Count == 1 ? ContextKeyTypeEnum.String : ContextKeyTypeEnum.StringList,
                ContextKeyValues = [.. c.Value],
            }),
        ];
        var results = policies.RoleArn is { } role
            ? await Pages.AllAsync(
                marker => context.CallAsync("iam:SimulatePrincipalPolicy", () =>
                    context.Aws.Iam.SimulatePrincipalPolicyAsync(
                        new SimulatePrincipalPolicyRequest
                        {
                            PolicySourceArn = role,
                            ActionNames = actions,
                            ResourceArns = resources,
                            ContextEntries = keys,
                            Marker = marker,
                        },
                        cancellationToken)),
                page => page.EvaluationResults,
                page => page.IsTruncated == true ? page.Marker : null)
            : await Pages.AllAsync(
                marker => context.CallAsync("iam:SimulateCustomPolicy", () =>
                    context.Aws.Iam.SimulateCustomPolicyAsync(
                        new SimulateCustomPolicyRequest
                        {
                            PolicyInputList = [.. policies.Policies.Select(p => p.Document.ToJson())],
                            PermissionsBoundaryPolicyInputList =
                                policies.Boundary is { } boundary ? [boundary.Document.ToJson()] : null,
                            ActionNames = actions,
                            ResourceArns = resources,
                            ContextEntries = keys,
                            Marker = marker,
                        },
                        cancellationToken)),
                page => page.EvaluationResults,
                page => page.IsTruncated == true ? page.Marker : null);
        return results.SelectMany(r => r.ResourceSpecificResults is { Count: > 0 } each
            ? each.Select(e => (e.EvalResourceName, Outcome(e.EvalResourceDecision?.Value)))
            : [(r.EvalResourceName ?? resources[0], Outcome(r.EvalDecision?.Value))]);
    }

    private static PolicyOutcome Outcome(string? decision) => decision switch
    {
        "allowed" => PolicyOutcome.Allowed,
        "explicitDeny" => PolicyOutcome.ExplicitDeny,
        _ => PolicyOutcome.ImplicitDeny,
    };

    private ProvisioningContext NewContext(ConnectorSpec spec) =>
        ProvisioningContext.For(spec.ConnectorName, aws, observer, clock) with { Configuration = spec.ConnectorConfiguration };
}
