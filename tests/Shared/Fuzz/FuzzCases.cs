using System.Globalization;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>How many cases run, and from which seed. The same seed gives the same cases.</summary>
internal static class FuzzCases
{
    private const int DefaultSeed = 20_260_301;
    private const int MostShown = 10;

    /// <summary>Where the random numbers start: KRAKEN_FUZZ_SEED, or always the same.</summary>
    public static int Seed { get; } = Setting("KRAKEN_FUZZ_SEED") ?? DefaultSeed;

    /// <summary>The cases of each operation: KRAKEN_FUZZ_CASES, or the test's own number.</summary>
    public static int Count(int usual) => Setting("KRAKEN_FUZZ_CASES") ?? usual;

    /// <summary>The random numbers of one case, whatever ran before it.</summary>
    public static Random Random(string name, int number)
    {
        // string.GetHashCode differs from run to run.
        var hash = name.Aggregate(2166136261u, (h, c) => (h ^ c) * 16777619u);
        return new Random(unchecked((int)hash + (Seed * 7919) + number));
    }

    /// <summary>The first case has every member, the second the required ones alone.</summary>
    public static Extent Extent(int number) => number switch
    {
        0 => Fuzz.Extent.All,
        1 => Fuzz.Extent.Required,
        _ => Fuzz.Extent.Some,
    };

    /// <summary>Fails with the first of the failures and how to see them again.</summary>
    public static void AssertNone(IReadOnlyCollection<string> failures)
    {
        if (failures.Count > 0)
        {
            Assert.Fail(
                $"{failures.Count} cases failed. KRAKEN_FUZZ_SEED={Seed} shows them again:\n"
                + string.Join('\n', failures.Take(MostShown)));
        }
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
