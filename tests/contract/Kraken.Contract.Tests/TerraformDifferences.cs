namespace Kraken.Contract.Tests;

/// <summary>A property in which what Terraform makes and what the module makes of the same inputs differ.</summary>
/// <param name="Property">Its name, as <see cref="EndState"/> writes it.</param>
/// <param name="Terraform">Its value by Terraform; null where it has none.</param>
/// <param name="Ours">Its value by the module; null where it has none.</param>
internal sealed record Difference(string Property, string? Terraform, string? Ours);

/// <summary>
/// Every difference between what Terraform and the module make of the examples, with its reason. The connector is
/// written <c>{connector}</c>, the cluster's name and UUID <c>{cluster}</c>.
/// </summary>
internal static class TerraformDifferences
{
    private const string Kafka = "arn:aws:kafka:us-east-1:123456789012";

    /// <summary>The form of a connector's id, which ends the names of what its workers keep for themselves.</summary>
    private const string Id = "????????-????-????-????-????????????-*";

    // Internal topics and groups are gained; what is lost is granted anew, for this cluster, prefix or service alone.
    private static readonly string[] _access =
    [
        "AccessGained[kafka-cluster:AlterGroup]", "AccessGained[kafka-cluster:CreateTopic]",
        "AccessGained[kafka-cluster:DescribeGroup]", "AccessGained[kafka-cluster:DescribeTopic]",
        "AccessGained[kafka-cluster:ReadData]", "AccessGained[kafka-cluster:WriteData]",
        "AccessLost[kafka-cluster:CreateTopic]", "AccessLost[kafka-cluster:DescribeTopic]",
        "AccessLost[kafka-cluster:ReadData]", "AccessLost[kafka-cluster:WriteData]",
        "AccessLost[kms:Decrypt]", "AccessLost[kms:GenerateDataKey]",
        "AccessLost[s3:AbortMultipartUpload]", "AccessLost[s3:PutObject]",
    ];

    /// <summary>By reason.</summary>
    public static IReadOnlyDictionary<string, Difference[]> ByReason { get; } = new Dictionary<string, Difference[]>
    {
        ["Ours is tighter: only this account's connector of that name can have the role."] =
        [
            new("Role.TrustPolicy[MskConnect].Condition.StringEquals.aws:SourceAccount", null, "123456789012"),
            new(
                "Role.TrustPolicy[MskConnect].Condition.ArnLike.aws:SourceArn", null,
                "arn:aws:kafkaconnect:us-east-1:123456789012:connector/{connector}/*"),
        ],
        ["Ours is tighter: this cluster's topics, not those of any cluster that ever has its name."] =
        [
            new("Role.Policy[WrittenTopics].Resource", Topics("kraken-dev/*"), Topics("{cluster}")),
            new("Role.Policy[ReadTopics].Resource", Topics("kraken-dev/*"), Topics("{cluster}")),
        ],
        ["Ours is tighter: what the sink writes has its prefix."] =
        [
            new(
                "Role.Policy[SinkObjects].Resource", "arn:aws:s3:::kraken-raw-mnpi-dev/*",
                "arn:aws:s3:::kraken-raw-mnpi-dev/topics/*"),
        ],
        ["Ours is tighter: a key is used through its service alone."] =
        [
            new("Role.Policy[MskKey].Condition.StringEquals.kms:ViaService", null, "kafka.us-east-1.amazonaws.com"),
            new("Role.Policy[SinkKey].Condition.StringEquals.kms:ViaService", null, "s3.us-east-1.amazonaws.com"),
        ],
        ["The reference's description lacks it: with IAM a connector without it dies at its start."] =
        [
            new("Role.Policy[InternalTopics].Effect", null, "Allow"),
            new(
                "Role.Policy[InternalTopics].Action", null,
                "kafka-cluster:CreateTopic, kafka-cluster:DescribeTopic, kafka-cluster:ReadData, "
                + "kafka-cluster:WriteData"),
            new(
                "Role.Policy[InternalTopics].Resource", null,
                string.Join(", ", new[] { "configs", "offsets", "status" }
                    .Select(kind => $"{Kafka}:topic/{{cluster}}/__amazon_msk_connect_{kind}_{{connector}}_{Id}"))),
            new("Role.Policy[Groups].Effect", null, "Allow"),
            new("Role.Policy[Groups].Action", null, "kafka-cluster:AlterGroup, kafka-cluster:DescribeGroup"),

            // The source's, then the sink's, which has a consumer group beside that of the workers.
            new("Role.Policy[Groups].Resource", null, WorkerGroup),
            new(
                "Role.Policy[Groups].Resource", null,
                $"{WorkerGroup}, {Kafka}:group/{{cluster}}/connect-{{connector}}"),
        ],
        ["Ours is tighter: a rule for each port that the connector connects to, in place of all."] =
        [
            new("SecurityGroup.Egress[all 0.0.0.0/0]", "All", null),
            new("SecurityGroup.Egress[tcp 9094 0.0.0.0/0]", null, "MSK brokers (MskBootstrapServer)"),
            new("SecurityGroup.Egress[tcp 5432 0.0.0.0/0]", null, "database (database.port)"),
            new(
                "SecurityGroup.Egress[tcp 443 0.0.0.0/0]", null,
                "AWS services over HTTPS (CloudWatch Logs, Secrets Manager)"),
            new("SecurityGroup.Egress[tcp 443 0.0.0.0/0]", null, "AWS services over HTTPS (CloudWatch Logs, S3)"),
        ],
        ["Ours keeps no state file: the tags say what belongs to it."] =
        [
            .. new[] { "Role", "SecurityGroup", "LogGroup", "Connector" }.SelectMany(kind => new Difference[]
            {
                new($"{kind}.Tag[kraken:managed-by]", null, "Kraken.MskConnect"),
                new($"{kind}.Tag[kraken:connector]", null, "{connector}"),
            }),
        ],
    };

