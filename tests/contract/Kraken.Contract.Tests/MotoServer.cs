using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kraken.Contract.Tests;

/// <summary>A moto_server of its own, on a free port of loopback.</summary>
internal sealed class MotoServer : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private MotoServer(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>Why there is no moto_server, or null where there is one.</summary>
    public static string? MissingReason { get; } = Find();

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<MotoServer> StartAsync()
    {
        var endpoint = new Uri($"http://127.0.0.1:{FreePort()}");
        var process = Process.Start(new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", $"{endpoint.Port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, endpoint);
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(_startTimeout);
        while (true)
        {
            try
            {
                await http.GetAsync(new Uri(endpoint, "/moto-api/"), timeout.Token);
                return server;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(100, timeout.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string? Find()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("moto_server", "--help")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : "moto_server does not run on this machine.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "moto_server is not on this machine.";
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
