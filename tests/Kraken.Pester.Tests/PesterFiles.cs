namespace Kraken.Pester.Tests;

/// <summary>Runs each Pester file of <c>tests/pester</c> in a PowerShell of its own, on the assembled module.</summary>
[TestCaseOrderer("Kraken.Pester.Tests.LongestFirst", "Kraken.Pester.Tests")]
public class PesterFiles
{
    /// <summary>The files.</summary>
    public static TheoryData<string> All() =>
        new(Directory.EnumerateFiles(Surroundings.PesterFolder, "*.Tests.ps1")
            .Select(Path.GetFileName)
            .OfType<string>()
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_test_of_the_file_passes(string file)
    {
        // Whole, since it names the tests that failed: an assertion of equality would show its beginning alone.
        if (await PesterRuns.FailureOfAsync(file) is { Length: > 0 } failure)
            Assert.Fail(failure);
    }
}
