using System.Globalization;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The tags can be put on every resource; the role's limits are the narrowest.
/// Source: IAM user guide, Tagging IAM resources; AWS general reference, tag naming limits.
/// </summary>
internal sealed class TagRule : ISpecRule
{
    /// <summary>Tags that a role takes.</summary>
    internal const int MostTags = 50;

    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        var count = ResourceNames.OwnershipTags(spec).Count;
        if (count > MostTags)
        {
            check.Error(
                nameof(spec.CommonTag), "TagCount", null,
                $"has {spec.CommonTag.Count} tags, {count} with the module's own; a role can have {MostTags}",
                "Give fewer tags.");
        }

        foreach (var (key, value) in spec.CommonTag)
            CheckOne(check, key, value);
        foreach (var same in spec.CommonTag.Keys.Concat([ResourceNames.EnvTag])
            .Distinct().GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            check.Error(
                Field(same.First()), "TagKeyCase", null,
                "differs from another key only in case, which IAM ignores: "
                + BoundedText.List(same),
                "Give one of them.");
        }

        if (!IsText(spec.Env) || spec.Env.Length > LongestValue)
        {
            check.Error(
                nameof(spec.Env), "EnvTagValue", spec.Env, $"cannot be the value of the tag {ResourceNames.EnvTag}",
                "Use at most 256 letters, digits, spaces and _ . : / = + - @.");
        }

        // BlankRule judges a blank one.
        if (spec.Fleet is { } fleet && !string.IsNullOrWhiteSpace(fleet) && (!IsText(fleet) || fleet.Length > LongestValue))
        {
            check.Error(
                nameof(spec.Fleet), "FleetTagValue", fleet, $"cannot be the value of the tag {ResourceNames.FleetTag}",
                "Use at most 256 letters, digits, spaces and _ . : / = + - @.");
        }
        else if (spec.Fleet is { } padded && !string.IsNullOrWhiteSpace(padded) && padded != padded.Trim())
        {
            // A connector would silently leave its fleet for one that looks the same.
            check.Error(
                nameof(spec.Fleet), "FleetTagValue", padded, "begins or ends with a space, which makes it another fleet",
                "Write the fleet's name without it.");
        }
    }

    private static void CheckOne(SpecCheck check, string key, string value)
    {
        var field = Field(key);
        var shown = Redaction.Value(key, value);
        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith(ResourceNames.ReservedTagPrefix, StringComparison.OrdinalIgnoreCase))
        {
            check.Error(
                field, "TagKeyReserved", shown, "has a key that begins with aws: or kraken:, which are reserved",
                "Choose another key.");
        }

        if (key.Length is 0 or > LongestKey || !IsText(key))
        {
            check.Error(
                field, "TagKey", shown, $"has a key that AWS does not accept",
                "Use 1 to 128 letters, digits, spaces and _ . : / = + - @.");
        }

        if (value.Length > LongestValue || !IsText(value))
        {
            check.Error(
                field, "TagValue", shown, "is a value that AWS does not accept",
                "Use at most 256 letters, digits, spaces and _ . : / = + - @.");
        }

        if (key == ResourceNames.EnvTag && value != check.Spec.Env)
        {
            check.Warning(
                field, "TagEnv", shown, $"is overridden by Env, {check.Spec.Env}", "Leave the tag out.");
        }
    }

    private static string Field(string key) => $"{nameof(ConnectorSpec.CommonTag)}[{key}]";

    private static bool IsText(string text) => text.All(c =>
        char.IsLetterOrDigit(c) || c is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@'
        || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);
}
