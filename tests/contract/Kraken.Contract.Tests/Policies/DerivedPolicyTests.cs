using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Connectors.Families;
using Kraken.MskConnect.Tests.Policies;
using Kraken.Tests.Shared;
using Xunit.Abstractions;

namespace Kraken.Contract.Tests.Policies;

/// <summary>An independent engine judges the derived policies as ours does, call by call.</summary>
public class DerivedPolicyTests(ITestOutputHelper output)
{
    /// <summary>The catalogued specs, and a spec for each case of the connector families that can be provisioned.</summary>
    private static IReadOnlyList<KeyValuePair<string, ConnectorSpec>> Specs =>
    [
        .. SpecCatalogue.Specs,
        .. FamilyCases.All.Where(c => SpecValidator.Validate(c.Value.Spec).IsValid).Select(c => KeyValuePair.Create(c.Key, c.Value.Spec)),
    ];

    [FactIf(typeof(IamSimulator))]
    public async Task Each_call_of_the_catalogue_is_answered_alike()
    {
        var specs = Specs;
        var cases = specs
            .SelectMany(s => PolicyProof.Check(s.Value, PolicySet.Of(ConnectorPolicyBuilder.Build(s.Value)))
                .Where(c => c.Kind is PolicyCheckKind.Required or PolicyCheckKind.Neighbour)
                .Select(check => (Name: s.Key, Spec: s.Value, Check: check)))
            .ToList();
        var answers = await IamSimulator.AskAsync([.. cases.Select(c => Question(c.Spec, c.Check, [ConnectorPolicyBuilder.Build(c.Spec).Document]))]);

        output.WriteLine($"{cases.Count} calls of {specs.Count} specs asked");
        Assert.Empty(
            from pair in cases.Zip(answers)
            let check = pair.First.Check
            where pair.Second.IsAllowed != (check.Outcome == PolicyOutcome.Allowed)
            select $"{pair.First.Name}: {check.Kind} {check.Action} on {check.Resource} ({check.What}): ours {check.Outcome}, "
                + $"theirs {pair.Second.IsAllowed?.ToString() ?? pair.Second.Error}");
    }

    [FactIf(typeof(IamSimulator))]
    public async Task Calls_of_connectors_with_many_topics_are_answered_alike()
    {
        // All neighbours, and of the required calls a sample: each brings all policies along.
        var cases = SpecCatalogue.Large.Values
            .Select(spec => (Spec: spec, Policies: PolicySet.Of(ConnectorPolicyBuilder.Build(spec))))
            .SelectMany(s => PolicyProof.Check(s.Spec, s.Policies)
                .Where(c => c.Kind is PolicyCheckKind.Required or PolicyCheckKind.Neighbour)
                .Where((c, i) => c.Kind == PolicyCheckKind.Neighbour || i % 67 == 0)
                .Select(check => (s.Spec, s.Policies, Check: check)))
            .ToList();
        var answers = await IamSimulator.AskAsync(
            [.. cases.Select(c => Question(c.Spec, c.Check, [.. c.Policies.Policies.Select(p => p.Document)]))]);

        output.WriteLine($"{cases.Count} calls asked");
        Assert.Contains(cases, c => c.Check.Kind == PolicyCheckKind.Neighbour && c.Check.Outcome == PolicyOutcome.ExplicitDeny);
        Assert.Empty(
            from pair in cases.Zip(answers)
            let check = pair.First.Check
            where pair.Second.IsAllowed != check.MustBeAllowed
            select $"{check.Kind} {check.Action} on {check.Resource} ({check.What}): ours {check.Outcome}, theirs "
                + $"{pair.Second.IsAllowed?.ToString() ?? pair.Second.Error}");
    }

    [FactIf(typeof(IamSimulator))]
    public async Task Trust_is_answered_alike()
    {
        var cases = SpecCatalogue.Specs.Values
            .SelectMany(spec => PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec)))
                .Where(c => c.Kind == PolicyCheckKind.Trust).Select(check => (Spec: spec, Check: check)))
            .ToList();
        var answers = await IamSimulator.AskAsync(
        [
            .. cases.Select(c => new IamSimulator.Question(
                c.Check.What == "another service" ? "ec2.amazonaws.com" : ConnectorPolicyBuilder.ServicePrincipal,
                new PolicyRequest("sts:AssumeRole", $"arn:{SpecArn(c.Spec)}:iam::{c.Spec.AccountId}:role/r") { Context = c.Check.Context },
                [])
            {
                Account = c.Spec.AccountId,
                ResourcePolicy = ConnectorPolicyBuilder.Build(c.Spec).Trust,
            }),
        ]);

        Assert.Empty(cases.Zip(answers).Where(p => p.Second.IsAllowed != p.First.Check.MustBeAllowed)
            .Select(p => $"{p.First.Spec.ConnectorName}: {p.First.Check.What}: {p.Second.IsAllowed} {p.Second.Error}"));
    }

    private static string SpecArn(ConnectorSpec spec) => spec.MskClusterArn.Split(':')[1];

    private static IamSimulator.Question Question(
        ConnectorSpec spec, PolicyCheck check, IReadOnlyList<PolicyDocument> policies)
    {
        var account = check.Resource.Split(':', 6).ElementAtOrDefault(4) is { Length: > 0 } owner ? owner : spec.AccountId;
        return new IamSimulator.Question(
            $"arn:{SpecArn(spec)}:iam::{spec.AccountId}:role/connect-role",
            new PolicyRequest(check.Action, check.Resource) { Context = check.Context },
            policies)
        {
            Account = account,
            // Identity policies count for a key and another account's things only where the owner delegates to the
            // caller's account; ours looks at the identity's side alone.
            ResourcePolicy = check.Resource.Contains(":kms:", StringComparison.Ordinal) || account != spec.AccountId
                ? PolicyDocument.Parse(
                    $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:{{SpecArn(spec)}}:iam::{{spec.AccountId}}:root"},"Action":"*","Resource":"*"}]}""")
                : null,
        };
    }
}
