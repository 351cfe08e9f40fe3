using Kraken.MskConnect.Connectors.Addresses;

namespace Kraken.MskConnect.Connectors;

/// <summary>
/// What a connector uses when it runs, as its configuration tells: the policy, its proof, Kafka ACLs, network rules and
/// findings are derived from it.
/// </summary>
internal sealed class ConnectorUse
{
    /// <summary>The topics.</summary>
    internal List<UsedTopic> Topics { get; } = [];

    /// <summary>Consumer groups beside that of the workers and that of a sink's records.</summary>
    internal List<UsedName> Groups { get; } = [];

    /// <summary>Ids of the transactions in which it writes.</summary>
    internal List<UsedName> TransactionalIds { get; } = [];

    /// <summary>Actions on the cluster beside Connect and DescribeCluster.</summary>
    internal List<UsedClusterAction> ClusterActions { get; } = [];

    /// <summary>Calls to AWS's services beside Kafka.</summary>
    internal List<UsedService> Services { get; } = [];

    /// <summary>Calls that resolve references to config providers.</summary>
    internal List<UsedService> ProvidedServices { get; } = [];

    /// <summary>What it connects to beside the brokers and AWS's services.</summary>
    internal List<UsedAddress> Addresses { get; } = [];

    /// <summary>The bucket that its records are written to or read from; null for none.</summary>
    internal UsedBucket? Bucket { get; set; }

    /// <summary>The group in which a sink reads its records; null where it is not known, and for sources.</summary>
    internal NamedValue? SinkGroup { get; set; }

    /// <summary>The key that asks for exactly-once delivery; null where nothing does.</summary>
    internal string? ExactlyOnceKey { get; set; }

    /// <summary>The transformation that nobody can follow, by its key; null where all can be followed.</summary>
    internal string? UnfollowedTransform { get; set; }

    /// <summary>The transformation of whose names only a beginning can be told, by its key; null for none.</summary>
    internal string? WidenedTransform { get; set; }

    /// <summary>Why autoscaling does not fit the class, as the sentence goes on after the field; null where it does.</summary>
    internal string? AutoscalingFault { get; set; }

    /// <summary>Beginnings of keys that nobody can list, for example those that carry a name of the user's.</summary>
    internal List<string> KeyBeginnings { get; } = [];

    /// <summary>What is to be said of the configuration.</summary>
    internal List<ConnectorFinding> Findings { get; } = [];

    /// <summary>The topics that the records of a source go to, as its transformations name them.</summary>
    internal IEnumerable<UsedTopic> Written => Topics.Where(t => t.Kind == TopicKind.Records && t.Access.HasFlag(TopicAccess.Write));

    /// <summary>Adds a topic, unless the name is null.</summary>
    internal void Topic(NamedTopic? topic, TopicKind kind, TopicAccess access, string need)
    {
        if (topic is not null)
            Topics.Add(new UsedTopic(topic.Key, topic.Topic, kind, access, need));
    }

    /// <summary>Says that something cannot be derived, so that it is neither granted nor proven.</summary>
    internal void Doubt(string key, string rule, string problem, string remedy) =>
        Findings.Add(new ConnectorFinding(FindingSeverity.Warning, key, rule, problem, remedy) { IsDoubt = true });

    /// <summary>Reports on a key of the configuration.</summary>
    internal void Find(FindingSeverity severity, string key, string rule, string problem, string remedy) =>
        Findings.Add(new ConnectorFinding(severity, key, rule, problem, remedy));
}

/// <summary>What a connector may do with a topic.</summary>
[Flags]
internal enum TopicAccess
{
    None = 0,

    /// <summary>Reads its records.</summary>
    Read = 1,

    /// <summary>Writes records to it, and makes it where it is missing.</summary>
    Write = 2,

    /// <summary>Changes its number of partitions.</summary>
    Alter = 4,

    /// <summary>Reads its settings.</summary>
    DescribeConfigs = 8,

    /// <summary>Changes its settings.</summary>
    AlterConfigs = 16,
}

/// <summary>How a topic's records get there, which decides what renames it.</summary>
internal enum TopicKind
{
    /// <summary>The records that the connector is for; the spec's lists of topics name them instead where they are given.</summary>
    Records,

    /// <summary>Other messages that pass through Kafka Connect and its transformations, for example heartbeats.</summary>
    Messages,

    /// <summary>Those of a client of the connector's own, or of Kafka Connect: no transformation sees them.</summary>
    Own,
}

/// <summary>A topic, or with <c>*</c> at its end the beginning of one, and the configuration key that names it.</summary>
internal sealed record NamedTopic(string Key, string Topic);

/// <summary>A topic that a connector uses.</summary>
/// <param name="Key">The key of the configuration that asks for it.</param>
/// <param name="Topic">Its name, or with <c>*</c> at the end the beginning of its name.</param>
/// <param name="Kind">How its records get there.</param>
/// <param name="Access">What the connector does with it.</param>
/// <param name="Need">What it is, for example <c>schema history</c>.</param>
internal sealed record UsedTopic(string Key, string Topic, TopicKind Kind, TopicAccess Access, string Need);

