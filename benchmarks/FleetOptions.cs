using System.Globalization;

namespace Kraken.Benchmarks;

/// <summary>How the fleets of a benchmark are made.</summary>
/// <param name="Sizes">How many connectors the fleets have.</param>
/// <param name="Latency">How long each answer takes.</param>
/// <param name="Creation">How long AWS takes to make or to delete a connector.</param>
/// <param name="AtOnce">How many connectors are worked on at once, by us and by Terraform.</param>
/// <param name="TerraformUpTo">The largest fleet that Terraform makes too; 0 for none.</param>
internal sealed record FleetOptions(
    IReadOnlyList<int> Sizes, TimeSpan Latency, TimeSpan Creation, int AtOnce, int TerraformUpTo)
{
    private static readonly FleetOptions _default =
        new([1, 5, 20, 50, 100], TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), 100, 50);

    /// <summary>Reads the command line; null, with a word about it, where it is wrong.</summary>
    public static FleetOptions? Read(string[] arguments)
    {
        var options = _default;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var numbers = (i + 1 < arguments.Length ? arguments[i + 1] : "").Split(',')
                .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
                .ToList();
            FleetOptions? read = (arguments[i], numbers) switch
            {
                ("--sizes", _) when numbers.All(n => n is > 0 and <= 999) => options with { Sizes = numbers },
                ("--latency", [>= 0 and var ms]) => options with { Latency = TimeSpan.FromMilliseconds(ms) },
                ("--creation", [> 0 and var seconds]) => options with { Creation = TimeSpan.FromSeconds(seconds) },
                ("--at-once", [> 0 and var count]) => options with { AtOnce = count },
                ("--terraform", [>= 0 and var count]) => options with { TerraformUpTo = count },
                _ => null,
            };
            if (read is null)
            {
                Console.Error.WriteLine(
                    $"{string.Join(' ', arguments.Skip(i).Take(2))}: give --sizes 1,5,20, --latency ms, --creation s, --at-once n "
                    + "or --terraform n.");
                return null;
            }

            options = read;
        }

        return options;
    }
}
