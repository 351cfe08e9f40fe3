using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Planning;

/// <summary>
/// Turns policies into properties, a statement each, so that two policies that mean the same are equal whatever
/// their order, white space or form (<c>"a"</c> or <c>["a"]</c>), and a difference names its statement.
/// </summary>
internal static class PolicyProperties
{
    /// <summary>The field of the statements that a role grants.</summary>
    public const string Policy = "Policy";

    /// <summary>The field of the statements that say who may assume a role.</summary>
    public const string TrustPolicy = "TrustPolicy";

    /// <summary>The properties of a policy that is wanted.</summary>
    /// <param name="field"><see cref="Policy"/> or <see cref="TrustPolicy"/>.</param>
    /// <param name="document">The policy.</param>
    /// <param name="update">What changes it.</param>
    /// <param name="reasons">Why each statement is wanted, by its id; null where nobody asks.</param>
    public static IEnumerable<Property> Of(
        string field, PolicyDocument document, InPlaceUpdate update, IReadOnlyDictionary<string, string>? reasons = null)
    {
        var statements = PolicyVariables.InThisVersion(document).Statements
            .Select(Normalize).Select(s => (s.Sid, Statement: s, Text: Text(s))).ToList();

        // A Sid is unique in a well-formed document; where it is not, or is missing, the order of the text decides.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var statement in statements.OrderBy(s => s.Sid is null).ThenBy(s => s.Text, StringComparer.Ordinal))
        {
            var name = statement.Sid ?? "statement";
            var count = seen[name] = seen.GetValueOrDefault(name) + 1;
            if (count > 1 || statement.Sid is null)
                name = $"{name} {count}";
            // By the field alone: a Sid such as DatabaseSecret names a need, not a secret.
            yield return new Property(new PropertyName(field, name), statement.Text, update)
            {
                RedactionKey = field,
                Reason = statement.Sid is null ? null : reasons?.GetValueOrDefault(statement.Sid),
                Statements = [statement.Statement],
            };
        }
    }

    /// <summary>The properties of a policy as IAM returns it, URL-encoded or not; none where there is no policy.</summary>
    /// <param name="field"><see cref="Policy"/> or <see cref="TrustPolicy"/>.</param>
    /// <param name="text">The policy's text, or null.</param>
    /// <param name="update">What changes it.</param>
    public static IEnumerable<Property> Of(string field, string? text, InPlaceUpdate update) =>
        string.IsNullOrWhiteSpace(text) ? [] : Of(field, [text], update);

    /// <summary>
    /// The properties of a policy as IAM returns it, a statement named as one of the wanted policy that says the same or
    /// speaks of the same principal: other names alone are no difference, and others show what differs.
    /// </summary>
    /// <param name="field"><see cref="TrustPolicy"/>.</param>
    /// <param name="text">The policy's text, or null.</param>
    /// <param name="wanted">The policy that is wanted.</param>
    /// <param name="update">What changes it.</param>
    public static IEnumerable<Property> OfLike(string field, string? text, PolicyDocument wanted, InPlaceUpdate update)
    {
        if (Read(text) is not { } document)
            return Of(field, text, update);
        var left = wanted.Statements.Select(Normalize).ToList();
        var statements = PolicyVariables.InThisVersion(document).Statements.Select(Normalize).ToList();
        var named = new HashSet<int>();
        foreach (var isLike in new Func<PolicyStatement, PolicyStatement, bool>[] { SaysTheSame, SharesPrincipal })
        {
            for (var i = 0; i < statements.Count; i++)
            {
                if (named.Contains(i) || left.Find(other => isLike(statements[i], other)) is not { } like)
                    continue;
                statements[i] = statements[i] with { Sid = like.Sid };
                left.Remove(like);
                named.Add(i);
            }
        }

        // What is like none keeps its name, unless that is another's now.
        var taken = named.Select(i => statements[i].Sid).ToHashSet(StringComparer.Ordinal);
        return Of(
            field,
            new PolicyDocument(
                [.. statements.Select((s, i) => !named.Contains(i) && taken.Contains(s.Sid) ? s with { Sid = null } : s)]),
            update);
    }

