using Amazon;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.SecurityGroups;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// The spec that a connector, whoever made it, would have been made from. What AWS does not tell is left out, and a
/// warning names the field; nothing is made up.
/// </summary>
internal sealed class SpecOfConnector(ProvisioningContext context, LiveConnector live)
{
    private readonly DescribeConnectorResponse _connector = live.Connector;
    private readonly LiveGrants _grants = new(live.Policies);

    /// <summary>Makes the spec.</summary>
    public async Task<ConnectorSpec> MakeAsync(CancellationToken cancellationToken)
    {
        var described = ConnectorResults.From(_connector, context.Aws.Region);
        var cluster = _connector.KafkaCluster?.ApacheKafkaCluster;
        var plugin = _connector.Plugins?.FirstOrDefault()?.CustomPlugin;
        var spec = WithCapacity(new ConnectorSpec
        {
            ConnectorName = _connector.ConnectorName,
            Env = live.Tags.GetValueOrDefault(ResourceNames.EnvTag) ?? "",
            Region = context.Aws.Region,
            AccountId = described.AccountId,
            ConnectorType = described.ConnectorType ?? "",
            KafkaConnectVersion = _connector.KafkaConnectVersion ?? SpecDefaults.KafkaConnectVersion,
            VpcId = Group?.VpcId ?? "",
            SubnetId = cluster?.Vpc?.Subnets ?? [],
            MskBootstrapServer = cluster?.BootstrapServers ?? "",
            MskAuthenticationType = _connector.KafkaClusterClientAuthentication?.AuthenticationType?.Value
                ?? SpecDefaults.MskAuthenticationType,
            CustomPluginArn = plugin?.CustomPluginArn ?? "",
            CustomPluginRevision = plugin?.Revision ?? SpecDefaults.CustomPluginRevision,
            ConnectorConfiguration = _connector.ConnectorConfiguration ?? [],
            LogRetentionInDays = Retention(),
            CommonTag = CommonTags(),
            Description = string.IsNullOrEmpty(_connector.ConnectorDescription) ? null : _connector.ConnectorDescription,
            EncryptionInTransit = _connector.KafkaClusterEncryptionInTransit?.EncryptionType?.Value
                ?? SpecDefaults.EncryptionInTransit,
            WorkerConfigurationArn = _connector.WorkerConfiguration?.WorkerConfigurationArn,
            WorkerConfigurationRevision =
                _connector.WorkerConfiguration?.Revision ?? SpecDefaults.WorkerConfigurationRevision,

            // IPV4 is what MSK Connect takes where nothing is said.
            NetworkType = _connector.NetworkType?.Value is { } type && type != "IPV4" ? type : null,
            LogGroupKmsKeyArn = live.LogGroup?.KmsKeyId,
            PermissionsBoundaryArn = live.Role?.PermissionsBoundary?.PermissionsBoundaryArn,
            RolePath = live.Role?.Path ?? SpecDefaults.RolePath,
            EgressDestination = Destinations(),
        });

        var found = await new ClusterSearch(context).FindAsync(_grants, _connector, cancellationToken);
        spec = spec with
        {
            MskClusterArn = found ?? "",
            RdsSecretArn = Secret(spec),
            S3SinkBucketArn = SinkBucket(spec),
            CustomPluginBucketArn = PluginBucket(plugin) ?? "",
        };
        spec = await new KeySearch(context, _grants).FindAsync(spec, cancellationToken);
        spec = KeptSecret.Hide(new TopicSearch(context, _grants).Find(spec));
        WarnOfWhatNoSpecHolds();
        WarnOfWhatIsMissing(spec);
        return spec;
    }

    /// <summary>The one that this module would have made.</summary>
    private Amazon.EC2.Model.SecurityGroup? Group => live.SecurityGroups is [var first, ..] ? first : null;

