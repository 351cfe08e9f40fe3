using System.Net;
using Amazon.Runtime;
using Kraken.Contract.Tests.Operations;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Clients;

/// <summary>Our clients' calls on LocalAws and on a server that others wrote.</summary>
public sealed class ClientCallTests
{
    [Fact]
    public void Each_operation_that_our_clients_have_is_called() =>
        Assert.Equal(
            OperationLists.Clients.Order(StringComparer.Ordinal), ClientCalls.Operations.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_call_ends_on_LocalAws_as_its_table_says()
    {
        using var local = ClientWorld.OnLocalAws();
        var wrong = new List<string>();
        foreach (var call in ClientCalls.All)
        {
            var lines = await AnswerAsync(call, local);
            var code = lines["refused: code"].FirstOrDefault();
            if (code != call.Refusal)
                wrong.Add($"{call.Operation} ended with {code ?? "success"}, not {call.Refusal ?? "success"}");
        }

        Assert.Empty(wrong);
    }

    [FactIf(typeof(MotoServer))]
    public async Task Each_call_ends_on_moto_as_on_LocalAws_but_for_the_differences_listed()
    {
        await using var server = await MotoServer.StartAsync();
        using var moto = await ClientWorld.OnMotoAsync(server.Endpoint);
        using var local = ClientWorld.OnLocalAws();
        var unexplained = new List<string>();
        var seen = new HashSet<(string, string, string)>();
        foreach (var call in ClientCalls.All)
        {
            var onLocal = await AnswerAsync(call, local);
            var onMoto = await AnswerAsync(call, moto);
            if (call.Operation is not { } operation)
                continue;
            if (MotoDifferences.Lacking.ContainsKey(operation))
            {
                // It says so with an internal error, for want of a handler.
                if (!onMoto["refused: status"].Contains($"{(int)HttpStatusCode.InternalServerError}"))
                    unexplained.Add($"{operation} is listed as lacking, but moto answers it.");
                continue;
            }

            foreach (var (path, there, here) in Differences(onMoto, onLocal))
            {
                if (MotoDifferences.Explain(operation, path) is { } explained)
                    seen.Add(explained);
                else
                    unexplained.Add($"{operation} {path}: moto [{there}], LocalAws [{here}]");
            }
        }

        Assert.True(unexplained.Count == 0, string.Join('\n', unexplained));
        Assert.Empty(MotoDifferences.Explained.Except(seen));
    }

    private static IEnumerable<(string Path, string OnMoto, string OnLocal)> Differences(
        ILookup<string, string> onMoto, ILookup<string, string> onLocal)
    {
        const string Code = "refused: code";
        // What a refusal and a success say cannot be compared.
        if (onMoto.Contains(Code) != onLocal.Contains(Code))
            return [("outcome", Text(onMoto[Code]), Text(onLocal[Code]))];
        return Paths(onMoto).Union(Paths(onLocal))
            .Where(p => !onMoto[p].SequenceEqual(onLocal[p]))
            .Select(p => (p, Text(onMoto[p]), Text(onLocal[p])));
    }

    private static string Text(IEnumerable<string> values) => string.Join(" | ", values);

    private static IEnumerable<string> Paths(ILookup<string, string> lines) => lines.Select(g => g.Key);

    private static async Task<ILookup<string, string>> AnswerAsync(ClientCall call, ClientWorld world)
    {
        try
        {
            return await call.SendAsync(world) is { } response
                ? ResponseLines.Of(response)
                : Array.Empty<string>().ToLookup(t => t);
        }
        catch (AmazonServiceException error)
        {
            return ResponseLines.Of(error);
        }
    }
}
