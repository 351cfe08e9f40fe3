using Amazon.Runtime;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>
/// Calls of every operation, in an order by chance, with generated requests that use what earlier answers have shown.
/// </summary>
internal sealed class GeneratedCalls(Random random)
{
    // Optional in the model, but needed for what our requests are for.
    private static readonly string[] _needed = ["VpcId", "GroupId", "IpPermissions", "logGroupName"];

    private static readonly Tree _httpsPermission = new()
    {
        ["IpProtocol"] = "tcp",
        ["FromPort"] = 443L,
        ["ToPort"] = 443L,
        ["IpRanges"] = new List<object?> { new Tree { ["CidrIp"] = "10.0.0.0/8" } },
    };

    private readonly List<string> _failures = [];

    /// <summary>What the requests may refer to.</summary>
    public KnownValues Known { get; } = new(random);

    public CallTally Tally { get; } = new();

    /// <summary>The calls with another outcome than the judge allows, and exceptions of other kinds.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>Changes a generated request.</summary>
    public Func<FuzzOperation, Tree, Tree> Adapt { get; init; } = (_, input) => input;

    /// <summary>Why a service's error is wrong, or null.</summary>
    public required Func<FuzzService, FuzzOperation, AmazonServiceException, string?> WhyWrong { get; init; }

    /// <summary>Whether an answer that could not be read is the server's fault.</summary>
    public Func<AmazonUnmarshallingException, bool> IsBroken { get; init; } = _ => false;

    /// <summary>Calls each operation once a round.</summary>
    public async Task RunAsync(
        IReadOnlyDictionary<FuzzService, AmazonServiceClient> clients, int rounds, Action? afterRound = null)
    {
        var operations = clients.Keys
            .SelectMany(s => s.Model.Operations.Select(o => (Service: s, Operation: o)))
            .ToArray();
        foreach (var (service, operation) in operations)
        {
            if (operation.IsRead && operation.Input!.Required.Count == 0)
                await CallAsync(service, clients[service], operation, []);
        }

        for (var i = 0; i < rounds; i++)
        {
            random.Shuffle(operations);
            foreach (var (service, operation) in operations)
            {
                var extent = i % 3 == 0 ? FuzzCases.Extent(i) : Extent.Few;
                var generator = new ValueGenerator(random, service.Model.Protocol, isRequest: true);
                var input = generator.Structure(operation.Input, extent);
                foreach (var member in operation.Input!.Members.Where(m => _needed.Contains(m.Name)))
                    input.TryAdd(member.Name, generator.Value(member, Extent.Some, depth: 1));
                Known.Use(service, operation, input);
                if (input.ContainsKey("IpPermissions") && random.Next(2) == 0)
                    input["IpPermissions"] = new List<object?> { _httpsPermission };
                await CallAsync(service, clients[service], operation, Adapt(operation, input));
            }

            afterRound?.Invoke();
        }
    }

    private async Task CallAsync(
        FuzzService service, AmazonServiceClient client, FuzzOperation operation, Tree input)
    {
        try
        {
            var response = await service.CallAsync(client, operation, input);
            Tally.Add(service, operation, CallTally.Succeeded);
            var answer = operation.Output is { } shape ? (Tree?)ClientObjects.Read(response, shape) : null;
            // What a read was asked with need not exist; what it answered does.
            Known.Learn(service.Name, operation.IsRead && answer is { Count: 0 } ? [] : input, answer);
        }
        catch (AmazonUnmarshallingException e) when (IsBroken(e))
        {
            Tally.Add(service, operation, "broken answer");
        }
        catch (AmazonServiceException e) when (e is not AmazonUnmarshallingException)
        {
            Tally.Add(service, operation, e.ErrorCode ?? $"status {(int)e.StatusCode}");
            if (WhyWrong(service, operation, e) is { } reason)
                _failures.Add($"{operation.Name} {reason}: {Tree.Show(input)}\n  {e.Message}");
        }
        catch (Exception e)
        {
            _failures.Add(
                $"{operation.Name} {e.GetType()}: {Tree.Show(input)}\n  {e.Message} {e.InnerException?.Message}");
        }
    }
}
