using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests.Policies;

/// <summary>
/// An IAM policy engine that others wrote, <c>@cloud-copilot/iam-simulate</c>, run as a program of its own. npm brings it
/// into a folder outside the repository; it is no part of what is built or shipped.
/// </summary>
public static class IamSimulator
{
    private const string Package = "@cloud-copilot/iam-simulate@0.1.173";

    private static readonly Lazy<(string? Folder, string? Missing)> _installed =
        new(() => Npm.Install("iam-simulate", Package));

    /// <summary>Null where it can be asked, or why not.</summary>
    public static string? MissingReason => _installed.Value.Missing;

    /// <summary>A question: may the principal make the call?</summary>
    public sealed record Question(string Principal, PolicyRequest Request, IReadOnlyList<PolicyDocument> Policies)
    {
        public string Account { get; init; } = "123456789012";

        public PolicyDocument? Boundary { get; init; }

        public PolicyDocument? ResourcePolicy { get; init; }
    }

    /// <summary>An answer: whether the call is allowed, or why the engine cannot say.</summary>
    public sealed record Answer(bool? IsAllowed, string? Error, IReadOnlyList<string> IgnoredKeys);

    /// <summary>Asks all questions of one process.</summary>
    public static async Task<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Question> questions)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "iam-simulate", "ask.mjs")])
        {
            WorkingDirectory = _installed.Value.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var writing = Task.Run(async () =>
        {
            foreach (var question in questions)
                await process.StandardInput.WriteLineAsync(Write(question));
            process.StandardInput.Close();
        });
        var answers = new List<Answer>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            answers.Add(Read(line));
        await process.WaitForExitAsync();
        if (answers.Count != questions.Count)
            throw new InvalidOperationException($"{answers.Count} of {questions.Count} were answered: {await errors}");
        await writing;
        return answers;
    }

    private static string Write(Question question) => new JsonObject
    {
        ["principal"] = question.Principal,
        ["action"] = question.Request.Action,
        ["resource"] = question.Request.Resource,
        ["account"] = question.Account,
        ["context"] = new JsonObject(question.Request.Context.Select(c => KeyValuePair.Create(
            c.Key,
            (JsonNode?)(c.Value.Count == 1 ? c.Value[0] : new JsonArray([.. c.Value.Select(v => (JsonNode?)v)]))))),
        ["policies"] = new JsonArray([.. question.Policies.Select(p => JsonNode.Parse(p.ToJson()))]),
        ["boundary"] = question.Boundary is { } boundary ? JsonNode.Parse(boundary.ToJson()) : null,
        ["resourcePolicy"] = question.ResourcePolicy is { } policy ? JsonNode.Parse(policy.ToJson()) : null,
    }.ToJsonString();

    private static Answer Read(string line)
    {
        var answer = JsonNode.Parse(line)!;
        return answer["error"] is { } error
            ? new Answer(null, $"{error}: {answer["details"]}", [])
            : new Answer(
                (string?)answer["result"] == "Allowed", null, answer["ignored"].Deserialize<string[]>() ?? []);
    }
}
