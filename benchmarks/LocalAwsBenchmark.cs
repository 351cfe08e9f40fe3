using System.Diagnostics;
using System.Globalization;
using Kraken.LocalAws;

namespace Kraken.Benchmarks;

/// <summary>
/// Many clients against one embedded AWS that has a process, and where the system lets it a core, of its own. Prints
/// how many requests were answered, how many were not as they should be, and the server's memory as it goes.
/// </summary>
internal static class LocalAwsBenchmark
{
    private const int Intervals = 6;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (!TryRead(arguments, out var seconds, out var clients))
            return 2;
        using var server = StartServer();
        try
        {
            var endpoint = new Uri((await server.StandardOutput.ReadLineAsync())!);
            Console.WriteLine($"{clients} clients for {seconds} s against {endpoint}, the server on one core");
            await DriveAsync(endpoint, clients, "warm-up", TimeSpan.FromSeconds(1), (_, _) => { });
            var cpu = Cpu(server);
            Console.WriteLine();
            Console.WriteLine("    second    requests/s    errors    server memory MiB    server core");
            var (requests, errors) = await DriveAsync(
                endpoint, clients, "run", TimeSpan.FromSeconds(seconds), Report(server));
            var busy = (Cpu(server) - cpu).TotalSeconds;
            Console.WriteLine();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{requests} requests, {requests / (double)seconds:0} a second, {errors} errors; "
                + $"{requests / busy:0} a second of one core's time"));
            return errors == 0 ? 0 : 1;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>The server's process: says where it listens, and goes on until it is killed.</summary>
    internal static async Task<int> ServeAsync()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            Process.GetCurrentProcess().ProcessorAffinity = 1;
        await using var server = LocalAwsServer.Start(new LocalCloud());
        Console.WriteLine(server.Endpoint);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static Process StartServer()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // Under "dotnet run" the process is the benchmark's own executable, under "dotnet exec" it is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(LocalAwsBenchmark).Assembly.Location);
        start.ArgumentList.Add("local-aws-server");
        start.Environment["DOTNET_ROLL_FORWARD"] = "Major";
        return Process.Start(start)!;
    }

    /// <summary>Asks until the time is over; tells at the end of each interval.</summary>
    private static async Task<(long Requests, long Errors)> DriveAsync(
        Uri endpoint, int clients, string name, TimeSpan time, Action<long, long> report)
    {
        long requests = 0;
        long errors = 0;
        using var end = new CancellationTokenSource(time);
        var workers = Enumerable.Range(0, clients).Select(number => Task.Run(async () =>
        {
            using var client = new LocalAwsLoad(endpoint, $"{name}-{number}");
            while (!end.IsCancellationRequested)
            {
                if (!await client.AskAsync())
                    Interlocked.Increment(ref errors);
                Interlocked.Increment(ref requests);
            }
        })).ToList();
        for (var i = 0; i < Intervals; i++)
        {
            await Task.Delay(time / Intervals);
            report(Interlocked.Read(ref requests), Interlocked.Read(ref errors));
        }

        await Task.WhenAll(workers);
        return (requests, errors);
    }

    private static Action<long, long> Report(Process server)
    {
        var watch = Stopwatch.StartNew();
        var (requests, at, cpu) = (0L, TimeSpan.Zero, Cpu(server));
        return (now, errors) =>
        {
            var (time, used) = (watch.Elapsed, Cpu(server));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{time.TotalSeconds,10:0}{(now - requests) / (time - at).TotalSeconds,14:0}{errors,10}"
                + $"{server.WorkingSet64 / 1048576.0,21:0}{(used - cpu) / (time - at),15:P0}"));
            (requests, at, cpu) = (now, time, used);
        };
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static bool TryRead(string[] arguments, out int seconds, out int clients)
    {
        (seconds, clients) = (30, 16);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] is not ("--seconds" or "--clients")
                || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                Console.Error.WriteLine($"{arguments[i]} '{value}': give --seconds or --clients and a number from 1.");
                return false;
            }

            if (arguments[i] == "--seconds")
                seconds = number;
            else
                clients = number;
        }

        return true;
    }
}
