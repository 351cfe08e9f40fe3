using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Planning;

/// <summary>The policy of the time in which a connector goes over from one configuration to another.</summary>
internal static class PolicyUnion
{
    /// <summary>Characters that the inline policies of a role may have. Source: IAM user guide, IAM quotas.</summary>
    private const int MostCharacters = 10_240;

    private const string Suffix = "Before";

    /// <summary>
    /// What is wanted and, beside it, what is allowed now. What is denied now is left out, since it may be in the way.
    /// Where the whole is longer than IAM takes, or what is there cannot be read, what is wanted alone.
    /// </summary>
    /// <param name="current">The policy as IAM returns it, URL-encoded or not; null where there is none.</param>
    /// <param name="wanted">The policy that is wanted.</param>
    public static PolicyDocument Of(string? current, PolicyDocument wanted)
    {
        if (string.IsNullOrWhiteSpace(current))
            return wanted;
        PolicyDocument now;
        try
        {
            now = PolicyDocument.Parse(
                current.TrimStart().StartsWith('{') ? current : Uri.UnescapeDataString(current));
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
        {
            return wanted;
        }

        var names = wanted.Statements.Select(s => s.Sid).ToHashSet(StringComparer.Ordinal);
        var texts = wanted.Statements.Select(Text).ToHashSet(StringComparer.Ordinal);
        var kept = new List<PolicyStatement>();
        foreach (var statement in now.Statements.Where(s => s.Effect == PolicyEffect.Allow && !texts.Contains(Text(s))))
        {
            // A Sid is unique in its document.
            var sid = statement.Sid;
            while (sid is not null && !names.Add(sid))
                sid += Suffix;
            kept.Add(statement with { Sid = sid });
        }

        var union = new PolicyDocument([.. wanted.Statements, .. kept]);
        return union.ToJson().Length <= MostCharacters ? union : wanted;
    }

    private static string Text(PolicyStatement statement) => new PolicyDocument([statement]).ToJson();
}
