using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.LocalAws.Tests.Support;
using Kraken.Tests.Shared.Fuzz;
using Xunit.Abstractions;

namespace Kraken.LocalAws.Tests.Fuzz;

/// <summary>Generated requests of every operation to LocalAws as a whole.</summary>
public sealed class LocalAwsFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 30;
    private const int Rounds = 60;
    private const int MostNeverSucceeded = 8;

    /// <summary>
    /// The code of a request that breaks its model. Source: each service's API reference, common errors; EC2 user
    /// guide, error codes.
    /// </summary>
    private static readonly Dictionary<string, string[]> _validationCodes = new(StringComparer.Ordinal)
    {
        ["kafkaconnect"] = ["BadRequestException"],
        ["kafka"] = ["BadRequestException"],
        ["iam"] = ["ValidationError"],
        ["ec2"] = ["MissingParameter", "InvalidParameterValue"],
        ["logs"] = ["InvalidParameterException"],
        ["secretsmanager"] = ["ValidationException"],
    };

    /// <summary>Errors that any operation of a service may answer with. Source: as above.</summary>
    private static readonly Dictionary<string, string[]> _commonCodes = new(StringComparer.Ordinal)
    {
        ["kafkaconnect"] = [],
        ["kafka"] = [],
        ["iam"] = ["ValidationError"],
        ["logs"] = ["InvalidParameterException"],
        ["secretsmanager"] = ["ValidationException"],
    };

    /// <summary>Errors that LocalAws answers with although the operation's model does not list them, and why.</summary>
    private static readonly Dictionary<string, string> _unlisted = new(StringComparer.Ordinal)
    {
        ["GetBootstrapBrokers NotFoundException"] = "the service's own error for a cluster that is not there",
        ["ListTopics NotFoundException"] = "the service's own error for a cluster that is not there",
        ["CreateRole NoSuchEntity"] = "IAM's answer to a permissions boundary that is not there",
    };

    /// <summary>Operations of which no generated call can succeed, and why.</summary>
    private static readonly Dictionary<string, string> _cannotSucceed = new(StringComparer.Ordinal)
    {
        ["ec2:RevokeSecurityGroupIngress"] = "no operation of our clients grants ingress",
    };

    public static TheoryData<string> Services => FuzzService.Names;

    [Fact]
    public async Task A_request_within_its_constraints_succeeds_or_is_refused_with_an_error_of_its_operation()
    {
        using var test = new TestCloud();
        var template = (Tree)ClientObjects.Read(
            await test.PrepareAsync(), FuzzService.Find("kafkaconnect").Model.Operations
                .First(o => o.Name == "CreateConnector").Input!)!;
        var random = FuzzCases.Random("LocalAws", 0);
        var calls = new GeneratedCalls(random)
        {
            Adapt = (operation, input) => operation.Name switch
            {
                "CreateConnector" => Like(template, input, random),
                "UpdateConnector" when random.Next(2) == 0 => WithTasks(template, input, random),
                { } name when name.StartsWith("Delete", StringComparison.Ordinal) => Sparing(template, input, random),
                _ => input,
            },
            WhyWrong = WhyWrong,
        };
        calls.Known.Learn(
            "kafka", new Tree { ["ClusterArn"] = LocalAwsSeed.ClusterArn, ["TopicName"] = "cdc.public.trades" });
        calls.Known.Learn("secretsmanager", new Tree { ["SecretId"] = LocalAwsSeed.SecretArn });
        calls.Known.Learn("kafkaconnect", new Tree { ["connectorConfiguration"] = template["connectorConfiguration"] });
        var clients = FuzzService.All.ToDictionary(
            s => s, s => s.CreateClient(new Uri("http://aws.test"), new WireTap { Cloud = test.Cloud }));

        await calls.RunAsync(
            clients, FuzzCases.Count(Rounds), afterRound: () => test.Clock.Advance(TestCloud.Transition));

        output.WriteLine(calls.Tally.ToString());
        FuzzCases.AssertNone(calls.Failures);
        // Most operations are reached beyond their refusals; which ones is up to chance.
        Assert.InRange(calls.Tally.NeverSucceeded.Except(_cannotSucceed.Keys).Count(), 0, MostNeverSucceeded);
        foreach (var client in clients.Values)
            client.Dispose();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_request_just_beyond_a_constraint_is_refused_with_the_services_validation_error(string name)
    {
        using var test = new TestCloud();
        var service = FuzzService.Find(name);
        using var client = service.CreateClient(new Uri("http://aws.test"), new WireTap { Cloud = test.Cloud });
        var (failures, tally) = (new List<string>(), new CallTally());
        foreach (var operation in service.Model.Operations)
        {
            for (var i = 0; i < FuzzCases.Count(Cases); i++)
            {
                var random = FuzzCases.Random($"beyond {name} {operation.Name}", i);
                var input = new ValueGenerator(random, service.Model.Protocol, isRequest: true)
                    .Structure(operation.Input, FuzzCases.Extent(i));
                var violations = Violation.In(operation, input, service.Model.Protocol, random);
                if (violations.Count == 0)
                    continue;
                var violation = violations[random.Next(violations.Count)];
                violation.Apply();
                var outcome = "accepted";
                try
                {
                    await service.CallAsync(client, operation, input);
                }
                catch (AmazonServiceException e) when (_validationCodes[service.Name].Contains(e.ErrorCode)
                    && e.GetType() == service.ExceptionType(e.ErrorCode) && (int)e.StatusCode == 400)
                {
                    tally.Add(service, operation, e.ErrorCode);
                    continue;
                }
                catch (AmazonClientException e)
                    when (e.Message.EndsWith("part of the request's path.", StringComparison.Ordinal))
                {
                    // Without the member there is no path to send the request to.
                    continue;
                }
                catch (Exception e)
                {
                    outcome = $"{e.GetType().Name} {(e as AmazonServiceException)?.ErrorCode} {e.Message}";
                }

                failures.Add($"{operation.Name} {i} {violation.What}: {outcome}\n  {Tree.Show(input)}");
            }
        }

        output.WriteLine(tally.ToString());
        FuzzCases.AssertNone(failures);
    }

    /// <summary>The template under a generated name, often with one more member as it was generated.</summary>
    private static Tree Like(Tree template, Tree generated, Random random)
    {
        var result = new Tree();
        foreach (var (name, value) in template)
            result[name] = value;
        result["connectorName"] = generated["connectorName"];
        var (other, changed) = generated.ElementAt(random.Next(generated.Count));
        if (random.Next(2) == 0)
            result[other] = changed;
        return result;
    }

    /// <summary>A removal that seldom takes what the template needs, so that connectors can be made for long.</summary>
    private static Tree Sparing(Tree template, Tree generated, Random random)
    {
        var needed = Tree.Show(template);
        foreach (var (name, value) in generated.ToList())
        {
            if (value is string { Length: > 0 } text && needed.Contains(text, StringComparison.Ordinal) && random.Next(20) > 0)
                generated[name] = text[..^1] + (text[^1] == '1' ? '2' : '1');
        }

        return generated;
    }

    /// <summary>An update of the configuration alone, which is what the service allows in one call.</summary>
    private static Tree WithTasks(Tree template, Tree generated, Random random)
    {
        var configuration = new Tree();
        foreach (var (key, value) in (Tree)template["connectorConfiguration"]!)
            configuration[key] = value;
        configuration["tasks.max"] = $"{random.Next(2, 99)}";
        generated.Remove("capacity");
        generated["connectorConfiguration"] = configuration;
        return generated;
    }

    private static string? WhyWrong(FuzzService service, FuzzOperation operation, AmazonServiceException error)
    {
        if ((int)error.StatusCode is < 400 or >= 500)
            return $"status {(int)error.StatusCode}";
        if (error.GetType() != service.ExceptionType(error.ErrorCode))
            return $"{error.ErrorCode} is a {error.GetType()}";
        if (error.Message.Contains("failed to satisfy constraint", StringComparison.Ordinal))
            return "refused although within the model's constraints";
        // EC2's model lists no errors.
        return service.Name == "ec2" || operation.Errors.Contains(error.ErrorCode)
            || _commonCodes[service.Name].Contains(error.ErrorCode)
            || _unlisted.ContainsKey($"{operation.Name} {error.ErrorCode}")
            ? null
            : $"{error.ErrorCode} is not among the operation's errors";
    }
}