    /// <summary>
    /// The attributes that Terraform plans to change of what the module made, each with the beginning of the
    /// properties' names, above, that explain it.
    /// </summary>
    public static IReadOnlyDictionary<string, string> OfImport { get; } = new Dictionary<string, string>
    {
        ["aws_iam_role.assume_role_policy"] = "Role.TrustPolicy[",
        ["aws_iam_role.tags"] = "Role.Tag[",
        ["aws_iam_role.tags_all"] = "Role.Tag[",
        ["aws_iam_role_policy.policy"] = "Role.Policy[",
        ["aws_security_group.egress"] = "SecurityGroup.Egress[",
        ["aws_security_group.tags"] = "SecurityGroup.Tag[",
        ["aws_security_group.tags_all"] = "SecurityGroup.Tag[",
        ["aws_cloudwatch_log_group.tags"] = "LogGroup.Tag[",
        ["aws_cloudwatch_log_group.tags_all"] = "LogGroup.Tag[",
        ["aws_mskconnect_connector.tags"] = "Connector.Tag[",
        ["aws_mskconnect_connector.tags_all"] = "Connector.Tag[",
    };

    /// <summary>
    /// Attributes that Terraform keeps in its state for itself, and that no AWS call carries: an import leaves them
    /// empty, and the next apply writes their defaults into the state.
    /// </summary>
    public static IReadOnlySet<string> OnlyInState { get; } =
        new HashSet<string> { "aws_security_group.revoke_rules_on_delete" };

    /// <summary>All of them.</summary>
    public static IEnumerable<Difference> All => ByReason.Values.SelectMany(d => d);

    /// <summary>
    /// The properties under which a plan shows them, in order. What a role's policy grants otherwise is shown as the access
    /// that is gained and lost; of the trust policy a statement is whole.
    /// </summary>
    public static IEnumerable<string> Planned =>
        All.Select(d => d.Property)
            .Where(p => !p.StartsWith("Role.Policy[", StringComparison.Ordinal))
            .Select(p => p[..(p.IndexOf(']', StringComparison.Ordinal) + 1)])
            .Concat(_access.Select(a => $"Role.{a}"))
            .Distinct()
            .Order(StringComparer.Ordinal);

    /// <summary>Those of <see cref="Planned"/> that take away what the role may do or where the workers may connect to.</summary>
    public static IEnumerable<string> TakenAway =>
        Planned.Where(p => p.StartsWith("Role.AccessLost[", StringComparison.Ordinal)
            || All.Any(d => d.Ours is null && d.Property.StartsWith("SecurityGroup.Egress[", StringComparison.Ordinal) && d.Property == p));

    private static string WorkerGroup => $"{Kafka}:group/{{cluster}}/__amazon_msk_connect_cluster_{{connector}}_{Id}";

    private static string Topics(string cluster) => string.Join(", ",
        new[] { "cdc.orders.mnpi", "cdc.positions.mnpi", "cdc.trades.mnpi" }
            .Select(topic => $"{Kafka}:topic/{cluster}/{topic}"));
}
