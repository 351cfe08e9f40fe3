using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.Tests.Shared;
using Kraken.Tests.Shared.Policies;
using Xunit.Abstractions;

namespace Kraken.Contract.Tests.Policies;

/// <summary>
/// Policies and calls made by chance, judged by our evaluator and by an independent engine. KRAKEN_POLICY_SEED shows a
/// run again, KRAKEN_POLICY_CASES makes it longer.
/// </summary>
public class GeneratedPolicyTests(ITestOutputHelper output)
{
    [FactIf(typeof(IamSimulator))]
    public async Task Each_call_is_answered_alike()
    {
        var seed = Setting("KRAKEN_POLICY_SEED", 20261124);
        var generator = new PolicyGenerator(new Random(seed));
        var cases = Enumerable.Range(0, Setting("KRAKEN_POLICY_CASES", 4000)).Select(_ => generator.Next()).ToList();
        var answers = await IamSimulator.AskAsync([.. cases.Select(c => new IamSimulator.Question(
            "arn:aws:iam::123456789012:role/connect-role", c.Request, c.Policies) { Boundary = c.Boundary })]);

        var disagreements = new List<string>();
        var (allowed, denied, unjudged) = (0, 0, new Dictionary<string, int>());
        foreach (var (one, answer) in cases.Zip(answers))
        {
            if (PolicyGenerator.WhyNotJudged(one) is { } reason)
            {
                unjudged[reason] = unjudged.GetValueOrDefault(reason) + 1;
                continue;
            }

            var ours = PolicyEvaluator.Evaluate(
                one.Policies.Select((p, i) => new NamedPolicy($"p{i}", p)), one.Request,
                one.Boundary is null ? null : new NamedPolicy("boundary", one.Boundary));
            _ = ours.IsAllowed ? allowed++ : denied++;
            if (answer.IsAllowed != ours.IsAllowed)
            {
                disagreements.Add(
                    $"{one.Request.Action} on {one.Request.Resource} with "
                    + string.Join("; ", one.Request.Context.Select(c => $"{c.Key}={string.Join(',', c.Value)}"))
                    + $"\n  ours {ours.Outcome}, theirs {answer.IsAllowed?.ToString() ?? answer.Error}, ignored "
                    + string.Join(',', answer.IgnoredKeys)
                    + $"\n  {string.Join("\n  ", one.Policies.Select(p => p.ToJson()))}"
                    + (one.Boundary is null ? "" : $"\n  boundary {one.Boundary.ToJson()}"));
            }
        }

        output.WriteLine($"seed {seed}: {allowed} calls allowed, {denied} denied by both");
        foreach (var (reason, count) in unjudged)
            output.WriteLine($"{count} not judged: {reason}");
        Assert.True(
            disagreements.Count == 0,
            $"seed {seed}: {disagreements.Count} disagreements\n" + string.Join('\n', disagreements.Take(6)));
        Assert.True(allowed > cases.Count / 10 && denied > cases.Count / 10, "Both answers must occur.");
        Assert.True(unjudged.Values.Sum() < cases.Count / 4, "Most calls must be judged.");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
