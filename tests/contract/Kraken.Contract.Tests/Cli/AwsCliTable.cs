namespace Kraken.Contract.Tests.Cli;

/// <summary>The calls that the AWS CLI makes; <c>aws-cli/calls.txt</c> tells how they are written.</summary>
internal static class AwsCliTable
{
    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<AwsCliStep> Steps { get; } =
        Read(Path.Combine(AppContext.BaseDirectory, "aws-cli", "calls.txt"));

    /// <summary>The calls in their order.</summary>
    public static IEnumerable<AwsCliCall> Calls => Steps.OfType<AwsCliCall>();

    /// <summary>The operations that succeed once and are refused once.</summary>
    public static IReadOnlySet<string> Operations { get; } = Proven(Calls);

    /// <summary>What the CLI does not have, of the version that the table was written for: 1.45, of May 2026.</summary>
    public static IReadOnlySet<string> Unknown { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "kafkaconnect:PauseConnector", "kafkaconnect:RestartConnector", "kafkaconnect:ResumeConnector",
    };

    /// <summary>The operations that are called with success and with a refusal.</summary>
    public static IReadOnlySet<string> Proven(IEnumerable<AwsCliCall> calls) =>
        calls.Where(c => c.Refusal is null).Select(c => c.Operation)
            .Intersect(calls.Where(c => c.Refusal is not null).Select(c => c.Operation))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads a table.</summary>
    public static List<AwsCliStep> Read(string path)
    {
        var steps = new List<AwsCliStep>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == ' ')
                AddTo((AwsCliCall)steps[^1], line.Trim(), number);
            else
                steps.Add(Step(line, number));
        }

        return steps;
    }

    private static AwsCliStep Step(string line, int number)
    {
        if (line == "wait")
            return new AwsCliWait(number);
        if (!line.StartsWith("set ", StringComparison.Ordinal))
            return new AwsCliCall(number, line);
        var parts = line["set ".Length..].Split(" = ", 2);
        return new AwsCliText(number, parts[0], parts[1]);
    }

    private static void AddTo(AwsCliCall call, string text, int number)
    {
        var rest = text[2..];
        switch (text[0])
        {
            case '!':
                call.Refusal = rest;
                break;
            case '>':
                var kept = rest.Split(" = ", 2);
                call.Kept.Add((kept[0], kept[1]));
                break;
            case '=':
                var expected = rest.Split(' ', 2);
                call.Expected.Add((expected[0], expected[1].Trim('\'')));
                break;
            default:
                throw new FormatException($"calls.txt, line {number}: a line after a call starts with >, = or !.");
        }
    }
}
