using System.Xml;
using Kraken.Tests.Shared;
using Kraken.Tests.Shared.Fuzz;
using Xunit.Abstractions;

namespace Kraken.Contract.Tests.Fuzz;

/// <summary>
/// Generated requests to moto: whatever it answers, our clients read it, and an error is the service's exception. moto
/// has no MSK Connect.
/// </summary>
public sealed class MotoFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 6;

    [FactIf(typeof(MotoServer))]
    public async Task Our_clients_read_every_answer()
    {
        await using var moto = await MotoServer.StartAsync();
        var clients = FuzzService.All.Where(s => s.Name != "kafkaconnect")
            .ToDictionary(s => s, s => s.CreateClient(moto.Endpoint));
        var calls = new GeneratedCalls(FuzzCases.Random("moto", 0))
        {
            // moto does not escape every text that it puts into XML.
            IsBroken = error => error.InnerException is XmlException,
            // What moto makes of a request is its own affair, a crash of its own included.
            WhyWrong = (service, _, error) => error.GetType() == service.ExceptionType(error.ErrorCode ?? "")
                ? null
                : $"{error.ErrorCode} is a {error.GetType()}",
        };

        await calls.RunAsync(clients, FuzzCases.Count(Rounds));

        output.WriteLine(calls.Tally.ToString());
        FuzzCases.AssertNone(calls.Failures);
        foreach (var client in clients.Values)
            client.Dispose();
    }
}
