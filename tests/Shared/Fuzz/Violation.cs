namespace Kraken.Tests.Shared.Fuzz;

/// <summary>One change that takes a valid request just beyond one constraint of its model.</summary>
/// <param name="What">The member and the constraint.</param>
/// <param name="Apply">Makes the change.</param>
internal sealed record Violation(string What, Action Apply)
{
    private const int LongestList = 1000;
    private const int LongestText = 200_000;

    /// <summary>Every violation that the request offers and its protocol can carry.</summary>
    public static IReadOnlyList<Violation> In(FuzzOperation operation, Tree request, string protocol, Random random)
    {
        var found = new List<Violation>();
        if (operation.Input is { } shape)
            new Finder(protocol, random, found).Structure(request, shape, "");
        return found;
    }

    private sealed class Finder(string protocol, Random random, List<Violation> found)
    {
        private bool IsForm => protocol is "query" or "ec2";

        public void Structure(Tree tree, FuzzShape shape, string path)
        {
            foreach (var name in tree.Keys)
            {
                var (member, at) = (shape.Find(name), $"{path}.{name}");
                // A form does not carry the structure that nothing is left of.
                if (shape.Required.Contains(name) && (!IsForm || path.Length == 0 || tree.Count > 1))
                    Add($"{at} missing", () => tree.Remove(name));
                Value(tree[name]!, member, at, v => tree[name] = v);
            }
        }

        private void Value(object value, FuzzMember member, string at, Action<object> set)
        {
            var shape = member.Shape;
            switch (value)
            {
                case string text:
                    Text(text, shape, at, set);
                    break;
                case long:
                    if (shape.Min is { } least && least > int.MinValue)
                        Add($"{at} below {least}", () => set(least - 1));
                    if (shape.Max is { } most && most < int.MaxValue)
                        Add($"{at} above {most}", () => set(most + 1));
                    break;
                case List<object?> items:
                    List(items, member, at, set);
                    break;
                case Tree map when shape.Type == "map":
                    Map(map, shape, at, set);
                    break;
                case Tree structure:
                    Structure(structure, shape, at);
                    break;
            }
        }

        private void Text(string text, FuzzShape shape, string at, Action<object> set)
        {
            if (shape.Min is > 0 and <= LongestText)
                Add($"{at} shorter than {shape.Min}", () => set(Fitted(text, (int)shape.Min - 1)));
            if (shape.Max is <= LongestText)
                Add($"{at} longer than {shape.Max}", () => set(Fitted(text, (int)shape.Max + 1)));
            if (shape.Values.Count > 0)
                Add($"{at} not of the enum", () => set(shape.Values[0] + "X"));
            if (shape.Pattern is { } pattern && PatternText.For(pattern).Break(random, text) is { } broken)
                Add($"{at} against {pattern}", () => set(broken));
        }

        private void List(List<object?> items, FuzzMember member, string at, Action<object> set)
        {
            var shape = member.Shape;
            var canBeEmpty = protocol != "ec2" && member.Location != "querystring";
            if (shape.Min is > 0 && (shape.Min > 1 || canBeEmpty))
                Add($"{at} fewer than {shape.Min}", () => set(items.Take((int)shape.Min - 1).ToList()));
            if (shape.Max is <= LongestList && items.Count > 0)
                Add($"{at} more than {shape.Max}", () => set(Enumerable.Repeat(items[0], (int)shape.Max + 1).ToList()));
            for (var i = 0; i < items.Count; i++)
            {
                var index = i;
                Value(items[i]!, shape.Item!, $"{at}[{i}]", v => items[index] = v);
            }
        }

        private void Map(Tree map, FuzzShape shape, string at, Action<object> set)
        {
            if (shape.Min is 1)
                Add($"{at} empty", map.Clear);
            if (shape.Max is <= LongestList && map.Count > 0)
            {
                Add($"{at} more than {shape.Max}", () =>
                {
                    for (var i = 0; map.Count <= shape.Max; i++)
                        map[$"key{i}"] = map.Values.First();
                });
            }

            foreach (var key in map.Keys)
            {
                Text(key, shape.Key!, $"{at} key", v =>
                {
                    map[(string)v] = map[key];
                    map.Remove(key);
                });
                Value(map[key]!, shape.Item!, $"{at}.{key}", v => map[key] = v);
            }
        }

        private static string Fitted(string text, int length) => text.PadRight(length, 'a')[..length];

        private void Add(string what, Action apply) => found.Add(new Violation(what, apply));
    }
}
