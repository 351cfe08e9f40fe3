using Kraken.LocalAws.Models;
using Kraken.LocalAws.Wire;
using Kraken.Tests.Shared.Fuzz;

namespace Kraken.LocalAws.Tests.Fuzz;

/// <summary>
/// Generated requests and responses of every operation between our clients and LocalAws's wire layer: every member
/// arrives with its value, none is made up, unknown ones are ignored.
/// </summary>
public sealed class RoundTripTests
{
    private const int Cases = 40;

    public static TheoryData<string> Services => FuzzService.Names;

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_member_of_a_request_arrives(string name)
    {
        var service = FuzzService.Find(name);
        await RunAsync(service, "request", async (random, operation, extent) =>
        {
            var input = new ValueGenerator(random, service.Model.Protocol, isRequest: true)
                .Structure(operation.Input, extent);
            var unknown = random.Next(2) == 0 ? new UnknownMembers(random, service) : null;
            var arrived = await SendAsync(service, operation, input, unknown);
            SortQueryLists(operation, input);
            SortQueryLists(operation, arrived);
            if (operation.Name == "CreateTags")
                GiveTagsAValue(input);
            return Tree.Differences(input, arrived);
        });
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_member_of_a_response_arrives(string name)
    {
        var service = FuzzService.Find(name);
        await RunAsync(service, "response", async (random, operation, extent) =>
        {
            var output = new ValueGenerator(random, service.Model.Protocol, isRequest: false)
                .Structure(operation.Output, extent);
            var unknown = random.Next(2) == 0 ? new UnknownMembers(random, service) : null;
            var response = await ReceiveAsync(service, operation, output, unknown);
            return operation.Output is { } shape
                ? Tree.Differences(output, ClientObjects.Read(response, shape))
                : [];
        });
    }

    /// <summary>The official EC2 client sends an empty value for a tag without one.</summary>
    private static void GiveTagsAValue(Tree request)
    {
        foreach (var tag in request.GetValueOrDefault("Tags") is List<object?> tags ? tags.OfType<Tree>() : [])
            tag.TryAdd("Value", "");
    }

    /// <summary>AWSSDK.Core sorts the values of a query's list before it signs and sends them.</summary>
    private static void SortQueryLists(FuzzOperation operation, IDictionary<string, object?> request)
    {
        foreach (var member in operation.Input?.Members.Where(m => m.Location == "querystring") ?? [])
        {
            if (request.TryGetValue(member.Name, out var value) && value is List<object?> list)
                request[member.Name] = list.Order().ToList();
        }
    }

    private static async Task RunAsync(
        FuzzService service, string what, Func<Random, FuzzOperation, Extent, Task<IEnumerable<string>>> judge)
    {
        var failures = new List<string>();
        foreach (var operation in service.Model.Operations)
        {
            for (var i = 0; i < FuzzCases.Count(Cases); i++)
            {
                var random = FuzzCases.Random($"{what} {service.Name} {operation.Name}", i);
                try
                {
                    failures.AddRange((await judge(random, operation, FuzzCases.Extent(i)))
                        .Select(d => $"{operation.Name} {i} {d}"));
                }
                catch (Exception e)
                {
                    failures.Add($"{operation.Name} {i} {e}");
                }
            }
        }

        FuzzCases.AssertNone(failures);
    }

    private static async Task<Structure> SendAsync(
        FuzzService service, FuzzOperation operation, Tree input, UnknownMembers? unknown)
    {
        var (model, wireModel, protocol) = Wire(service, operation);
        var tap = new WireTap();
        Structure? arrived = null;
        tap.Respond = request =>
        {
            request = unknown?.Into(request, operation) ?? request;
            Assert.Equal(model.SigningName, ServiceResolver.Find(request, Credential.Find(request))?.SigningName);
            Assert.Equal(operation.Name, protocol.FindOperation(model, request).Name);
            arrived = protocol.Parse(wireModel, request);
            return protocol.Render(model, wireModel, [], "request");
        };
        using var client = service.CreateClient(new Uri("http://aws.test"), tap);
        await service.CallAsync(client, operation, input);
        return arrived!;
    }

    private static async Task<object> ReceiveAsync(
        FuzzService service, FuzzOperation operation, Tree output, UnknownMembers? unknown)
    {
        var (model, wireModel, protocol) = Wire(service, operation);
        var tap = new WireTap
        {
            Respond = _ =>
            {
                var response = protocol.Render(model, wireModel, ToStructure(output), "request");
                return unknown?.Into(response, operation) ?? response;
            },
        };
        using var client = service.CreateClient(new Uri("http://aws.test"), tap);
        var input = new ValueGenerator(new Random(1), service.Model.Protocol, isRequest: true)
            .Structure(operation.Input, Extent.Required);
        return await service.CallAsync(client, operation, input);
    }

    private static (ServiceModel Model, OperationModel Operation, Protocol Protocol) Wire(
        FuzzService service, FuzzOperation operation)
    {
        var model = ServiceCatalog.Find(service.Name)!;
        return (model, model.Operations[operation.Name], Protocol.For(model));
    }

    private static Structure ToStructure(Tree tree)
    {
        var structure = new Structure();
        foreach (var (name, value) in tree)
            structure[name] = Convert(value);
        return structure;

        static object? Convert(object? value) => value switch
        {
            Tree child => ToStructure(child),
            List<object?> items => items.Select(Convert).ToList(),
            _ => value,
        };
    }
}
