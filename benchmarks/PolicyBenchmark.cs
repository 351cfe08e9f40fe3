using System.Diagnostics;
using System.Globalization;
using Kraken.LocalAws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.Benchmarks;

/// <summary>
/// Derives the policy of a sink that reads more and more topics, fits it to IAM's limits and writes it as IAM takes it; then
/// proves it. Prints time, allocations and size, each also a topic: where those stay the same, the work grows linearly.
/// </summary>
internal static class PolicyBenchmark
{
    private const int Rounds = 15;

    private static readonly int[] _counts = [10, 50, 100, 250, 500, 1_000];
    private static readonly int[] _beyondIam = [2_000, 4_000, 8_000];

    internal static int Run()
    {
        Console.WriteLine("    topics    ms    us/topic    KiB allocated    KiB/topic    characters    policies    proof ms    us/topic");
        foreach (var count in _counts)
            Print(count, spec => ConnectorPolicyBuilder.Build(spec).Parts, Proof);
        Console.WriteLine("derived only, since no role has room for so many");
        foreach (var count in _beyondIam)
            Print(count, spec => [ConnectorPolicyBuilder.Derive(spec).Document], _ => null);
        return 0;
    }

    private static TimeSpan? Proof(ConnectorSpec spec)
    {
        var policies = PolicySet.Of(ConnectorPolicyBuilder.Build(spec));
        return Enumerable.Range(0, Rounds).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            PolicyProof.Check(spec, policies);
            return Stopwatch.GetElapsedTime(start);
        });
    }

    private static void Print(
        int count, Func<ConnectorSpec, IReadOnlyList<PolicyDocument>> build, Func<ConnectorSpec, TimeSpan?> prove)
    {
        var spec = Sink(count);
        Measure(spec, build);
        var (time, bytes, characters, policies) =
            Enumerable.Range(0, Rounds).Select(_ => Measure(spec, build)).MinBy(m => m.Time);
        var proof = prove(spec);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count,10}{time.TotalMilliseconds,6:0.0}{time.TotalMicroseconds / count,12:0.0}{bytes / 1024.0,17:0}"
            + $"{bytes / 1024.0 / count,13:0.00}{characters,14}{policies,12}"
            + $"{proof?.TotalMilliseconds,12:0.0}{proof?.TotalMicroseconds / count,12:0.0}"));
    }

    private static (TimeSpan Time, long Bytes, int Characters, int Policies) Measure(
        ConnectorSpec spec, Func<ConnectorSpec, IReadOnlyList<PolicyDocument>> build)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var texts = build(spec).Select(p => p.ToJson()).ToList();
        var time = Stopwatch.GetElapsedTime(start);
        return (time, GC.GetAllocatedBytesForCurrentThread() - before, texts.Sum(t => t.Length), texts.Count);
    }

    private static ConnectorSpec Sink(int count)
    {
        string[] topics = [.. Enumerable.Range(0, count).Select(i => $"orders.public.table_{i:0000}")];
        return new ConnectorSpec
        {
            ConnectorName = "orders-raw",
            Env = "dev",
            Region = "us-east-1",
            AccountId = "123456789012",
            ConnectorType = "sink",
            VpcId = LocalAwsSeed.VpcId,
            SubnetId = [LocalAwsSeed.SubnetIdA],
            MskClusterArn = "arn:aws:kafka:us-east-1:123456789012:cluster/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5",
            MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
            CustomPluginArn = LocalAwsSeed.S3SinkPluginArn,
            CustomPluginBucketArn = LocalAwsSeed.PluginBucketArn,
            S3SinkBucketArn = "arn:aws:s3:::kraken-raw-mnpi-dev",
            KafkaTopicRead = topics,
            ConnectorConfiguration = new Dictionary<string, string>
            {
                ["connector.class"] = "io.confluent.connect.s3.S3SinkConnector",
                ["topics"] = string.Join(',', topics),
            },
        };
    }
}
