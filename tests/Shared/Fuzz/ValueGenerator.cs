using System.Text;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>How much of a shape is generated.</summary>
internal enum Extent
{
    /// <summary>Each optional member by chance.</summary>
    Some,

    /// <summary>Every member, and no empty collection.</summary>
    All,

    /// <summary>Few optional members, so that a request has a chance to succeed.</summary>
    Few,

    /// <summary>The required members alone.</summary>
    Required,
}

/// <summary>Makes values within a model's constraints.</summary>
/// <param name="random">Where the choices come from.</param>
/// <param name="protocol">The protocol that is to carry the values.</param>
/// <param name="isRequest">Whether the values are a request's.</param>
internal sealed class ValueGenerator(Random random, string protocol, bool isRequest)
{
    private const int DeepEnough = 8;
    private const int FreeLength = 40;

    // What has a meaning in a path, a query, a form, a header, JSON or XML, and letters beyond ASCII.
    private const string Plain = "abcXYZ019 -_.~/\\:;,?&=+%#@!$'\"()*[]{}<>|^`";
    private const string Wide = "äßéΩж中\u00a0\u2028\ufeff\u0301€";
    private const string Control = "\t\n\r";

    private bool IsForm => isRequest && protocol is "query" or "ec2";

    private DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    private long Milliseconds => random.NextInt64(0, 4_102_444_800_000);

    /// <summary>A structure of the shape.</summary>
    public Tree Structure(FuzzShape? shape, Extent extent = Extent.Some, int depth = 0)
    {
        var tree = new Tree();
        foreach (var member in shape?.Members ?? [])
        {
            var wanted = shape!.Required.Contains(member.Name)
                || (depth < DeepEnough && Chance(extent));
            if (wanted && Value(member, extent, depth + 1) is { } value)
                tree[member.Name] = value;
        }

        return tree;
    }

    /// <summary>A value of the member; null where the member cannot be carried with any.</summary>
    public object? Value(FuzzMember member, Extent extent, int depth)
    {
        var shape = member.Shape;
        switch (shape.Type)
        {
            case "structure":
                var structure = Structure(shape, extent, depth);
                // A form has no words for an empty structure.
                return IsForm && structure.Count == 0 ? null : structure;
            case "list":
                var list = new List<object?>();
                // Neither has an EC2 form or a query for an empty list; the EC2 client reads an empty one as none.
                var canBeEmpty = protocol != "ec2" && (!isRequest || member.Location != "querystring");
                for (var count = Math.Max(Count(shape, extent, depth), canBeEmpty ? 0 : 1); count > 0; count--)
                {
                    if (Value(shape.Item!, extent, depth + 1) is { } item)
                        list.Add(item);
                }

                return list.Count == 0 && !canBeEmpty ? null : list;
            case "map":
                var map = new Tree();
                for (var count = Count(shape, extent, depth); count > 0; count--)
                    map[Text(shape.Key!, member)] = Value(shape.Item!, extent, depth + 1);
                return map;
            case "string":
                return shape.Values.Count > 0 ? shape.Values[random.Next(shape.Values.Count)] : Text(shape, member);
            case "integer":
                return Number(shape, int.MinValue, int.MaxValue);
            case "long":
                return member.IsMilliseconds ? Milliseconds : Number(shape, long.MinValue, long.MaxValue);
            case "boolean":
                return random.Next(2) == 0;
            case "timestamp":
                return Time;
            case "blob":
                // A tree has no bytes; a secret's binary value, the only ones, nobody reads.
                return null;
            default:
                throw new InvalidOperationException($"No generator is known for {shape.Type}.");
        }
    }

    private bool Chance(Extent extent) => extent switch
    {
        Extent.All => true,
        Extent.Some => random.Next(5) < 3,
        Extent.Few => random.Next(6) == 0,
        _ => false,
    };

    private int Count(FuzzShape shape, Extent extent, int depth)
    {
        var least = (int)Math.Max(shape.Min ?? 0, extent == Extent.All && depth < DeepEnough ? 1 : 0);
        return random.Next(least, (int)Math.Min(shape.Max ?? long.MaxValue, least + (depth > 4 ? 1 : 3)) + 1);
    }

    private long Number(FuzzShape shape, long least, long most)
    {
        var (min, max) = (shape.Min ?? least, shape.Max ?? most);
        return random.Next(5) switch
        {
            0 => min,
            1 => max,
            2 => Math.Clamp(random.Next(100), min, max),
            _ => max == long.MaxValue ? random.NextInt64(min, max) : random.NextInt64(min, max + 1),
        };
    }

    private string Text(FuzzShape shape, FuzzMember member)
    {
        // A path has no empty segment, and clients resolve "." and "..".
        var least = (int)Math.Max(shape.Min ?? 0, member.Location == "uri" ? 1 : 0);
        var most = (int)Math.Min(shape.Max ?? int.MaxValue, int.MaxValue);
        if (shape.Pattern is { } pattern)
            return PatternText.For(pattern).Make(random, least, most);
        var length = random.Next(6) switch
        {
            0 => least,
            1 when most <= least + 2000 => most,
            _ => random.Next(least, Math.Min(most, least + FreeLength) + 1),
        };
        var text = new StringBuilder();
        while (text.Length < length)
            Append(text, length - text.Length, bounded: shape.Max is not null || shape.Min is not null);
        var result = text.ToString();
        return member.Location == "uri" && result is "." or ".." ? "a" + result[1..] : result;
    }

    private void Append(StringBuilder text, int room, bool bounded)
    {
        switch (random.Next(16))
        {
            case < 11:
                text.Append(Plain[random.Next(Plain.Length)]);
                break;
            case < 14:
                text.Append(Wide[random.Next(Wide.Length)]);
                break;
            case 14 when !bounded && room > 1:
                // Beyond the basic plane: two units, one character; which of them a bound counts is not documented.
                text.Append("🦑");
                break;
            default:
                text.Append(random.Next(3) == 0 ? (char)random.Next(0x20) : Control[random.Next(Control.Length)]);
                break;
        }
    }
}
