using System.Diagnostics;
using System.Reflection;

namespace Kraken.Tests.Shared;

/// <summary>
/// The PowerShell that tests and benchmarks run: the repository's own, which restore brings, or another one that the
/// variable KRAKEN_PWSH names by its path or by its name on the PATH.
/// </summary>
internal static class PowerShell
{
    private const string Variable = "KRAKEN_PWSH";

    private static readonly string? _chosen =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen ? chosen : null;

    /// <summary>The manifest of the Pester that restore brought.</summary>
    public static string PesterManifest { get; } = Metadata(nameof(PesterManifest));

    /// <summary>Whether another PowerShell than the repository's own was chosen.</summary>
    public static bool IsChosen => _chosen is not null;

    /// <summary>A PowerShell process without profile and prompts, its streams redirected.</summary>
    /// <param name="arguments">What follows: -File or -Command and theirs.</param>
    public static ProcessStartInfo Command(params IEnumerable<string> arguments)
    {
        // The .NET tool edition has no executable of its own.
        var start = new ProcessStartInfo(
            _chosen ?? DotNetHost(),
            [
                .. IsChosen ? Array.Empty<string>() : [Metadata("PowerShellEntryPoint")],
                "-NoLogo", "-NoProfile", "-NonInteractive", .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    private static string DotNetHost() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private static string Metadata(string key) =>
        typeof(PowerShell).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
