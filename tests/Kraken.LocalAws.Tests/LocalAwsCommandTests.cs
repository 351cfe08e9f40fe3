using System.Diagnostics;
using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests;

/// <summary>The standalone server, run as a person runs it.</summary>
public sealed class LocalAwsCommandTests
{
    [Fact]
    public async Task It_prints_its_endpoint_and_answers_there()
    {
        using var process = Start("--port", "0", "--region", "eu-west-1", "--account", "210987654321");
        try
        {
            var line = await process.StandardOutput.ReadLineAsync();
            Assert.Contains("loopback only", line, StringComparison.Ordinal);
            var endpoint = new Uri(line!.Split(' ').First(w => w.StartsWith("http", StringComparison.Ordinal)));
            using var http = new HttpClient { BaseAddress = endpoint };
            var raw = new RawClient(http) { Region = "eu-west-1" };
            Assert.Equal("210987654321", (await raw.QueryAsync("sts", "GetCallerIdentity")).Element("Account"));
            var subnets = await raw.QueryAsync("ec2", "DescribeSubnets");
            Assert.Equal("eu-west-1a", subnets.Element("availabilityZone"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--port 70000", 2)]
    [InlineData("--port", 2)]
    [InlineData("--account 12", 2)]
    [InlineData("--latency soon", 2)]
    [InlineData("--colour red", 2)]
    [InlineData("--clock-speed 0", 2)]
    [InlineData("--worker-quota -1", 2)]
    [InlineData("--state /", 1)]
    public async Task A_wrong_option_is_named_and_help_lists_all(string arguments, int expected)
    {
        using var process = Start(arguments.Split(' '));
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(expected, process.ExitCode);
        Assert.Contains(arguments.Split(' ')[0], output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Service=iam", "Kind")]
    [InlineData("Kind=Thunder", "Thunder")]
    [InlineData("Kind=Throttle,Service=aim", "aim")]
    [InlineData("Kind=Throttle,Service=iam,Operation=CreateRoll", "CreateRoll")]
    [InlineData("Kind=Throttle,NthCall=0", "NthCall")]
    [InlineData("Kind=Slow,Delay=-1", "Delay")]
    [InlineData("Kind=Slow,Colour=red", "Colour")]
    [InlineData("Throttle", "Throttle")]
    [InlineData("Kind=Throttle,Count=2", "Count is '2', but Throttle is about calls. Give Times")]
    [InlineData("Kind=TasksDie,Count=0", "Count is '0'. Give a whole number from 1.")]
    [InlineData("Kind=Weather", "ConnectorFails, TasksDie, UpdateFails, PauseFails, ResumeFails, RestartFails.")]
    public void A_fault_rule_that_is_wrong_is_named(string text, string named) =>
        Assert.Contains(
            named, Assert.Throws<FormatException>(() => FaultRule.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fault_rule_is_read_from_text() => Assert.Equal(
        new FaultRule
        {
            Kind = FaultKind.Slow, Service = "iam", Operation = "CreateRole", NthCall = 2, Times = 3,
            Delay = TimeSpan.FromSeconds(1.5),
        },
        FaultRule.Parse("service=iam, operation=CreateRole, nthcall=2, times=3, kind=slow, delay=1.5"));

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The runtime may be a newer one than the target.
            Environment = { ["DOTNET_ROLL_FORWARD"] = "Major" },
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(LocalCloud).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
