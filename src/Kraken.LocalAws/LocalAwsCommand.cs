using System.Globalization;
using System.Net;
using Kraken.LocalAws.Faults;

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
          --transition SEC    How long a connector is in CREATING, UPDATING, PAUSING and the like. Default 1.
          --latency MS        How long every answer takes beyond the work itself. Default 0.
          --iam-delay SEC     How long a new role cannot be assumed yet. Default 0.
          --iam-visibility SEC, --ec2-visibility SEC
                              How long IAM's reads do not find a new role, or EC2 a new security group. Default 0.
          --largest-page N    How many items a page of a list has at most. Default: the services' own limits.
          --worker-quota N    How many workers the account's connectors may have. Default 60.
          --linger SEC        How long a connector's network interfaces stay after it is gone. Default 0.
          --clock-speed N     How fast the cloud's time goes, 60 for a minute in a second. Default 1.
          --seed-file FILE    Begin with the secrets and parameters of that JSON file too.
          --state FILE        Keep the state in that file, and go on from it where it exists.
          --fault RULE        Let calls fail, for example Service=iam,Operation=CreateRole,NthCall=2,Kind=Throttle.
                              Also Times, Delay and RetryAfter (seconds). Or let connectors fail, for example
                              Kind=TasksDie,Connector=orders-*,Cause=TopicDenied,Count=1. Can be given several times.
          --empty             Start without the surroundings.
          --help              This text.

        It listens on loopback only. Ctrl+C stops it; without --state nothing is kept.
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
        IReadOnlyList<FaultRule> faults;
        try
        {
            (options, port, faults) = Parse(arguments);
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
        AppDomain.CurrentDomain.ProcessExit += Stop;
        try
        {
            using var cloud = new LocalCloud(options);
            foreach (var fault in faults)
                cloud.Faults.Add(fault);
            var server = LocalAwsServer.Start(cloud, port);
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

        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("--state: " + e.Message).ConfigureAwait(false);
            return 1;
        }

        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Stop;
        }

        return 0;

        void Stop(object? sender, EventArgs e) => stop.Cancel();
    }

    private static string Greeting(LocalAwsServer server) => $"""
        LocalAws listens on {server.Endpoint} (loopback only), region {server.Cloud.Options.Region}, account {server.Cloud.Options.AccountId}.

        Any credentials will do, for example:
          export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION={server.Cloud.Options.Region}
          aws kafkaconnect list-custom-plugins --endpoint-url {server.Endpoint}
          New-KrakenMskConnector … -Region {server.Cloud.Options.Region} -EndpointUrl {server.Endpoint}

        Ctrl+C stops it.
        """;

    private static (LocalAwsOptions Options, int Port, IReadOnlyList<FaultRule> Faults) Parse(string[] arguments)
    {
        var faults = new List<FaultRule>();
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
                "--port" or "--fault" => options,
                "--region" => options with { Region = value },
                "--account" when value.Length == 12 && value.All(char.IsAsciiDigit) =>
                    options with { AccountId = value },
                "--account" => throw new FormatException($"--account is '{value}'; give 12 digits."),
                "--transition" => options with { ConnectorTransition = TimeSpan.FromSeconds(Number(name, value)) },
                "--latency" => options with { Latency = TimeSpan.FromMilliseconds(Number(name, value)) },
                "--iam-delay" => options with { IamPropagationDelay = TimeSpan.FromSeconds(Number(name, value)) },
                "--iam-visibility" => options with { IamVisibilityDelay = TimeSpan.FromSeconds(Number(name, value)) },
                "--ec2-visibility" => options with { Ec2VisibilityDelay = TimeSpan.FromSeconds(Number(name, value)) },
                "--largest-page" when Number(name, value) is >= 1 and <= int.MaxValue and var size
                    && size == Math.Floor(size) => options with { LargestPage = (int)size },
                "--largest-page" =>
                    throw new FormatException($"--largest-page is '{value}'; give a whole number from 1."),
                "--worker-quota" when Number(name, value) is >= 0 and <= int.MaxValue and var quota
                    && quota == Math.Floor(quota) => options with { WorkerQuota = (int)quota },
                "--worker-quota" =>
                    throw new FormatException($"--worker-quota is '{value}'; give a whole number from 0."),
                "--linger" => options with { InterfaceLinger = TimeSpan.FromSeconds(Number(name, value)) },
                "--clock-speed" when Number(name, value) > 0 => options with { ClockSpeed = Number(name, value) },
                "--clock-speed" => throw new FormatException($"--clock-speed is '{value}'; give a number above 0."),
                "--state" => options with { StateFile = value },
                "--seed-file" => options with { SeedFile = SeedFile(value) },
                _ => throw new FormatException($"{name} is not an option. --help lists all."),
            };
            if (name == "--port")
                port = Port(value);
            else if (name == "--fault")
                faults.Add(FaultRule.Parse(value));
        }

        return (options, port, faults);
    }

    private static LocalAwsSeedFile SeedFile(string path)
    {
        try
        {
            return LocalAwsSeedFile.Read(path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new FormatException($"--seed-file: {e.Message}", e);
        }
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
