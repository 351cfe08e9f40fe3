using System.Globalization;
using Kraken.MskConnect.Specs.Reading;

namespace Kraken.MskConnect.Specs.Objects;

/// <summary>An entry of a field that is a list of objects.</summary>
public abstract record SpecObject
{
    /// <summary>What such objects hold.</summary>
    internal abstract SpecObjectType Type { get; }

    /// <summary>The members that say something, in order, with their values.</summary>
    internal IEnumerable<(SpecMember Member, object Value)> Given() =>
        from member in Type.Members
        let value = member.Get(this)
        where value is not null && !IsNothing(value) && !Equals(value, member.Get(Type.Empty))
        select (member, value);

    /// <summary>The texts in it, each with the name of the member that has it.</summary>
    internal IEnumerable<(string Member, string Text)> Texts() => Given().SelectMany(given => given.Value switch
    {
        string text => [text],
        IReadOnlyList<string> list => list,
        ConditionMap conditions => conditions.SelectMany(o => o.Value.SelectMany(k => (IEnumerable<string>)[o.Key, k.Key, .. k.Value])),
        _ => [],
    }, (given, text) => (given.Member.Name, text));

    /// <summary>The object with each of its texts changed.</summary>
    internal SpecObject WithTexts(Func<string, string> change)
    {
        var changed = this;
        foreach (var (member, value) in Given())
        {
            changed = value switch
            {
                string text => member.Set(changed, change(text)),
                IReadOnlyList<string> list => member.Set(changed, (IReadOnlyList<string>)[.. list.Select(change)]),
                ConditionMap conditions => member.Set(changed, ConditionMap.Of(conditions.SelectMany(o => o.Value.Select(k =>
                    (change(o.Key), change(k.Key), (IReadOnlyList<string>)[.. k.Value.Select(change)]))))),
                _ => changed,
            };
        }

        return changed;
    }

    /// <summary>As a file or a hashtable has it.</summary>
    /// <param name="withFileNames">Whether its members have the names of files; else those of PowerShell.</param>
    internal SpecNode ToNode(bool withFileNames) => new SpecMap(
        [.. Given().Select(g => KeyValuePair.Create(withFileNames ? g.Member.FileName : g.Member.Name, Node(g.Value)))]);

    private static bool IsNothing(object value) => value is IReadOnlyList<string> { Count: 0 } or ConditionMap { Count: 0 };

    private static SpecNode Node(object value) => value switch
    {
        string text => new SpecText(text),
        bool flag => new SpecPlain(flag ? "true" : "false", IsNumber: false),
        IReadOnlyList<string> list => List(list),
        ConditionMap conditions => new SpecMap(
            [.. conditions.Select(o => KeyValuePair.Create(o.Key, (SpecNode)new SpecMap(
                [.. o.Value.Select(k => KeyValuePair.Create(k.Key, (SpecNode)List(k.Value)))])))]),
        _ => new SpecPlain(Convert.ToString(value, CultureInfo.InvariantCulture)!, IsNumber: true),
    };

    private static SpecList List(IReadOnlyList<string> texts) => new SpecList([.. texts.Select(t => new SpecText(t))]);
}
