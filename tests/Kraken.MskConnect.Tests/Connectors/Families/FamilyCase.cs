using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>
/// A configuration of a connector family, and the right answers for it, which stand in the family's own documentation or
/// source code. Each answer is the whole of it: what is not listed must not be derived.
/// </summary>
/// <param name="Name">What the case shows.</param>
/// <param name="Source">Where the right answers stand.</param>
/// <param name="Configuration">The configuration, as lines of <c>key=value</c>.</param>
public sealed record FamilyCase(string Name, string Source, string Configuration)
{
    /// <summary>The cluster's bootstrap server, for keys that name it.</summary>
    public const string Brokers = "b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098";

    /// <summary>Topics that may be written, with <c>*</c> at the end for beginnings.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>Topics that may be read.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>Consumer groups beside the workers' own.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public IReadOnlyList<string> TransactionalIds { get; init; } = [];

    /// <summary>Ports beside 443 of AWS's services and 9098 of the brokers.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>
    /// Calls beside those on the cluster, the log group, the plugin and the key of the sink's bucket: the action, and the
    /// resource without the ARN's first five parts, for example <c>s3:PutObject kraken-raw/topics/*</c>.
    /// </summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>
    /// Errors, warnings and unknown keys: severity, rule and field, of keys of the configuration the key alone; for example
    /// <c>Error KeyMissing flush.size</c>.
    /// </summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Whether the proof must be inconclusive.</summary>
    public bool IsInconclusive { get; init; }

    /// <summary>The worker configuration's properties beside the converters, as lines of <c>key=value</c>; null where it is not read.</summary>
    public string? Worker { get; init; }

    /// <summary>What config providers fetch and the embedded AWS must have: secrets by name with a key <c>k</c>, parameters and files.</summary>
    public Provided World { get; init; } = new([], [], []);

    /// <summary>Why the embedded AWS, which has one region, cannot run it; null where it can.</summary>
    public string? NotRun { get; init; }

    /// <summary>Changes the spec, for example its lists of topics.</summary>
    public Func<ConnectorSpec, ConnectorSpec> Change { get; init; } = spec => spec;

    /// <summary>The spec: the configuration on an IAM cluster of the embedded AWS.</summary>
    public ConnectorSpec Spec
    {
        get
        {
            var configuration = Configuration.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('=', 2)).ToDictionary(p => p[0].Trim(), p => p[1].Trim());
            var isSink = configuration.ContainsKey("topics") || configuration.ContainsKey("topics.regex");
            var bucket = isSink ? configuration.GetValueOrDefault("s3.bucket.name") : null;
            var hasSecret = Configuration.Contains("${secretsmanager:", StringComparison.Ordinal);
            return Change((isSink ? ReferenceExamples.S3Sink : ReferenceExamples.DebeziumSource) with
            {
                ConnectorName = "family-case",
                KafkaConnectVersion = "3.7.x",
                MskAuthenticationType = "IAM",
                MskBootstrapServer = Brokers,
                MskKmsKeyArn = null,
                KafkaTopicRead = configuration.GetValueOrDefault("topics")?.Split(',', StringSplitOptions.TrimEntries) ?? [],
                KafkaTopicWrite = [],
                RdsSecretArn = hasSecret ? ReferenceExamples.DebeziumSource.RdsSecretArn : null,
                WorkerConfigurationArn = hasSecret || Worker is not null ? ReferenceExamples.DebeziumSource.WorkerConfigurationArn : null,
                S3SinkBucketArn = bucket is null ? null : "arn:aws:s3:::" + bucket,
                S3KmsKeyArn = bucket is null ? null : ReferenceExamples.S3Sink.S3KmsKeyArn,
                AutoscalingMaxWorkerCount = ReferenceExamples.DebeziumSource.AutoscalingMaxWorkerCount,
                ProvisionedMcuCount = 1,
                ProvisionedWorkerCount = 1,
                ConnectorConfiguration = configuration,
                WorkerProperties = Worker?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal),
            });
        }
    }
}

/// <summary>What config providers fetch.</summary>
/// <param name="Secrets">The secrets' names.</param>
/// <param name="Parameters">The parameters' names.</param>
/// <param name="Files">The files, each as bucket and key.</param>
public sealed record Provided(IReadOnlyList<string> Secrets, IReadOnlyList<string> Parameters, IReadOnlyList<string> Files);

/// <summary>The cases of one family, in a file of its own; each class that implements it is found by itself.</summary>
internal interface IFamilyCases
{
    IEnumerable<FamilyCase> Rows { get; }
}

/// <summary>The cases of all families.</summary>
public static class FamilyCases
{
    /// <summary>By family and name.</summary>
    public static IReadOnlyDictionary<string, FamilyCase> All { get; } = typeof(FamilyCases).Assembly.GetTypes()
        .Where(type => type.IsClass && typeof(IFamilyCases).IsAssignableFrom(type))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .SelectMany(type => ((IFamilyCases)Activator.CreateInstance(type)!).Rows
            .Select(row => (Key: $"{type.Name.Replace("Cases", "", StringComparison.Ordinal)}: {row.Name}", Row: row)))
        .ToDictionary(c => c.Key, c => c.Row);
}
