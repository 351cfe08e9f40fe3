using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Credentials that a program writes, a profile's <c>credential_process</c>.</summary>
/// <remarks>The SDK's own class cannot be stopped: a program that hangs would keep running after Ctrl+C.</remarks>
internal sealed class ProcessCredentials : RefreshingAWSCredentials
{
    private const int Version = 1;

    private static readonly TimeSpan _renewBefore = TimeSpan.FromMinutes(15);
    private static readonly JsonDocumentOptions _lenient = new() { AllowTrailingCommas = true };

    private readonly string _program;
    private readonly CancellationToken _stop;

    /// <summary>Creates the credentials; the program runs at their first use.</summary>
    /// <param name="program">The program with its arguments, as the shell takes them.</param>
    /// <param name="stop">Ends the program and its child processes.</param>
    public ProcessCredentials(string program, CancellationToken stop)
    {
        _program = program.Trim();
        _stop = stop;
        PreemptExpiryTime = _renewBefore;
    }

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() =>
        Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        _stop.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await Task.WhenAll(output, errors, process.WaitForExitAsync()).WaitAsync(_stop);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }

        return process.ExitCode == 0
            ? Read(await output)
            : throw new InvalidOperationException($"the program returned the non-zero exit value {process.ExitCode} with the error - {await errors}");
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows())
        {
            (start.FileName, start.Arguments) = ("cmd.exe", "/c " + _program);
        }
        else
        {
            start.FileName = "sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(_program);
        }

        return start;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It has ended by itself, or may not be ended; the command ends all the same.
        }
    }

    private static CredentialsRefreshState Read(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output, _lenient);
            var keys = document.RootElement;
            if (!keys.TryGetProperty("Version", out var version))
                throw new InvalidDataException("the program's output has no Version");
            if (version.GetInt32() != Version)
                throw new InvalidDataException("the program's output has a Version that is not 1");
            var expires = keys.TryGetProperty("Expiration", out var time) && time.ValueKind != JsonValueKind.Null
                ? time.GetDateTimeOffset().UtcDateTime
                : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
            return new CredentialsRefreshState(
                new ImmutableCredentials(Needed("AccessKeyId"), Needed("SecretAccessKey"), Text("SessionToken")), expires);

            string? Text(string name) => keys.TryGetProperty(name, out var value) ? value.GetString() : null;

            string Needed(string name) => Text(name) is { Length: > 0 } text
                ? text
                : throw new InvalidDataException($"the program's output has no {name}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not with its words, which may quote the keys.
            throw new InvalidDataException("the program's output is malformed JSON");
        }
    }
}
