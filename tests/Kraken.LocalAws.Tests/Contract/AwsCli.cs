using System.Diagnostics;
using System.Text.Json;

namespace Kraken.LocalAws.Tests.Contract;

/// <summary>The AWS CLI, which others wrote for the real AWS.</summary>
internal sealed class AwsCli(Uri endpoint)
{
    private const string Program = "aws";

    /// <summary>Why the CLI cannot be run, or null.</summary>
    public static string? MissingReason { get; } = Find();

    /// <summary>Runs a command that must succeed, and gives what it printed.</summary>
    public async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var (code, output, error) = await StartAsync(arguments);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)} ended with {code}: {error}");
        return output.Length == 0 ? default : JsonDocument.Parse(output).RootElement;
    }

    /// <summary>Runs a command that must fail, and gives the error code in its message.</summary>
    public async Task<string> FailAsync(params string[] arguments)
    {
        var (code, output, error) = await StartAsync(arguments);
        Assert.True(code != 0, $"aws {string.Join(' ', arguments)} succeeded: {output}");
        var start = error.IndexOf('(', StringComparison.Ordinal);
        var end = error.IndexOf(')', StringComparison.Ordinal);
        return start >= 0 && end > start ? error[(start + 1)..end] : error;
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(string[] arguments)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
                ["AWS_SECRET_ACCESS_KEY"] = "secret",
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_DEFAULT_OUTPUT"] = "json",
                ["AWS_PAGER"] = "",
                ["AWS_MAX_ATTEMPTS"] = "1",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_CONFIG_FILE"] = Path.Combine(Path.GetTempPath(), "no-such-aws-config"),
            },
        };
        foreach (var argument in arguments.Append("--endpoint-url").Append(endpoint.ToString()))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string? Find()
    {
        try
        {
            using var process =
                Process.Start(new ProcessStartInfo(Program, "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : "The AWS CLI does not run on this machine.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "The AWS CLI is not on this machine.";
        }
    }
}
