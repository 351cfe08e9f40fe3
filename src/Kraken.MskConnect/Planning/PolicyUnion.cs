using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Planning;

/// <summary>The policy that applies while a connector changes from one configuration to another.</summary>
internal static class PolicyUnion
{
    private const string Suffix = "Before";

    /// <summary>
    /// What is wanted and, beside it, what is allowed now. What is denied now is left out, since it may be in the way; but
    /// not what limits our own grants to their cluster.
    /// </summary>
    /// <param name="now">The policy as it is.</param>
    /// <param name="wanted">The policy that is wanted.</param>
    public static PolicyDocument Of(PolicyDocument now, PolicyDocument wanted)
    {
        var texts = wanted.Statements.Select(Text).ToHashSet(StringComparer.Ordinal);
        var kept = PolicyVariables.InThisVersion(now).Statements
            .Where(s => (s.Effect == PolicyEffect.Allow || ClusterDenyGuard.IsDenyGuard(s)) && !texts.Contains(Text(s)))
            .ToList();
        var skeletons = wanted.Statements.Select(StatementSkeletons.SkeletonOf).ToHashSet(StringComparer.Ordinal);
        var alike = kept.Where(s => skeletons.Contains(StatementSkeletons.SkeletonOf(s))).ToList();

        // A Sid is unique in its document.
        var names = wanted.Statements.Select(s => s.Sid).ToHashSet(StringComparer.Ordinal);
        var others = new List<PolicyStatement>();
        foreach (var statement in kept.Except(alike))
        {
            var sid = statement.Sid;
            while (sid is not null && !names.Add(sid))
                sid += Suffix;
            others.Add(statement with { Sid = sid });
        }

        return StatementSkeletons.Merge(
            [new PolicyDocument(wanted.Statements), new PolicyDocument([.. alike, .. others])]);
    }

    private static string Text(PolicyStatement statement) => new PolicyDocument([statement]).ToJson();
}
