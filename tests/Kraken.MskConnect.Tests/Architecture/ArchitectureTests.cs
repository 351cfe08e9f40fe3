using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Tests.Architecture;

/// <summary>The core's rooms stand as docs/architecture.md draws them: none refers back to one that comes after it.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void No_room_refers_back_to_a_later_one()
    {
        var uses = RoomsOfCore.Uses();
        var cycle = RoomsOfCore.Cycle(uses.Keys);
        Assert.True(cycle.Count == 0, string.Join("; ", cycle.Zip(cycle.Skip(1), (from, to) => $"{from} -> {to}: {uses[(from, to)]}")));
    }

    [Fact]
    public void A_cycle_is_found()
    {
        Assert.Equal(["B", "C", "B"], RoomsOfCore.Cycle([("A", "B"), ("B", "C"), ("C", "B"), ("A", "D")]));
        Assert.Empty(RoomsOfCore.Cycle([("A", "B"), ("B", "C"), ("A", "C")]));
    }

    [Fact]
    public void The_rooms_use_what_the_drawing_says()
    {
        var drawn = Drawing();
        var rooms = drawn.ConvertAll(d => d.Room);
        var uses = RoomsOfCore.Uses();
        Assert.Equal(
            uses.Keys.SelectMany(u => new[] { u.From, u.To }).Distinct().Order(StringComparer.Ordinal),
            rooms.Order(StringComparer.Ordinal));

        // Each room stands below those that it uses.
        Assert.All(uses, use => Assert.True(
            rooms.IndexOf(use.Key.To) < rooms.IndexOf(use.Key.From), $"{use.Key.From} stands above {use.Key.To}: {use.Value}"));
        Assert.Equal(
            uses.Keys.Select(u => $"{u.From} -> {u.To}"),
            drawn.SelectMany(d => d.Uses.Select(to => $"{d.Room} -> {to}")).Order(StringComparer.Ordinal));
    }

    /// <summary>The lines of the drawing: a room, and behind the arrow those that it uses.</summary>
    private static List<(string Room, IReadOnlyList<string> Uses)> Drawing()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "architecture.md")).ReplaceLineEndings("\n");
        var drawing = page.Split("<!-- rooms -->\n```\n")[1].Split("```")[0];
        return
        [
            .. drawing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Line().Match(line)).Select(match =>
                (match.Groups["room"].Value, (IReadOnlyList<string>)[.. match.Groups["use"].Captures.Select(c => c.Value)])),
        ];
    }

    [GeneratedRegex(@"^(?<room>\S+)\s*(?:->(?:\s+(?<use>\S+))*)?\s*$")]
    private static partial Regex Line();
}
