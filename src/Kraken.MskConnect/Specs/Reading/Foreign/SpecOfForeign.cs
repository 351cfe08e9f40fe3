using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// Makes a spec of a connector that another tool's file says: takes the defaults where it says nothing, derives what follows
/// from the rest, and names what is missing. Nothing is made up.
/// </summary>
internal static class SpecOfForeign
{
    private static readonly SpecField[] _placed =
    [
        SpecFields.CustomPluginArn, SpecFields.WorkerConfigurationArn, SpecFields.MskClusterArn, SpecFields.MskKmsKeyArn,
        SpecFields.RdsSecretArn,
    ];

    internal static SpecReading Make(
        ForeignConnector connector, string format, string source, SpecMap defaults, bool resolvesCluster)
    {
        var computed = new List<string>();
        var values = connector.Values.OrderBy(v => SpecFields.OrderOf(v.Key.Name))
            .Select(v => KeyValuePair.Create(v.Key.TerraformName, Known(v.Key, v.Value, defaults, computed)))
            .Where(v => v.Value is not SpecNull);
        var reading = SpecBinder.Bind(SpecFile.Merge(defaults, new SpecMap([.. values])), new ConnectorSpec(), source);
        var spec = Derived(reading.Spec);
        return reading with
        {
            Spec = spec,
            Format = format,
            Missing = [.. Missing(spec, reading, resolvesCluster), .. computed.Where(name => SpecFields.Find(name)?.IsRequired != true)],
            Findings = [.. reading.Findings, .. Notes(connector)],
        };
    }

    /// <summary>The value without expressions; what they stand for is noted unless a default gives it.</summary>
    private static SpecNode Known(SpecField field, SpecNode value, SpecMap defaults, List<string> computed)
    {
        var fallback = defaults.Entries.FirstOrDefault(entry => SpecFields.Find(entry.Key) == field).Value;
        switch (value)
        {
            case SpecExpression:
            case SpecList list when list.Items.Any(item => item is SpecExpression):
                if (fallback is null)
                    computed.Add(field.TerraformName);
                return new SpecNull();
            case SpecMap map:
                computed.AddRange(map.Entries
                    .Where(entry => entry.Value is SpecExpression && (fallback as SpecMap)?.Entries.Any(e => e.Key == entry.Key) != true)
                    .Select(entry => $"{field.TerraformName}[{entry.Key}]"));
                return new SpecMap([.. map.Entries.Where(entry => entry.Value is not SpecExpression)]);
            default:
                return value;
        }
    }

    /// <summary>The spec with what its ARNs, its class and its configuration tell.</summary>
    private static ConnectorSpec Derived(ConnectorSpec spec)
    {
        foreach (var field in _placed)
        {
            if (!SpecArn.TryParse(field.Get(spec) as string, out var arn))
                continue;
            spec = spec with
            {
                Region = spec.Region.Length > 0 ? spec.Region : arn.Region,
                AccountId = spec.AccountId.Length > 0 ? spec.AccountId : arn.AccountId,
            };
        }

        spec = spec with { ConnectorType = spec.ConnectorType.Length > 0 ? spec.ConnectorType : TypeOf(spec) };
        if (!spec.IsSink)
            return spec;
        var connector = SpecConnector.Of(spec);
        return spec with
        {
            KafkaTopicRead = spec.KafkaTopicRead.Count > 0 ? spec.KafkaTopicRead : connector.Config.List(ConnectorConfig.TopicsKey),
            S3SinkBucketArn = spec.S3SinkBucketArn
                ?? (spec.Region.Length > 0 && connector.Use.Bucket is { NeedsInput: true, Name.Value: { } bucket }
                    ? $"arn:{connector.Config.Partition}:s3:::{bucket}"
                    : null),
        };
    }

    /// <summary>
    /// The type of the class; of one that the module does not know, what its name says, and else what a sink must have. Empty
    /// where nothing tells it. Source: Apache Kafka documentation, Connect sink connector configs.
    /// </summary>
    private static string TypeOf(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        var name = connector.Config.ClassName;
        return connector.Type
            ?? (name.Contains("Sink", StringComparison.Ordinal) ? "sink"
                : name.Contains("Source", StringComparison.Ordinal) ? "source"
                : connector.Config.Get(ConnectorConfig.TopicsRegexKey) is not null ? "sink"
                : "");
    }

    /// <summary>The required inputs that are not there, where nothing else that is asked for will tell them.</summary>
    private static IEnumerable<string> Missing(ConnectorSpec spec, SpecReading reading, bool resolvesCluster)
    {
        var faulty = reading.Findings.Select(f => f.Field.Split('[')[0]).ToHashSet(StringComparer.Ordinal);
        var comesWithArn = spec.CustomPluginArn.Length == 0 || spec.MskClusterArn.Length == 0;
        foreach (var field in SpecFields.All.Where(f => f.IsRequired && !faulty.Contains(f.Name) && IsEmpty(f.Get(spec))))
        {
            if (field == SpecFields.MskBootstrapServer && resolvesCluster)
                continue;
            if (comesWithArn && (field == SpecFields.Region || field == SpecFields.AccountId))
                continue;
            yield return field.TerraformName;
        }

        if (spec.IsSink && spec.KafkaTopicRead.Count == 0 && spec.ConnectorConfiguration.ContainsKey(ConnectorConfig.TopicsRegexKey))
            yield return SpecFields.KafkaTopicRead.TerraformName;
    }

    private static bool IsEmpty(object? value) => value switch
    {
        string text => string.IsNullOrWhiteSpace(text),
        IReadOnlyList<string> list => list.Count == 0,
        IReadOnlyDictionary<string, string> map => map.Count == 0,
        _ => value is null,
    };

    private static IEnumerable<SpecFinding> Notes(ForeignConnector connector)
    {
        if (connector.MadeAnew.Count > 0)
        {
            yield return new SpecFinding(
                FindingSeverity.Warning, connector.MadeAnew[0], "MadeAnew", null,
                $"{BoundedText.List(connector.MadeAnew.Order(StringComparer.OrdinalIgnoreCase))}: not taken over, since the module makes a role and a security group for each connector.",
                "Let the database, the cluster and the endpoints accept the new security group, and compare the new role's policy "
                + "with the old one: Get-KrakenConnectorPolicy -DifferenceFrom.");
        }

        if (connector.Unread.Count > 0)
        {
            yield return new SpecFinding(
                FindingSeverity.Warning, connector.Unread[0], "NotRead", null,
                $"{BoundedText.List(connector.Unread)}: not read, since a spec has no input for it.", "Check that the connector does not need it.");
        }
    }
}
