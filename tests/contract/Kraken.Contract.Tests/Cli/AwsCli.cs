using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Kraken.Contract.Tests.Cli;

/// <summary>
/// The AWS CLI, which others wrote for the real AWS. Where its Python package can be imported, all commands run in one
/// process; elsewhere each starts <c>aws</c>.
/// </summary>
internal sealed class AwsCli : IAsyncDisposable
{
    private static readonly bool _hasPackage = Succeeds("python3", "-c", "import awscli.clidriver");

    private readonly Uri _endpoint;
    private readonly string _home;
    private readonly Process? _runner;

    private AwsCli(Uri endpoint, string home)
    {
        _endpoint = endpoint;
        _home = home;
        _runner = _hasPackage
            ? Start("python3", Path.Combine(AppContext.BaseDirectory, "aws-cli", "run.py"))
            : null;
    }

    /// <summary>Why the CLI cannot be run, or null.</summary>
    public static string? MissingReason { get; } =
        _hasPackage || Succeeds("aws", "--version") ? null : "The AWS CLI is not on this machine.";

    /// <summary>A CLI without configuration of its own.</summary>
    /// <param name="endpoint">Where it reaches all services.</param>
    /// <param name="home">An empty folder in which it finds no settings.</param>
    public static AwsCli For(Uri endpoint, string home) => new(endpoint, home);

    /// <summary>Runs a command, quoted as in a shell and without <c>aws</c>.</summary>
    public async Task<AwsCliAnswer> RunAsync(string command)
    {
        command += $" --endpoint-url {_endpoint}";
        if (_runner is null)
            return await SpawnAsync(command);
        await _runner.StandardInput.WriteLineAsync(command);
        await _runner.StandardInput.FlushAsync();
        var line = await _runner.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"aws {command} ended the process that ran it.");
        var answer = JsonDocument.Parse(line).RootElement;
        return new AwsCliAnswer(
            answer.GetProperty("code").GetInt32(),
            answer.GetProperty("output").GetString()!,
            answer.GetProperty("error").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_runner is null)
            return;
        _runner.StandardInput.Close();
        await _runner.WaitForExitAsync();
        _runner.Dispose();
    }

    private async Task<AwsCliAnswer> SpawnAsync(string command)
    {
        using var process = Start("aws", [.. Words(command)]);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new AwsCliAnswer(process.ExitCode, await output, await error);
    }

    /// <summary>The words of a command, of which some stand in single quotes: no shell is needed.</summary>
    internal static IEnumerable<string> Words(string command)
    {
        var word = new StringBuilder();
        var (isQuoted, isBegun) = (false, false);
        foreach (var c in command)
        {
            if (c == '\'')
                (isQuoted, isBegun) = (!isQuoted, true);
            else if (isQuoted || c != ' ')
                (isBegun, _) = (true, word.Append(c));
            else if (isBegun)
                yield return Take();
        }

        if (isBegun)
            yield return Take();

        string Take()
        {
            var taken = word.ToString();
            word.Clear();
            isBegun = false;
            return taken;
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = program != "python3",
            Environment =
            {
                ["AWS_ACCESS_KEY_ID"] = "AKIATEST",
                ["AWS_SECRET_ACCESS_KEY"] = "secret",
                ["AWS_SESSION_TOKEN"] = null,
                ["AWS_PROFILE"] = null,
                ["AWS_REGION"] = "us-east-1",
                ["AWS_DEFAULT_REGION"] = "us-east-1",
                ["AWS_DEFAULT_OUTPUT"] = "json",
                ["AWS_PAGER"] = "",
                ["AWS_MAX_ATTEMPTS"] = "1",
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                ["AWS_CONFIG_FILE"] = Path.Combine(_home, "config"),
                ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_home, "credentials"),
            },
        });
        return process!;
    }

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>How a command ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record AwsCliAnswer(int Code, string Output, string Error)
{
    /// <summary>The error code in the message, for example <c>NoSuchEntity</c>; null where it succeeded.</summary>
    public string? ErrorCode
    {
        get
        {
            if (Code == 0)
                return null;
            var start = Error.IndexOf('(', StringComparison.Ordinal);
            var end = Error.IndexOf(')', StringComparison.Ordinal);
            return start >= 0 && end > start ? Error[(start + 1)..end] : Error;
        }
    }
}
