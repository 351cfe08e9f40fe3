using System.Globalization;
using System.Net;

namespace Kraken.LocalAws;

/// <summary>The command line of the standalone server.</summary>
internal static class LocalAwsCommand
{
    private const string Help = """
        Runs an AWS on loopback, with a VPC, an MSK cluster, plugins, buckets, keys and a secret.

        Usage: dotnet run --project src/Kraken.LocalAws -- [options]

          --port N            Port on 127.0.0.1; 0 takes a free one. Default 4599.
          --region NAME       Default us-east-1.
          --account ID        12 digits. Default 123456789012.
          --transition SEC    How long a connector is in CREATING, UPDATING or DELETING. Default 1.
          --latency MS        How long every answer takes beyond the work itself. Default 0.
          --iam-delay SEC     How long a new role cannot be assumed yet. Default 0.
          --empty             Start without the surroundings.
          --help              This text.

        Ctrl+C stops it; nothing is kept.
        """;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(Help);
            return 0;
        }

        LocalAwsOptions options;
        int port;
        try
        {
            (options, port) = Parse(arguments);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => stop.Cancel();
        try
        {
            var server = LocalAwsServer.Start(new LocalCloud(options), port);
            await using var _ = server.ConfigureAwait(false);
            Console.WriteLine(Greeting(server));
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopped.");
        }
        catch (HttpListenerException e)
        {
            await Console.Error.WriteLineAsync(
                $"Cannot listen on port {port}: {e.Message} Choose another with --port, or 0 for a free one.")
                .ConfigureAwait(false);
            return 1;
        }

        return 0;
    }

    private static string Greeting(LocalAwsServer server) => $"""
        LocalAws listens on {server.Endpoint} (loopback only), region {server.Cloud.Options.Region}, account {server.Cloud.Options.AccountId}.

        Any credentials will do, for example:
          export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION={server.Cloud.Options.Region}
          aws kafkaconnect list-custom-plugins --endpoint-url {server.Endpoint}
          New-KrakenMskConnector … -Region {server.Cloud.Options.Region} -EndpointUrl {server.Endpoint}

        Ctrl+C stops it.
        """;

    private static (LocalAwsOptions Options, int Port) Parse(string[] arguments)
    {
        var options = new LocalAwsOptions();
        var port = 4599;
        for (var i = 0; i < arguments.Length; i++)
        {
            var name = arguments[i];
            if (name == "--empty")
            {
                options = options with { Seed = false };
                continue;
            }

            var value = i + 1 < arguments.Length
                ? arguments[++i]
                : throw new FormatException($"{name} is not an option, or needs a value. --help lists all.");
            options = name switch
            {
                "--port" => options,
                "--region" => options with { Region = value },
                "--account" when value.Length == 12 && value.All(char.IsAsciiDigit) =>
                    options with { AccountId = value },
                "--account" => throw new FormatException($"--account is '{value}'; give 12 digits."),
                "--transition" => options with { ConnectorTransition = TimeSpan.FromSeconds(Number(name, value)) },
                "--latency" => options with { Latency = TimeSpan.FromMilliseconds(Number(name, value)) },
                "--iam-delay" => options with { IamPropagationDelay = TimeSpan.FromSeconds(Number(name, value)) },
                _ => throw new FormatException($"{name} is not an option. --help lists all."),
            };
            if (name == "--port")
                port = Port(value);
        }

        return (options, port);
    }

    private static int Port(string value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new FormatException($"--port is '{value}'; give 0 to {IPEndPoint.MaxPort}.");

    private static double Number(string name, string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"{name} is '{value}'; give a number that is not negative.");
}
