using System.Collections;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs.Foreign;

/// <summary>Reads the files of other tools, and gives what they do not say.</summary>
internal static class ForeignFiles
{
    internal const string PluginArn =
        "arn:aws:kafkaconnect:eu-west-1:123456789012:custom-plugin/orders-plugin/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d-2";

    internal const string ClusterArn = "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d-5";

    internal const string Brokers = "b-1.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9098,b-2.orders.a1b2c3.c2.kafka.eu-west-1.amazonaws.com:9098";

    internal static Hashtable All => new()
    {
        ["env"] = "dev",
        ["vpc_id"] = "vpc-0a1b2c3d4e5f60718",
        ["subnet_ids"] = new[] { "subnet-0a1b2c3d4e5f60001" },
        ["msk_cluster_arn"] = ClusterArn,
        ["msk_bootstrap_servers"] = Brokers,
        ["custom_plugin_arn"] = PluginArn,
        ["custom_plugin_bucket_arn"] = "arn:aws:s3:::orders-plugins",
    };

    internal static SpecReading One(string text, SpecFormat format = SpecFormat.Json, IDictionary? defaults = null) =>
        Assert.Single(Read(text, format, defaults));

    internal static IReadOnlyList<SpecReading> Read(string text, SpecFormat format = SpecFormat.Json, IDictionary? defaults = null) =>
        SpecReader.ReadText(text, format, "file", new SpecReadOptions { Defaults = defaults ?? new Hashtable() });

    internal static IEnumerable<string> Errors(SpecReading reading) =>
        reading.Validate().Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Message);
}
