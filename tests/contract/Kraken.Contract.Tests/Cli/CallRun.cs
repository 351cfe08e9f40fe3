using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.LocalAws;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.Contract.Tests.Cli;

/// <summary>Runs the steps of a table with a client that others wrote, on a server on loopback.</summary>
internal static partial class CallRun
{
    /// <summary>Runs all steps.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cloud">What it answers from.</param>
    /// <param name="clock">The cloud's clock, which waiting advances.</param>
    /// <param name="values">The values that calls refer to; those that are kept are added.</param>
    /// <param name="call">Makes one call.</param>
    /// <returns>What did not end as the table says.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IEnumerable<AwsCliStep> steps, LocalCloud cloud, ManualClock clock, Dictionary<string, string> values,
        Func<string, Task<AwsCliAnswer>> call)
    {
        var wrong = new List<string>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case AwsCliWait:
                    clock.Advance(TimeSpan.FromSeconds(1));
                    break;
                case AwsCliText text:
                    values[text.Name] = Fill(text.Text, values);
                    break;
                case AwsCliCall made:
                    cloud.Requests.Clear();
                    var answer = await call(Fill(made.Command, values));
                    wrong.AddRange(Judge(made, answer, cloud, values)
                        .Select(w => $"calls.txt, line {made.Line}, {made.Command}: {w}"));
                    break;
                default:
                    throw new NotSupportedException($"{step}");
            }
        }

        return wrong;
    }

    /// <summary>The constants of the surroundings that the cloud has from the start.</summary>
    public static Dictionary<string, string> Constants() =>
        typeof(LocalAwsSeed).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!, StringComparer.Ordinal);

    /// <summary>What is not as the table says; keeps what later calls need.</summary>
    private static IEnumerable<string> Judge(
        AwsCliCall call, AwsCliAnswer answer, LocalCloud cloud, Dictionary<string, string> values)
    {
        // A call that the client refuses by itself proves nothing of the server.
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

    private static string Fill(string text, Dictionary<string, string> values) =>
        Name().Replace(text, m => values.GetValueOrDefault(m.Groups["name"].Value, m.Value));

    [GeneratedRegex(@"\$(?<name>\w+)|\$\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
