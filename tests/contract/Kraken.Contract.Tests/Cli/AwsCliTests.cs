using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.Contract.Tests.Operations;
using Kraken.LocalAws;
using Kraken.LocalAws.Tests.Support;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Cli;

/// <summary>The AWS CLI's own idea of each protocol, held against the server on loopback.</summary>
public sealed partial class AwsCliTests
{
    [FactIf(typeof(AwsCli))]
    public async Task Each_call_of_the_table_ends_as_the_table_says()
    {
        var clock = new ManualClock();
        var cloud = new LocalCloud(new LocalAwsOptions { Clock = clock });
        await using var server = LocalAwsServer.Start(cloud);
        var folder = Directory.CreateTempSubdirectory("kraken-cli-");
        try
        {
            await using var aws = AwsCli.For(server.Endpoint, folder.FullName);
            var values = Constants();
            values["file"] = Path.Combine(folder.FullName, "file");
            await File.WriteAllTextAsync(values["file"], "hello");
            var wrong = new List<string>();
            foreach (var step in AwsCliTable.Steps)
            {
                switch (step)
                {
                    case AwsCliWait:
                        clock.Advance(TimeSpan.FromSeconds(1));
                        break;
                    case AwsCliText text:
                        values[text.Name] = Fill(text.Text, values);
                        break;
                    case AwsCliCall call:
                        cloud.Requests.Clear();
                        var answer = await aws.RunAsync(Fill(call.Command, values));
                        wrong.AddRange(Judge(call, answer, cloud, values)
                            .Select(w => $"calls.txt, line {call.Line}, {call.Command}: {w}"));
                        break;
                    default:
                        throw new NotSupportedException($"{step}");
                }
            }

            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
            Assert.Equal("hello", await File.ReadAllTextAsync(values["file"]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_table_has_a_success_and_a_refusal_of_each_operation_that_LocalAws_has()
    {
        Assert.Equal(
            OperationLists.LocalAws.Order(StringComparer.Ordinal),
            AwsCliTable.Operations.Order(StringComparer.Ordinal));
        Assert.Empty(AwsCliTable.Calls.Select(c => c.Operation).Except(OperationLists.LocalAws));
    }

    /// <summary>What is not as the table says; keeps what later calls need.</summary>
    private static IEnumerable<string> Judge(
        AwsCliCall call, AwsCliAnswer answer, LocalCloud cloud, Dictionary<string, string> values)
    {
        // A command that the CLI refuses by itself proves nothing of the server.
        var reached = cloud.Requests.LastOrDefault();
        if (reached is null || $"{reached.Service}:{reached.Operation}" != call.Operation)
            yield return $"reached {reached?.Service}:{reached?.Operation}. {answer.Error}";
        if (answer.ErrorCode != call.Refusal)
            yield return $"ended with {answer.ErrorCode ?? "success"}, not {call.Refusal ?? "success"}. {answer.Error}";
        if (answer.Code != 0)
            yield break;

        var json = answer.Output.Length == 0 ? default : JsonDocument.Parse(answer.Output).RootElement;
        foreach (var (path, value) in call.Expected)
        {
            if (JsonPath.Find(json, path) is var found && found != Fill(value, values))
                yield return $"{path} is {found ?? "absent"}, not {Fill(value, values)}";
        }

        foreach (var (name, path) in call.Kept)
        {
            if (JsonPath.Find(json, path) is { } found)
                values[name] = found;
            else
                yield return $"{path} is absent";
        }
    }

    private static Dictionary<string, string> Constants() =>
        typeof(LocalAwsSeed).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!, StringComparer.Ordinal);

    private static string Fill(string text, Dictionary<string, string> values) =>
        Name().Replace(text, m => values.GetValueOrDefault(m.Groups["name"].Value, m.Value));

    [GeneratedRegex(@"\$(?<name>\w+)|\$\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
