using System.Text.Json;
using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Policies;

/// <content>Reads a policy from its text.</content>
public sealed partial record PolicyDocument
{
    // Source: IAM user guide, grammar of the IAM JSON policy language.
    private static readonly string[] _documentElements = ["Version", "Id", "Statement"];

    private static readonly string[] _statementElements =
    [
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ];

    private static readonly string[] _principalKinds = ["AWS", "CanonicalUser", "Federated", "Service"];

    /// <summary>Reads a policy from its text.</summary>
    /// <param name="json">The policy as IAM takes it.</param>
    /// <returns>The policy, its statements in the order of the text.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PolicyInvalid"/>: the text is not JSON, has an unknown element, lacks one, has two that
    /// exclude each other, or a value that could never match. The message names the place, for example
    /// <c>Statement[1].Condition</c>, or the line and column.
    /// </exception>
    public static PolicyDocument Parse(string json) => Parse(json, isOfIdentity: false);

    /// <summary>
    /// Reads the policy of a resource, of a key for example. Its statements' ids may be any text, as KMS's own
    /// <c>Enable IAM User Permissions</c> is, and are left out. Source: KMS developer guide, Elements in a key policy.
    /// </summary>
    /// <inheritdoc cref="Parse(string)"/>
    public static PolicyDocument ParseResource(string json) => Parse(json, isOfIdentity: false, hasFreeIds: true);

    /// <summary>Reads the policy of an identity: an inline or a managed one, or a boundary.</summary>
    /// <inheritdoc cref="Parse(string)"/>
    public static PolicyDocument ParseIdentity(string json) => Parse(json, isOfIdentity: true);