    private ConnectorSpec WithCapacity(ConnectorSpec spec)
    {
        if (_connector.Capacity?.ProvisionedCapacity is { } provisioned)
        {
            return spec with
            {
                ProvisionedWorkerCount = provisioned.WorkerCount,
                ProvisionedMcuCount = provisioned.McuCount == ConnectorCapacity.DefaultMcuCount ? null : provisioned.McuCount,
            };
        }

        var auto = _connector.Capacity?.AutoScaling;
        return spec with
        {
            AutoscalingMcuCount = auto?.McuCount ?? spec.AutoscalingMcuCount,
            AutoscalingMinWorkerCount = auto?.MinWorkerCount ?? spec.AutoscalingMinWorkerCount,
            AutoscalingMaxWorkerCount = auto?.MaxWorkerCount ?? spec.AutoscalingMaxWorkerCount,
            AutoscalingScaleInCpu = auto?.ScaleInPolicy?.CpuUtilizationPercentage ?? spec.AutoscalingScaleInCpu,
            AutoscalingScaleOutCpu = auto?.ScaleOutPolicy?.CpuUtilizationPercentage ?? spec.AutoscalingScaleOutCpu,
            AutoscalingMaxTaskCount = auto?.MaxAutoscalingTaskCount,
        };
    }

    /// <summary>
    /// The tags that all resources share, where the connector is ours: one that a person put on the connector alone is
    /// no tag of the spec. Of a connector that others made, its own.
    /// </summary>
    private Dictionary<string, string> CommonTags()
    {
        List<IReadOnlyDictionary<string, string>> others = [];
        if (Ownership.IsOurs(live.Tags, _connector.ConnectorName))
        {
            if (live.Role is { } role)
                others.Add((role.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal));
            if (Group is { } group)
                others.Add((group.Tags ?? []).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal));
            if (live.LogGroup is not null)
                others.Add(live.LogGroupTags);
        }