/// <summary>A consumer group or a transactional id, or with <c>*</c> at the end the beginning of one.</summary>
internal sealed record UsedName(string Key, string Name, string Need);

/// <summary>An action on the cluster itself, for example <c>kafka-cluster:WriteDataIdempotently</c>.</summary>
/// <param name="Key">The key of the configuration that asks for it.</param>
/// <param name="Sid">The id of the statement that grants it.</param>
/// <param name="Need">What it is for.</param>
/// <param name="Action">The action.</param>
internal sealed record UsedClusterAction(string Key, string Sid, string Need, string Action);

/// <summary>Calls to a service of AWS.</summary>
/// <param name="Sid">The id of the statement that grants them.</param>
/// <param name="Need">What they are for.</param>
/// <param name="Actions">The actions, for example <c>glue:GetTable</c>.</param>
/// <param name="Resources">What they name.</param>
internal sealed record UsedService(string Sid, string Need, IReadOnlyList<string> Actions, IReadOnlyList<UsedResource> Resources)
{
    /// <summary>The context keys of the calls, each with the values that it may have.</summary>
    internal IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Context { get; init; } = [];
}

/// <summary>A resource of AWS.</summary>
/// <param name="Arn">Its ARN, perhaps a pattern.</param>
/// <param name="Keys">The keys of the configuration that name it.</param>
internal sealed record UsedResource(string Arn, params IReadOnlyList<string> Keys)
{
    /// <summary>Names of the pattern as they look at run time; the ARN itself where it is none.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = [Arn];
}

/// <summary>Something that a connector connects to.</summary>
/// <param name="Key">The key of the configuration that names it.</param>
/// <param name="Text">A host, a URL or a list of them.</param>
/// <param name="DefaultPort">The port where the text has none; null where there is no such default.</param>
/// <param name="What">What it is, for example <c>database</c>.</param>
/// <param name="PortReason">Where that port comes from: another key, or the class.</param>
internal sealed record UsedAddress(string Key, string Text, int? DefaultPort, string What, string PortReason)
{
    /// <summary>Whether the text is a host alone, whose port another key gives.</summary>
    internal bool IsHost { get; init; }

    /// <summary>The hosts and ports of the text.</summary>
    internal AddressReading Reading => AddressReader.Read(Text, DefaultPort, IsHost);
}

/// <summary>A bucket of Amazon S3 and what is done with its objects.</summary>
internal sealed record UsedBucket
{
    /// <summary>The bucket's name where the configuration tells it; else the spec's <c>S3SinkBucketArn</c> does.</summary>
    internal NamedValue? Name { get; init; }

    /// <summary>Whether the spec must name the bucket's ARN, since the sink writes nothing but objects.</summary>
    internal bool NeedsInput { get; init; }

    /// <summary>Whether <see cref="Name"/> is granted where the spec names no bucket.</summary>
    internal bool NameSuffices { get; init; }

    /// <summary>Whether the objects are read and never written, as a source does.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>The region in which the bucket is asked for, and the key that says so; null where it is the connector's.</summary>
    internal NamedValue? Region { get; init; }

    /// <summary>Whether the configuration names an address of its own in place of Amazon S3's.</summary>
    internal bool HasOwnAddress { get; init; }

    /// <summary>The encryption that uploads ask for themselves; null where the bucket's own applies.</summary>
    internal string? UploadEncryption { get; init; }

    /// <summary>What the objects' keys begin with, without a slash at the end; null where it is not known.</summary>
    internal NamedValue? Prefix { get; init; }

    /// <summary>Whether the prefix is a beginning of names, and no folder.</summary>
    internal bool IsPrefixOfNames { get; init; }

    internal IReadOnlyList<string> ObjectActions { get; init; } = [];

    internal IReadOnlyList<string> BucketActions { get; init; } = [];

    /// <summary>Further actions on the objects, each with the key that asks for it and what it is for.</summary>
    internal IReadOnlyList<(string Key, string Sid, string Need, string Action)> Options { get; init; } = [];

    /// <summary>The key of AWS KMS that the configuration names; null for none.</summary>
    internal NamedValue? KmsKey { get; init; }

    /// <summary>The role that is assumed for the bucket instead of the connector's own; null for none.</summary>
    internal NamedValue? AssumedRole { get; init; }
}

/// <summary>What is to be said of a key of the configuration.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Key">The key.</param>
/// <param name="Rule">The rule's stable name.</param>
/// <param name="Problem">What is wrong, as the sentence goes on after key and value.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record ConnectorFinding(FindingSeverity Severity, string Key, string Rule, string Problem, string Remedy)
{
    /// <summary>The rule of a reference to a config provider that no policy can name.</summary>
    internal const string NotGranted = "SecretNotGranted";

    /// <summary>The rule of a config provider whose class nobody knows.</summary>
    internal const string ProviderUnknown = "ProviderUnknown";

    /// <summary>Whether something that the connector uses is not known, so that no proof can cover it.</summary>
    internal bool IsDoubt { get; init; }

    /// <summary>Whether a list of topics in the spec ends the doubt.</summary>
    internal bool IsAboutTopics => Rule == "TopicNamingUnknown" || Rule.StartsWith("Topics", StringComparison.Ordinal);
}
