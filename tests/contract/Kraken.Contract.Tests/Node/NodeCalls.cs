using System.Diagnostics;
using System.Text.Json;
using Kraken.Contract.Tests.Cli;
using Kraken.Contract.Tests.Models;

namespace Kraken.Contract.Tests.Node;

/// <summary>The calls of <c>npm/calls.txt</c>, and the node process that makes them with AWS's clients for JavaScript.</summary>
internal sealed class NodeCalls : IAsyncDisposable
{
    private readonly Process _node;

    private NodeCalls(Process node) => _node = node;

    /// <summary>The steps in their order.</summary>
    public static IReadOnlyList<AwsCliStep> Steps { get; } =
        AwsCliTable.Read(Path.Combine(AppContext.BaseDirectory, "npm", "calls.txt"));

    /// <summary>The operations that succeed once and are refused once.</summary>
    public static IReadOnlySet<string> Operations { get; } = AwsCliTable.Proven([.. Steps.OfType<AwsCliCall>()]);

    /// <summary>Starts the process.</summary>
    /// <param name="endpoint">Where it reaches all services.</param>
    public static NodeCalls For(Uri endpoint) => new(Process.Start(
        new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "npm", "run.mjs"), endpoint.ToString()])
        {
            WorkingDirectory = NpmClients.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    /// <summary>Makes a call: service, operation and input.</summary>
    public async Task<AwsCliAnswer> RunAsync(string call)
    {
        await _node.StandardInput.WriteLineAsync(call);
        await _node.StandardInput.FlushAsync();
        var line = await _node.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"{call} ended the process that ran it.");
        var answer = JsonDocument.Parse(line).RootElement;
        return new AwsCliAnswer(
            answer.GetProperty("code").GetInt32(),
            answer.GetProperty("output").GetString()!,
            answer.GetProperty("error").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