        return live.Tags
            .Where(t => t.Key != ResourceNames.EnvTag
                && !t.Key.StartsWith(ResourceNames.ReservedTagPrefix, StringComparison.OrdinalIgnoreCase)
                && !t.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
                && others.All(o => o.TryGetValue(t.Key, out var value) && value == t.Value))
            .OrderBy(t => t.Key, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>A group without retention keeps its events for ever; where there is no group, nothing is known.</summary>
    private int Retention() =>
        live.LogGroup is { } group ? group.RetentionInDays ?? ConnectorSpec.NeverExpires : SpecDefaults.LogRetentionInDays;

    private IReadOnlyList<string> Destinations()
    {
        var rules = live.SecurityGroups.SelectMany(g => SecurityGroupRules.Read(g.IpPermissionsEgress, g.OwnerId)).ToList();
        var peers = rules.Select(r => r.Peer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (peers.Count == 0)
            return SpecDefaults.EgressDestination;
        var byPeer = rules.GroupBy(r => r.Peer).Select(g => string.Join(
            ";", g.Select(r => $"{r.Protocol} {r.FromPort} {r.ToPort}").Order(StringComparer.Ordinal)));
        if (byPeer.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            context.Warn(
                $"{nameof(ConnectorSpec.EgressDestination)}: the security group's rules lead to different ports at "
                + $"{string.Join(", ", peers)}; a spec leads to each of its ports at each of them");
        }

        return peers;
    }

    private string? Secret(ConnectorSpec spec)
    {
        var secrets = Secrets("secretsmanager:GetSecretValue");
        if (secrets.Count < 2)
            return secrets.FirstOrDefault();

        // A policy of ours lets the database's secret be described too; the others follow from the configuration.
        var referred = secrets.Where(s => spec.ConnectorConfiguration.Values.Any(
            v => v.Contains($":{SecretName.Of(s)}:", StringComparison.Ordinal) || v.Contains(s, StringComparison.Ordinal)));
        if (Secrets("secretsmanager:DescribeSecret") is [var described] && secrets.Except(referred).All(s => s == described))
            return described;
        var chosen = referred.FirstOrDefault() ?? secrets[0];
        context.Warn($"{nameof(spec.RdsSecretArn)}: the role may read {string.Join(", ", secrets)}; the spec has {chosen}");
        return chosen;
    }

    private List<string> Secrets(string action)
    {
        const string anySuffix = "-??????";
        return
        [
            .. _grants.ArnsOf(action, "secretsmanager", "secret:")
                .Select(s => s.Text.EndsWith(anySuffix, StringComparison.Ordinal) ? s.Text[..^anySuffix.Length] : s.Text)
                .Where(s => s.IndexOfAny(['*', '?']) < 0)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private string? SinkBucket(ConnectorSpec spec)
    {
        if (!spec.IsSink)
            return null;
        var granted = _grants.ArnsOf("s3:PutObject", "s3", "")
            .Select(o => o.Resource.Split('/')[0])
            .Where(b => b.IndexOfAny(['*', '?']) < 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var configured = spec.ConnectorConfiguration.GetValueOrDefault(ConnectorTraits.S3BucketKey);
        var bucket = granted.Count == 1 ? granted[0]
            : configured is { Length: > 0 } && !Redaction.IsReference(configured) ? configured
            : granted.FirstOrDefault();
        return bucket is null ? null : $"arn:{Partition}:s3:::{bucket}";
    }

    /// <summary>The plugin's bucket or object, as the role may read it; else where the plugin's file lies.</summary>
    private string? PluginBucket(CustomPluginDescription? used)
    {
        const string AnyObject = "/*";
        var file = live.Plugin?.LatestRevision?.Location?.S3Location;
        var granted = _grants.ArnsOf("s3:GetObject", "s3", "")
            .Where(o => file is null || o.Text.StartsWith(file.BucketArn + "/", StringComparison.Ordinal))
            .Select(o => o.Text.EndsWith(AnyObject, StringComparison.Ordinal) ? o.Text[..^AnyObject.Length] : o.Text)
            .Where(o => o.IndexOfAny(['*', '?']) < 0)
            .ToList();
        if (granted.Count == 1)
            return granted[0];
        return file is null ? null
            : used?.Revision == live.Plugin!.LatestRevision.Revision ? $"{file.BucketArn}/{file.FileKey}"
            : file.BucketArn;
    }

    private string Partition => Arn.TryParse(_connector.ConnectorArn, out var arn) ? arn.Partition : "aws";

    private void WarnOfWhatNoSpecHolds()
    {
        if (live.Role is null)
            context.Warn($"The role {_connector.ServiceExecutionRoleArn} is gone; what it granted is not in the spec");
        if (live.SecurityGroups.Count > 1)
        {
            context.Warn(
                $"The connector has the security groups {string.Join(", ", live.SecurityGroups.Select(g => g.GroupId))}; "
                + "this module gives it one");
        }

        var delivery = _connector.LogDelivery?.WorkerLogDelivery;
        if (delivery?.S3?.Enabled == true || delivery?.Firehose?.Enabled == true)
            context.Warn("The connector's logs go to S3 or Firehose too, which a spec cannot say");
        if (delivery?.CloudWatchLogs?.Enabled != true)
            context.Warn("The connector's logs do not go to CloudWatch Logs; this module lets them");

        var name = _connector.ConnectorName;
        (string Kind, string? Given, string Ours)[] names =
        [
            ("role", live.Role?.RoleName, ResourceNames.RoleName(name, context.Aws.Region)),
            ("security group", Group?.GroupName, ResourceNames.SecurityGroupName(name)),
            ("log group", live.LogGroup?.LogGroupName, ResourceNames.LogGroupName(name)),
        ];
        foreach (var (kind, given, ours) in names.Where(n => n.Given is not null && n.Given != n.Ours))
        {
            context.Warn(
                $"The {kind} has the name {given}, and this module's would have {ours}: a comparison of the spec shows "
                + "one to be made");
        }
    }

    private void WarnOfWhatIsMissing(ConnectorSpec spec)
    {
        foreach (var finding in SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Error))
        {
            context.Warn(finding.Rule == "Required"
                ? $"{finding.Field}: {WhyUnknown(finding.Field)}; the spec needs it, fill it in"
                : $"{finding.Message} {finding.Remedy}");
        }
    }

    private static string WhyUnknown(string field) => field switch
    {
        nameof(ConnectorSpec.Env) => $"the connector has no tag {ResourceNames.EnvTag}",
        nameof(ConnectorSpec.VpcId) => "the connector's security group is gone",
        nameof(ConnectorSpec.MskClusterArn) =>
            "neither the role's grants nor any cluster's brokers tell which cluster the connector uses",
        nameof(ConnectorSpec.CustomPluginBucketArn) => "the custom plugin is gone, and no grant names its bucket",
        nameof(ConnectorSpec.ConnectorType) => $"the configuration has no {ConnectorTraits.ClassKey}",
        _ => "AWS does not tell it",
    };
}