    private static PolicyDocument Parse(string json, bool isOfIdentity, bool hasFreeIds = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return ReadDocument(parsed.RootElement, isOfIdentity, hasFreeIds);
        }
        catch (JsonException e)
        {
            var (line, column) = JsonPlace.Of(e, json);
            throw Invalid(
                "(document)",
                $"is not JSON in line {line}, column {column}: {JsonPlace.Why(e)}",
                "Give a JSON policy document.",
                e);
        }
        catch (InvalidOperationException e)
        {
            // A \u escape that is half of a pair; where it stands is not told.
            throw Invalid("(document)", "contains a text with an invalid \\u escape", "Write the character itself.", e);
        }
    }

    private static PolicyDocument ReadDocument(JsonElement root, bool isOfIdentity, bool hasFreeIds)
    {
        ExpectObject(root, "(document)");
        ExpectKnown(root, _documentElements, "");
        if (!root.TryGetProperty("Statement", out var statements))
            throw Invalid("Statement", "is missing", "Add at least one statement.");
        // Source: IAM user guide, Version: without one it is the former.
        var language = root.TryGetProperty("Version", out var version) ? version.ToString() : FormerVersion;
        if (language is not (Version or FormerVersion))
            throw Invalid("Version", $"is '{language}'", $"Use '{Version}'.");

        var places = statements.ValueKind switch
        {
            JsonValueKind.Object => [(Element: statements, Place: "Statement")],
            JsonValueKind.Array => statements.EnumerateArray().Select((s, i) => (Element: s, Place: $"Statement[{i}]")).ToArray(),
            _ => throw Invalid("Statement", "is neither an object nor an array", "Give an array of statements."),
        };
        var read = places.Select(s => ReadStatement(s.Element, s.Place, isOfIdentity, hasFreeIds)).ToArray();
        ExpectUnique(read.Select((s, i) => (s.Sid, places[i].Place)));
        return new PolicyDocument(read) { LanguageVersion = language };
    }

    private static PolicyStatement ReadStatement(JsonElement element, string place, bool isOfIdentity, bool hasFreeIds)
    {
        ExpectObject(element, place);
        ExpectKnown(element, _statementElements, place + ".");
        ExpectOneOf(element, place, "Action", "NotAction", required: true);
        ExpectOneOf(element, place, "Resource", "NotResource", required: isOfIdentity);
        ExpectOneOf(element, place, "Principal", "NotPrincipal", required: false);
        if (isOfIdentity && Array.Find(["Principal", "NotPrincipal"], p => element.TryGetProperty(p, out _)) is { } principal)
        {
            throw Invalid(
                $"{place}.{principal}", "is not allowed in an identity-based policy", "Leave it out: the principal is the identity itself.");
        }

        return new PolicyStatement
        {
            Sid = !hasFreeIds && element.TryGetProperty("Sid", out var sid) ? ReadSid(sid, place + ".Sid") : null,
            Effect = ReadEffect(element, place),
            Principals = ReadPrincipals(element, "Principal", place),
            NotPrincipals = ReadPrincipals(element, "NotPrincipal", place),
            Actions = ReadValues(element, "Action", place, CheckAction),
            NotActions = ReadValues(element, "NotAction", place, CheckAction),
            Resources = ReadValues(element, "Resource", place, CheckResource),
            NotResources = ReadValues(element, "NotResource", place, CheckResource),
            Conditions = element.TryGetProperty("Condition", out var conditions)
                ? ReadConditions(conditions, place + ".Condition")
                : [],
        };
    }

    private static PolicyEffect ReadEffect(JsonElement element, string place)
    {
        if (!element.TryGetProperty("Effect", out var effect))
            throw Invalid(place + ".Effect", "is missing", "Give 'Allow' or 'Deny'.");
        return effect.ToString() switch
        {
            "Allow" => PolicyEffect.Allow,
            "Deny" => PolicyEffect.Deny,
            var other => throw Invalid(place + ".Effect", $"is '{other}'", "Give 'Allow' or 'Deny'."),
        };
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadPrincipals(JsonElement statement, string name, string at)
    {
        if (!statement.TryGetProperty(name, out var element))
            return [];
        var place = $"{at}.{name}";

        // A bare "*" stands for everyone.
        if (element.ValueKind == JsonValueKind.String)
        {
            return element.ToString() == "*"
                ? new Dictionary<string, IReadOnlyList<string>> { ["AWS"] = ["*"] }
                : throw Invalid(place, $"is '{element}'", "Name the kind of principal, for example {\"Service\": …}.");
        }

        ExpectObject(element, place);
        ExpectKnown(element, _principalKinds, place + ".");
        if (!element.EnumerateObject().Any())
            throw Invalid(place, "is empty", "Name at least one principal.");
        return element.EnumerateObject().ToDictionary(p => p.Name, p => ReadValues(p.Value, $"{place}.{p.Name}"));
    }

    private static List<PolicyCondition> ReadConditions(JsonElement element, string place)
    {
        ExpectObject(element, place);
        ExpectOnce(element, place + ".");
        var conditions = new List<PolicyCondition>();
        foreach (var op in element.EnumerateObject())
        {
            var at = $"{place}.{op.Name}";
            if (!ConditionForm.IsKnown(op.Name))
                throw Invalid(at, "is not a condition operator", $"Use one of {ConditionForm.Names}.");
            ExpectObject(op.Value, at);
            ExpectOnce(op.Value, at + ".");
            foreach (var key in op.Value.EnumerateObject())
            {
                CheckKey(key.Name, $"{at}.{key.Name}");
                conditions.Add(new PolicyCondition(op.Name, key.Name, ReadValues(
                    key.Value, $"{at}.{key.Name}", (value, where) => CheckCondition(op.Name, value, where))));
            }
        }

        return conditions;
    }

    private static IReadOnlyList<string> ReadValues(
        JsonElement element, string name, string place, Action<string, string> check) =>
        element.TryGetProperty(name, out var value) ? ReadValues(value, $"{place}.{name}", check) : [];

    private static IReadOnlyList<string> ReadValues(
        JsonElement element, string place, Action<string, string>? check = null)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return [Checked(element, place)];
        if (element.GetArrayLength() == 0)
            throw Invalid(place, "is empty", "Give at least one value.");
        return [.. element.EnumerateArray().Select((e, i) => Checked(e, $"{place}[{i}]"))];

        string Checked(JsonElement one, string where)
        {
            var value = ReadScalar(one, where);
            check?.Invoke(value, where);
            return value;
        }
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
}
