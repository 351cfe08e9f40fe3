namespace Kraken.MskConnect.Tests.Specs.Schema;

/// <summary>Files of the repository that tests look at where they are.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder of the solution file, above the test's binaries.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The text of a file, by its path below <see cref="Root"/>.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Kraken.MskConnect.slnx"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new InvalidOperationException("The solution file is not above the tests."));
}
