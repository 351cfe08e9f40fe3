using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kraken.MskConnect.Tests.Contract;

/// <summary>A moto_server on a free port of loopback, stopped when disposed.</summary>
internal sealed class MotoServer : IDisposable
{
    private readonly Process _process;

    private MotoServer(Process process, string url) => (_process, Url) = (process, url);

    /// <summary>Null, or why a test that needs it cannot run.</summary>
    public static string? MissingReason => Find() is null ? "moto_server is not on the PATH" : null;

    public string Url { get; }

    public static async Task<MotoServer> StartAsync()
    {
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(Find()!, ["-H", "127.0.0.1", "-p", $"{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new MotoServer(process, $"http://127.0.0.1:{port}");
        using var http = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await http.GetAsync(new Uri(server.Url + "/moto-api/"));
                return server;
            }
            catch (HttpRequestException) when (attempt < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "moto_server"))
        .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
