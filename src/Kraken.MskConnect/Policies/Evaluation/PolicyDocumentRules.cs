using System.Text.Json;
using Kraken.MskConnect.Connectors.Grants;

namespace Kraken.MskConnect.Policies;

/// <content>What a policy's text must be like. Source: IAM user guide, grammar of the IAM JSON policy language.</content>
public sealed partial record PolicyDocument
{
    /// <summary>A statement's id; null where it is empty, which IAM takes as none.</summary>
    private static string? ReadSid(JsonElement element, string place)
    {
        var sid = ReadString(element, place);
        if (!sid.All(char.IsAsciiLetterOrDigit))
            throw Invalid(place, $"is '{sid}'", "Use only letters from A to Z and digits.");
        return sid.Length == 0 ? null : sid;
    }

    private static void ExpectUnique(IEnumerable<(string? Sid, string Place)> statements)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (sid, place) in statements)
        {
            if (sid is not null && !seen.TryAdd(sid, place))
                throw Invalid(place + ".Sid", $"is '{sid}', as is that of {seen[sid]}", "Give each statement its own ID.");
        }
    }

    private static void CheckAction(string action, string place)
    {
        if (action != "*" && !action.Contains(':', StringComparison.Ordinal))
            throw Invalid(place, $"is '{action}', which names no service", "Write service:Action, for example s3:PutObject.");
    }

    private static void CheckResource(string resource, string place)
    {
        if (resource != "*" && !resource.StartsWith("arn:", StringComparison.Ordinal))
            throw Invalid(place, $"is '{resource}'", "Write an ARN, or \"*\" for all.");
    }

    // Source: IAM's own refusal, "Actions/Conditions must be prefaced by a vendor".
    private static void CheckKey(string key, string place)
    {
        if (!key.Contains(':', StringComparison.Ordinal))
            throw Invalid(place, "names no service", "Write service:Key, for example aws:SourceAccount.");
    }

    /// <summary>A value of the wrong kind would make the condition never, or always, hold, without a word.</summary>
    private static void CheckCondition(string name, string value, string place)
    {
        var isVariable = value.Contains("${", StringComparison.Ordinal);
        if (!isVariable && ConditionForm.WhyUnfit(name, value) is { } unfit)
            throw Invalid(place, $"is '{value}', which is not {unfit.Kind}", unfit.Remedy);
    }

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
                throw Invalid(prefix + property.Name, "is given twice", "Merge the two, or leave one out.");
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
