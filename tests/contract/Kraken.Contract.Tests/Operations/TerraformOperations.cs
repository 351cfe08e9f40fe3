namespace Kraken.Contract.Tests.Operations;

/// <summary>What Terraform's AWS provider calls with success in its contract test, which keeps the list true.</summary>
internal static class TerraformOperations
{
    /// <summary>The operations.</summary>
    public static IReadOnlySet<string> All { get; } =
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "terraform", "operations.txt"))
            .ToHashSet(StringComparer.Ordinal);
}
