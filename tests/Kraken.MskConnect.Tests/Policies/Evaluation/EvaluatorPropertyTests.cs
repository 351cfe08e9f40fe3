using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.Tests.Shared.Policies;

namespace Kraken.MskConnect.Tests.Policies.Evaluation;

/// <summary>What holds of the evaluator for any policies and calls; a failure names the case's number and seed.</summary>
public class EvaluatorPropertyTests
{
    private const int Seed = 20261124;
    private const int Cases = 4000;

    [Fact]
    public void An_added_Allow_never_denies() => ForAll((one, other) =>
    {
        var added = Statement(other) with { Effect = PolicyEffect.Allow };
        return !Allows(one) || Allows(With(one, added));
    });

    [Fact]
    public void An_added_Deny_never_allows() => ForAll((one, other) =>
    {
        var added = Statement(other) with { Effect = PolicyEffect.Deny };
        return Allows(one) || !Allows(With(one, added));
    });

    [Fact]
    public void A_boundary_never_allows() => ForAll((one, other) =>
        Allows(one with { Boundary = null }) || !Allows(one with { Boundary = other.Policies[0] }));

    [Fact]
    public void Grouping_statements_into_one_policy_changes_no_answer() => ForAll((one, _) =>
        Allows(one) == Allows(one with { Policies = [new PolicyDocument([.. one.Policies.SelectMany(p => PolicyVariables.InThisVersion(p).Statements)])] }));

    [Fact]
    public void Splitting_statements_changes_no_answer() => ForAll((one, _) => Allows(one) == Allows(one with
    {
        Policies =
        [
            .. from policy in one.Policies
               from statement in policy.Statements
               // Of what is left out, all must be left out at once.
               from action in statement.NotActions.Count > 0 ? [statement.NotActions] : statement.Actions.Select(a => (IReadOnlyList<string>)[a])
               from resource in statement.NotResources.Count > 0 ? [statement.NotResources] : statement.Resources.Select(r => (IReadOnlyList<string>)[r])
               select policy with
               {
                   Statements =
                   [
                       statement with
                       {
                           Sid = null,
                           Actions = statement.NotActions.Count > 0 ? [] : action,
                           NotActions = statement.NotActions.Count > 0 ? action : [],
                           Resources = statement.NotResources.Count > 0 ? [] : resource,
                           NotResources = statement.NotResources.Count > 0 ? resource : [],
                       },
                   ],
               },
        ],
    }));

    [Fact]
    public void What_is_written_reads_as_the_same() => ForAll((one, _) =>
        one.Policies.All(p => PolicyDocument.Parse(p.ToJson()).ToJson() == p.ToJson()
            && PolicyDocument.Parse(p.ToJson(indented: true)).ToJson() == p.ToJson()));

    [Fact]
    public void Every_answer_says_what_decided() => ForAll((one, _) =>
    {
        var decision = Decide(one);
        return decision.Reason.Length > 0
            && (decision.Outcome == PolicyOutcome.ImplicitDeny || (decision.Policy is not null && decision.Statement is not null));
    });

    [Fact]
    public void Wildcards_match_as_a_regular_expression_would()
    {
        const string alphabet = "ab*?/";
        var random = new Random(Seed);
        string Text(string characters) => new([.. Enumerable.Range(0, random.Next(8)).Select(_ => characters[random.Next(characters.Length)])]);
        for (var i = 0; i < Cases; i++)
        {
            var (pattern, value) = (Text(alphabet), Text("ab/"));
            var regex = System.Text.RegularExpressions.Regex.Escape(pattern)
                .Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal);
            Assert.True(
                System.Text.RegularExpressions.Regex.IsMatch(value, $"^{regex}$") == Wildcard.Matches(pattern, value),
                $"'{pattern}' on '{value}'");
        }
    }

    private static void ForAll(Func<PolicyCase, PolicyCase, bool> holds)
    {
        var generator = new PolicyGenerator(new Random(Seed));
        for (var i = 0; i < Cases; i++)
        {
            var (one, other) = (generator.Next(), generator.Next());
            Assert.True(
                holds(one, other),
                $"case {i} of seed {Seed}: {one.Request.Action} on {one.Request.Resource}; "
                + string.Join("; ", one.Policies.Concat(other.Policies).Select(p => p.ToJson())));
        }
    }

    private static PolicyStatement Statement(PolicyCase one) => one.Policies[0].Statements[0];

    private static PolicyCase With(PolicyCase one, PolicyStatement added) =>
        one with { Policies = [.. one.Policies, new PolicyDocument([added])] };

    private static bool Allows(PolicyCase one) => Decide(one).IsAllowed;

    private static PolicyDecision Decide(PolicyCase one) => PolicyEvaluator.Evaluate(
        one.Policies.Select((p, i) => new NamedPolicy($"p{i}", p)), one.Request,
        one.Boundary is null ? null : new NamedPolicy("boundary", one.Boundary));
}
