using Kraken.AwsClients.Tests;
using Xunit.Abstractions;

namespace Kraken.Contract.Tests.Operations;

/// <summary>The page of operations in <c>docs/</c>.</summary>
public sealed class OperationsTableTests(ITestOutputHelper output)
{
    private static readonly string _page = Path.Combine(Repository.Root, "docs", "local-aws-operations.md");

    [Fact]
    public void The_page_of_operations_says_what_the_tables_say()
    {
        var written = OperationsTable.Write();
        output.WriteLine(written);
        if (Environment.GetEnvironmentVariable("KRAKEN_WRITE_DOCS") == "1")
            File.WriteAllText(_page, written);

        var held = File.Exists(_page) ? File.ReadAllText(_page).ReplaceLineEndings("\n") : "";
        Assert.True(
            held == written,
            "docs/local-aws-operations.md is out of date; KRAKEN_WRITE_DOCS=1 rewrites it. Lines that differ:\n"
            + string.Join('\n', Lines(written).Except(Lines(held)).Select(l => "+ " + l)
                .Concat(Lines(held).Except(Lines(written)).Select(l => "- " + l))));
    }

    [Fact]
    public void LocalAws_has_each_operation_of_our_clients() =>
        Assert.Empty(OperationLists.Clients.Except(OperationLists.LocalAws));

    private static string[] Lines(string text) => text.Split('\n');
}
