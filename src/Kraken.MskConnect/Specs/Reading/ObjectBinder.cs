using Kraken.MskConnect.Specs.Objects;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading;

/// <summary>Makes the objects of a field that is a list of them, and reports every member that does not fit.</summary>
internal static class ObjectBinder
{
    internal static object? Bind(SpecField field, SpecNode node, List<SpecFinding> findings)
    {
        // PowerShell makes a single value of a list with one item.
        var items = node switch
        {
            SpecList list => list.Items,
            SpecMap => [node],
            _ => null,
        };
        if (items is null)
        {
            findings.Add(SpecBinder.WrongType(field.Name, field.Name, node, "a list of objects"));
            return null;
        }

        var objects = items.Select((item, i) => One(field.Objects!, item, $"{field.Name}[{i}]", findings)).ToList();
        return objects.Contains(null) ? null : field.Objects!.ToList(objects.OfType<SpecObject>());
    }

    private static SpecObject? One(SpecObjectType type, SpecNode node, string place, List<SpecFinding> findings)
    {
        if (node is not SpecMap map)
        {
            findings.Add(SpecBinder.WrongType(place, place, node, "an object with members"));
            return null;
        }

        var made = type.Empty;
        var given = new List<SpecMember>();
        foreach (var (name, value) in map.Entries)
        {
            if (type.Find(name) is not { } member)
            {
                findings.Add(new SpecFinding(
                    FindingSeverity.Error, $"{place}.{name}", "UnknownMember", null,
                    $"{place}.{BoundedText.Of(name)} is not a member of {type.Name}.", type.RemedyOfUnknown(name)));
            }
            else if (IsNothing(value))
            {
                continue;
            }
            else if (given.Contains(member) || given.Find(other => Excludes(member, other)) is not null)
            {
                findings.Add(new SpecFinding(
                    FindingSeverity.Error, $"{place}.{member.Name}", "GivenTwice", null,
                    $"{place}.{member.Name} is given twice, the second time as {BoundedText.Of(name)}.", "Give it once."));
            }
            else if (Value(member, value, $"{place}.{member.Name}", findings) is { } read)
            {
                given.Add(member);
                made = member.Set(made, read);
            }
        }

        return made;
    }

    private static bool Excludes(SpecMember one, SpecMember other) =>
        one.StandsFor.Contains(other.Name) || other.StandsFor.Contains(one.Name);

    private static bool IsNothing(SpecNode node) => node is SpecNull || (node is SpecText text && string.IsNullOrWhiteSpace(text.Value));

    private static object? Value(SpecMember member, SpecNode node, string place, List<SpecFinding> findings) => member.Kind switch
    {
        SpecFieldKind.WholeNumber => SpecBinder.WholeNumber(place, int.MaxValue, node, findings),
        SpecFieldKind.Boolean => SpecBinder.Boolean(place, node, findings),
        SpecFieldKind.TextList => SpecBinder.List(place, node, findings),
        SpecFieldKind.Conditions => Conditions(node, place, findings),
        _ => SpecBinder.Text(place, place, node, "a text", findings),
    };

    private static ConditionMap? Conditions(SpecNode node, string place, List<SpecFinding> findings)
    {
        if (Map(node, place, "a map of operators", findings) is not { } operators)
            return null;
        var read = new List<(string, string, IReadOnlyList<string>)>();
        foreach (var (name, keys) in operators.Entries)
        {
            foreach (var (key, values) in Map(keys, $"{place}.{name}", "a map of keys", findings)?.Entries ?? [])
            {
                if (SpecBinder.List($"{place}.{name}.{key}", values, findings) is { } texts)
                    read.Add((name, key, texts));
            }
        }

        return ConditionMap.Of(read);
    }

    private static SpecMap? Map(SpecNode node, string place, string wanted, List<SpecFinding> findings)
    {
        if (node is SpecMap map)
            return map;
        findings.Add(SpecBinder.WrongType(place, place, node, wanted));
        return null;
    }
}
