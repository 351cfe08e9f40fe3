using System.Text;
using Kraken.Contract.Tests.Cli;
using Kraken.Contract.Tests.Clients;
using Kraken.Contract.Tests.Node;

namespace Kraken.Contract.Tests.Operations;

/// <summary>Writes which operation is proven by whom, out of the tables that the contract tests run.</summary>
internal static class OperationsTable
{
    private const string Mark = "✓";

    private const string Head = """
        # What LocalAws answers, and who says so

        This page lists each operation of LocalAws and the clients that call it in contract tests. The AWS CLI, AWS's
        clients for JavaScript (npm) and Terraform's AWS provider are third-party clients and call LocalAws. The module's
        own clients call moto, a third-party imitation of AWS, and LocalAws. ✓ stands for a contract test, which runs if the third-party program
        is installed. Any other entry is the reason why there is no test.

        The contract tests generate this page from their own tables. To update it, set `KRAKEN_WRITE_DOCS=1` and run
        `dotnet test tests/contract/Kraken.Contract.Tests`.

        """;

    /// <summary>The page, as it should be in <c>docs/</c>.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        var all = OperationLists.LocalAws.Union(OperationLists.Clients).Order(StringComparer.Ordinal);
        foreach (var service in all.GroupBy(o => o[..o.IndexOf(':', StringComparison.Ordinal)]))
        {
            text.Append($"## {service.Key}\n\n");
            text.Append("| Operation | AWS CLI | npm | Terraform | Our client on moto | Our client on LocalAws |\n");
            text.Append("|---|---|---|---|---|---|\n");
            foreach (var operation in service)
            {
                text.Append($"| {operation[(service.Key.Length + 1)..]} | {Cli(operation)} | {OfNpm(operation)} | ")
                    .Append($"{Terraform(operation)} | {Moto(operation)} | {Local(operation)} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Cli(string operation)
    {
        if (AwsCliTable.Unknown.Contains(operation))
            return "newer than the CLI of the tests";
        return AwsCliTable.Operations.Contains(operation) ? Mark : "LocalAws has none";
    }

    private static string OfNpm(string operation) =>
        NodeCalls.Operations.Contains(operation) ? Mark : "only of MSK and MSK Connect";

    private static string Terraform(string operation) =>
        TerraformOperations.All.Contains(operation) ? Mark : "not called for the module's resources";

    private static string Moto(string operation)
    {
        if (!OperationLists.Clients.Contains(operation))
            return "our clients have none";
        return MotoDifferences.Lacking.GetValueOrDefault(operation, Mark);
    }

    private static string Local(string operation) =>
        ClientCalls.Operations.Contains(operation) ? Mark : "our clients have none";
}