    /// <summary>The properties of several policies that together say one thing, as IAM returns them.</summary>
    /// <param name="field"><see cref="Policy"/> or <see cref="TrustPolicy"/>.</param>
    /// <param name="texts">The policies' texts.</param>
    /// <param name="update">What changes them.</param>
    public static IEnumerable<Property> Of(string field, IReadOnlyList<string> texts, InPlaceUpdate update)
    {
        var read = new List<PolicyDocument>();
        var unread = new List<string>();
        foreach (var text in texts)
        {
            if (Read(text) is { } document)
                read.Add(document);
            else
                unread.Add(text);
        }

        return
        [
            .. read.Count == 0 ? [] : Of(field, StatementSkeletons.Merge(read), update),
            // Somebody's policy with elements that ours never have: it differs, whatever it says.
            .. unread.Select((text, i) => new Property(
                new PropertyName(field, i == 0 ? "whole" : $"whole {i + 1}"), Decoded(text), update)),
        ];
    }

    /// <summary>The policy as IAM returns it, URL-encoded or not; null where it cannot be read.</summary>
    public static PolicyDocument? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            return PolicyDocument.Parse(Decoded(text));
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.PolicyInvalid)
        {
            return null;
        }
    }

    /// <summary>
    /// The statements of a text that a plan's file has: of one statement, as a property's value is written, or of a whole
    /// policy. Null where it is neither.
    /// </summary>
    public static IReadOnlyList<PolicyStatement>? Statements(string? text)
    {
        if (text is null || !text.StartsWith('{'))
            return null;
        return Read(text)?.Statements
            ?? Read($$"""{"Version":"{{PolicyDocument.Version}}","Statement":[{{text}}]}""")?.Statements;
    }

    // IAM returns documents URL-encoded. Source: IAM API reference, GetRole, GetRolePolicy.
    private static string Decoded(string text) => text.TrimStart().StartsWith('{') ? text : Uri.UnescapeDataString(text);

    private static string Text(PolicyStatement statement)
    {
        // A document of one statement, without what surrounds it.
        var json = new PolicyDocument([statement]).ToJson();
        var start = json.IndexOf('[', StringComparison.Ordinal) + 1;
        return json[start..json.LastIndexOf(']')];
    }

    private static bool SaysTheSame(PolicyStatement one, PolicyStatement other) =>
        Text(one with { Sid = null }) == Text(other with { Sid = null });

    private static bool SharesPrincipal(PolicyStatement one, PolicyStatement other) =>
        one.Effect == other.Effect && one.Principals.Any(p =>
            other.Principals.TryGetValue(p.Key, out var values) && p.Value.Intersect(values, StringComparer.Ordinal).Any());

    private static PolicyStatement Normalize(PolicyStatement statement) => statement with
    {
        Principals = Sorted(statement.Principals),
        NotPrincipals = Sorted(statement.NotPrincipals),
        Actions = Sorted(statement.Actions),
        NotActions = Sorted(statement.NotActions),
        Resources = Sorted(statement.Resources),
        NotResources = Sorted(statement.NotResources),
        Conditions =
        [
            .. statement.Conditions
                .Select(c => c with { Values = Sorted(c.Values) })
                .OrderBy(c => c.Operator, StringComparer.Ordinal)
                .ThenBy(c => c.Key, StringComparer.Ordinal),
        ],
    };

    private static Dictionary<string, IReadOnlyList<string>> Sorted(
        IReadOnlyDictionary<string, IReadOnlyList<string>> principals) => principals
        .OrderBy(p => p.Key, StringComparer.Ordinal)
        .ToDictionary(p => p.Key, p => Sorted(p.Value));

    private static IReadOnlyList<string> Sorted(IReadOnlyList<string> values) =>
        [.. values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
