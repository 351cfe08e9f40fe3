using System.Reflection;

namespace Kraken.Pester.Tests;

/// <summary>Where things are; the build wrote it down.</summary>
internal static class Surroundings
{
    public static string RepositoryRoot { get; } = Metadata(nameof(RepositoryRoot));

    /// <summary>The module under test: KRAKEN_MODULE, for an installed package, or what the build assembled.</summary>
    public static string ModuleManifest { get; } =
        Environment.GetEnvironmentVariable("KRAKEN_MODULE") is { Length: > 0 } chosen
            ? chosen
            : Metadata(nameof(ModuleManifest));

    public static string PesterMocks { get; } = Metadata(nameof(PesterMocks));

    public static string PesterFolder { get; } = Path.Combine(RepositoryRoot, "tests", "pester");

    /// <summary>Where Pester's own reports go: KRAKEN_PESTER_RESULTS, or this project's TestResults/pester.</summary>
    public static string ReportFolder { get; } =
        Environment.GetEnvironmentVariable("KRAKEN_PESTER_RESULTS") is { Length: > 0 } folder
            ? folder
            : Path.Combine(RepositoryRoot, "tests", "Kraken.Pester.Tests", "TestResults", "pester");

    private static string Metadata(string key) =>
        typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
