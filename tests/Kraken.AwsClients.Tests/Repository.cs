namespace Kraken.AwsClients.Tests;

internal static class Repository
{
    /// <summary>The folder of the solution file, above the test's binaries.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Kraken.MskConnect.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("The solution file is not above the tests.");
        return folder;
    }
}
