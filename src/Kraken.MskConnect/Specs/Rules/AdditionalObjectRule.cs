using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Objects in lists have the members that they must have, and numbers in their range.</summary>
internal sealed class AdditionalObjectRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All.Where(f => f.Objects is not null))
        {
            foreach (var (index, entry) in ((IReadOnlyList<SpecObject>)field.Get(check.Spec)!).Select((o, i) => (i, o)))
                Check(check, $"{field.Name}[{index}]", entry);
        }
    }

    private static void Check(SpecCheck check, string place, SpecObject entry)
    {
        foreach (var member in entry.Type.Members)
        {
            var (value, name) = (member.Get(entry), $"{place}.{member.Name}");
            if (member.IsRequired && IsMissing(value))
            {
                check.Error(name, "Required", null, "is missing", $"Give {member.FileName}: {Sentence(member.Documentation)}");
            }
            else if (value is IReadOnlyList<string> list && list.Any(string.IsNullOrWhiteSpace))
            {
                check.Error(name, "Blank", null, "has a blank entry", "Leave the entry out, or give a value.");
            }
            else if (member.Range is { } range && value is int number && !range.Has(number))
            {
                check.Error(name, range.Rule, number, $"is not {range.Least} to {range.Most}", range.Remedy!);
            }
        }
    }

    private static bool IsMissing(object? value) =>
        value is null or IReadOnlyList<string> { Count: 0 } || (value is string text && string.IsNullOrWhiteSpace(text));

    private static string Sentence(string text) => char.ToLowerInvariant(text[0]) + text[1..(text.IndexOf('.', StringComparison.Ordinal) + 1)];
}
