using Xunit.Abstractions;
using Xunit.Sdk;

namespace Kraken.Pester.Tests;

/// <summary>
/// Orders the files that take longest before the others, so that no processor is idle while one of them is left. Of those
/// that were chosen to run it has all begun: the rows of a theory run one after the other, and wait for theirs.
/// </summary>
public sealed class LongestFirst : ITestCaseOrderer
{
    private static readonly string[] _longest = ["Examples", "Snippets", "Stop", "Order", "Fleet"];

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        var ordered = testCases
            .OrderBy(c => Rank(File(c)))
            .ThenBy(File, StringComparer.Ordinal)
            .ToList();
        PesterRuns.Begin(ordered.ConvertAll(File));
        return ordered;
    }

    private static string File<TTestCase>(TTestCase testCase)
        where TTestCase : ITestCase => (string)testCase.TestMethodArguments[0];

    private static int Rank(string file) => Array.FindIndex(_longest, name => file == name + ".Tests.ps1") is >= 0 and var rank
        ? rank
        : _longest.Length;
}
