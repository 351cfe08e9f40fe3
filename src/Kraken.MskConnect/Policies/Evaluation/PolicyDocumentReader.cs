using System.Text.Json;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Policies;

/// <content>Reads a policy from its text.</content>
public sealed partial record PolicyDocument
{
    // Source: IAM user guide, grammar of the IAM JSON policy language.
    private static readonly string[] DocumentElements = ["Version", "Id", "Statement"];

    private static readonly string[] StatementElements =
    [
        "Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ];

    /// <summary>Reads a policy from its text.</summary>
    /// <param name="json">The policy as IAM takes it.</param>
    /// <returns>The policy, its statements in the order of the text.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PolicyInvalid"/>: the text is not JSON, has an unknown element, lacks one, or has two
    /// that exclude each other. The message names the place, for example <c>Statement[1].Condition</c>.
    /// </exception>
    public static PolicyDocument Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonDocument parsed;
        try
        {
            parsed = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw Invalid("(document)", $"is not JSON: {e.Message}", "Give a JSON policy document.", e);
        }

        using (parsed)
            return ReadDocument(parsed.RootElement);
    }

    private static PolicyDocument ReadDocument(JsonElement root)
    {
        ExpectObject(root, "(document)");
        ExpectKnown(root, DocumentElements, "");
        if (!root.TryGetProperty("Statement", out var statements))
            throw Invalid("Statement", "is missing", "Add at least one statement.");
        if (root.TryGetProperty("Version", out var version)
            && version.ToString() is not (Version or "2008-10-17"))
        {
            throw Invalid("Version", $"is '{version}'", $"Use '{Version}'.");
        }

        if (statements.ValueKind == JsonValueKind.Object)
            return new PolicyDocument([ReadStatement(statements, "Statement")]);
        if (statements.ValueKind != JsonValueKind.Array)
            throw Invalid("Statement", "is neither an object nor an array", "Give an array of statements.");
        return new PolicyDocument(
            [.. statements.EnumerateArray().Select((s, i) => ReadStatement(s, $"Statement[{i}]"))]);
    }

    private static PolicyStatement ReadStatement(JsonElement element, string place)
    {
        ExpectObject(element, place);
        ExpectKnown(element, StatementElements, place + ".");
        ExpectOneOf(element, place, "Action", "NotAction", required: true);
        ExpectOneOf(element, place, "Resource", "NotResource", required: false);
        return new PolicyStatement
        {
            Sid = element.TryGetProperty("Sid", out var sid) ? ReadString(sid, place + ".Sid") : null,
            Effect = ReadEffect(element, place),
            Principals = element.TryGetProperty("Principal", out var principal)
                ? ReadPrincipals(principal, place + ".Principal")
                : new Dictionary<string, IReadOnlyList<string>>(),
            Actions = ReadValues(element, "Action", place),
            NotActions = ReadValues(element, "NotAction", place),
            Resources = ReadValues(element, "Resource", place),
            NotResources = ReadValues(element, "NotResource", place),
            Conditions = element.TryGetProperty("Condition", out var conditions)
                ? ReadConditions(conditions, place + ".Condition")
                : [],
        };
    }

    private static PolicyEffect ReadEffect(JsonElement element, string place)
    {
        if (!element.TryGetProperty("Effect", out var effect))
            throw Invalid(place + ".Effect", "is missing", "Say 'Allow' or 'Deny'.");
        return effect.ToString() switch
        {
            "Allow" => PolicyEffect.Allow,
            "Deny" => PolicyEffect.Deny,
            var other => throw Invalid(place + ".Effect", $"is '{other}'", "Say 'Allow' or 'Deny'."),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadPrincipals(JsonElement element, string place)
    {
        // A bare "*" stands for everyone.
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.ToString() == "*"
                ? new Dictionary<string, IReadOnlyList<string>> { ["AWS"] = ["*"] }
                : throw Invalid(place, $"is '{element}'", "Name the kind of principal, for example {\"Service\": …}.");
        }

        ExpectObject(element, place);
        ExpectOnce(element, place + ".");
        return element.EnumerateObject()
            .ToDictionary(p => p.Name, p => ReadValues(p.Value, $"{place}.{p.Name}"));
    }

    private static List<PolicyCondition> ReadConditions(JsonElement element, string place)
    {
        ExpectObject(element, place);
        ExpectOnce(element, place + ".");
        var conditions = new List<PolicyCondition>();
        foreach (var op in element.EnumerateObject())
        {
            var at = $"{place}.{op.Name}";
            if (!ConditionOperators.IsKnown(op.Name))
                throw Invalid(at, "is not a condition operator", $"Use one of {ConditionOperators.Names}.");
            ExpectObject(op.Value, at);
            ExpectOnce(op.Value, at + ".");
            foreach (var key in op.Value.EnumerateObject())
                conditions.Add(new PolicyCondition(op.Name, key.Name, ReadValues(key.Value, $"{at}.{key.Name}")));
        }

        return conditions;
    }

    private static IReadOnlyList<string> ReadValues(JsonElement element, string name, string place) =>
        element.TryGetProperty(name, out var value) ? ReadValues(value, $"{place}.{name}") : [];

    private static IReadOnlyList<string> ReadValues(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return [ReadScalar(element, place)];
        if (element.GetArrayLength() == 0)
            throw Invalid(place, "is empty", "Give at least one value.");
        return [.. element.EnumerateArray().Select((e, i) => ReadScalar(e, $"{place}[{i}]"))];
    }

    private static string ReadScalar(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        // Conditions may hold true or 5 without quotes.
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => element.GetRawText(),
        _ => throw Invalid(place, "is not a text", "Give a text or an array of texts."),
    };

    private static string ReadString(JsonElement element, string place) =>
        element.ValueKind == JsonValueKind.String
            ? element.GetString()!
            : throw Invalid(place, "is not a text", "Give a text.");

    private static void ExpectObject(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Invalid(place, "is not an object", "Give a JSON object.");
    }

    private static void ExpectKnown(JsonElement element, string[] known, string prefix)
    {
        ExpectOnce(element, prefix);
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                throw Invalid(prefix + property.Name, "is not known", $"Use one of {string.Join(", ", known)}.");
        }
    }

    /// <summary>A name that stands twice would silently lose one of its values.</summary>
    private static void ExpectOnce(JsonElement element, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                throw Invalid(prefix + property.Name, "stands twice", "Merge the two, or leave one out.");
        }
    }

    private static void ExpectOneOf(JsonElement element, string place, string one, string other, bool required)
    {
        var hasOne = element.TryGetProperty(one, out _);
        var hasOther = element.TryGetProperty(other, out _);
        if (hasOne && hasOther)
            throw Invalid($"{place}.{other}", $"excludes {one}", $"Keep one of {one} and {other}.");
        if (required && !hasOne && !hasOther)
            throw Invalid($"{place}.{one}", "is missing", $"Add {one} or {other}.");
    }

    private static KrakenException Invalid(string place, string what, string remedy, Exception? inner = null) =>
        new(KrakenErrorKind.PolicyInvalid, $"The policy's {place} {what}.", remedy, inner);
}
