using System.Globalization;

namespace Kraken.Benchmarks;

/// <summary>What a benchmark of start-up measures.</summary>
/// <param name="Rounds">How often each command is run.</param>
/// <param name="Connectors">How many connectors the larger fleet has.</param>
/// <param name="Modules">The manifests of the modules that are measured in turn, with their names.</param>
/// <param name="TerraformRounds">How often Terraform looks at the larger fleet; 0 for not at all.</param>
internal sealed record StartUpOptions(
    int Rounds, int Connectors, IReadOnlyList<(string Name, string Manifest)> Modules, int TerraformRounds)
{
    /// <summary>Reads the command line; null, with a word about it, where it is wrong.</summary>
    public static StartUpOptions? Read(string[] arguments)
    {
        var options = new StartUpOptions(7, 20, [], 3);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
            StartUpOptions? read = arguments[i] switch
            {
                "--rounds" when number > 0 => options with { Rounds = number },
                "--connectors" when number is > 0 and <= 999 => options with { Connectors = number },
                "--terraform" when number >= 0 => options with { TerraformRounds = number },
                "--module" when Directory.Exists(value) && FleetOfCmdlets.FindModule(value) is { } manifest =>
                    options with { Modules = [.. options.Modules, (value, manifest)] },
                _ => null,
            };
            if (read is null)
            {
                Console.Error.WriteLine(
                    $"{string.Join(' ', arguments.Skip(i).Take(2))}: give --rounds n, --connectors n, --terraform n or, once or "
                    + "more, --module with a checkout in which a module is assembled.");
                return null;
            }

            options = read;
        }

        return options.Modules.Count > 0 || FleetOfCmdlets.FindModule(AppContext.BaseDirectory) is not { } built
            ? options
            : options with { Modules = [("this build", built)] };
    }
}
