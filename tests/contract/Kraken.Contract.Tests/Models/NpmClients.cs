using Kraken.AwsClients.Tests;
using Kraken.Tests.Shared;
using Kraken.TrimModels;

namespace Kraken.Contract.Tests.Models;

/// <summary>
/// AWS's clients for JavaScript, in the versions that our models are made from; in the newest ones where
/// <c>KRAKEN_AWS_MODELS</c> is <c>latest</c>, which shows what AWS has added since.
/// </summary>
public static class NpmClients
{
    private static readonly Lazy<(string? Folder, string? Missing)> _installed = new(Install);

    /// <summary>The packages by the service's name in our models.</summary>
    internal static Dictionary<string, ModelSources.Source> Sources { get; } = ModelSources.ReadPinned(Repository.Root).Packages;

    /// <summary>Whether they are the newest ones.</summary>
    internal static bool AreNewest { get; } = Environment.GetEnvironmentVariable("KRAKEN_AWS_MODELS") == "latest";

    /// <summary>Null where they are there, or why not.</summary>
    public static string? MissingReason => _installed.Value.Missing;

    /// <summary>The folder with <c>node_modules</c>.</summary>
    public static string Folder => _installed.Value.Folder!;

    /// <summary>What the package of a service says, by the service's name in our models.</summary>
    internal static PackageModel Read(string service) =>
        PackageModel.Read(Path.Combine(Folder, "node_modules", Sources[service].Name));

    private static (string? Folder, string? Missing) Install()
    {
        return Npm.Install(
            // A folder for each day: what was the newest yesterday may not be it today.
            AreNewest ? $"aws-models-{DateTime.UtcNow:yyyy-MM-dd}" : "aws-models",
            [.. Sources.Values.Select(s => $"{s.Name}@{(AreNewest ? "latest" : s.Version)}")]);
    }
}
