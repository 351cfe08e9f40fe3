using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// The calls that a connector makes on its bucket and key: those of a sink that writes objects, or of a source that reads.
/// Source: Confluent's Amazon S3 sink connector, IAM policy and configuration; AWS KMS developer guide, kms:ViaService.
/// </summary>
internal static class S3Access
{
    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec, KnownConnector connector, List<SpecFinding> findings)
    {
        if (SpecBucket.Of(spec, connector) is not { } place || connector.Use.Bucket is not { } bucket)
            return [];
        var side = bucket.IsReadOnly ? "Source" : "Sink";
        var words = bucket.IsReadOnly ? "source" : "sink";
        if (bucket.AssumedRole is { } role)
            return AssumedRole(role, findings);
        var objects = Objects(place, connector.Config, bucket, findings);
        return
        [
            .. Required.Calls(side + "Objects", words + " objects", bucket.ObjectActions, [objects]),
            .. Required.Calls(
                side + "Bucket", words + " bucket", bucket.BucketActions, [new RequiredResource(place.Arn, place.Because)]),
            .. bucket.Options.SelectMany(o => Required.Calls(o.Sid, o.Need, [o.Action], [Also(objects, o.Key)])),
            .. Keys(spec, bucket, side, findings),
        ];
    }

    /// <summary>The sink works with another role's permissions: all that this one needs is to assume that one.</summary>
    private static IEnumerable<AccessRequirement> AssumedRole(NamedValue role, List<SpecFinding> findings)
    {
        if (!SpecArn.TryParse(role.Value, out _))
        {
            findings.Add(new SpecFinding(
                FindingSeverity.Warning, Required.Key(role.Key), "SinkRoleUnknown", role.Value,
                $"{Required.Key(role.Key)} is not the ARN of a role, so the policy cannot grant sts:AssumeRole on it.",
                "Give the ARN of the role."));
            return [];
        }

        findings.Add(new SpecFinding(
            FindingSeverity.Information, Required.Key(role.Key), "SinkRoleAssumed", role.Value,
            "The sink assumes another role for S3: that role must have access to the bucket, the objects and their key.",
            "Check that the role's trust policy names this connector's role, and that its policy grants the bucket."));
        return Required.Calls(
            "SinkRole", "S3 role", ["sts:AssumeRole"], [new RequiredResource(role.Value, Required.Key(role.Key))]);
    }

    private static RequiredResource Objects(
        SpecBucket place, ConnectorConfig config, UsedBucket bucket, List<SpecFinding> findings)
    {
        // A slash at the beginning is a part of the objects' keys; one at the end would only narrow the grant.
        if (bucket.Prefix is not { } prefix)
        {
            findings.Add(new SpecFinding(
                FindingSeverity.Warning,
                SpecFinding.ConfigurationField(ConnectorConfig.ClassKey),
                "SinkPrefixUnknown",
                config.Class,
                $"The prefix that {config.ClassName} writes to is not known, so the policy grants all objects of the bucket.",
                $"Set ConnectorConfiguration[{S3Keys.TopicsDir}] if the connector supports it, or use a separate bucket."));
            return ObjectsOf(place.Arn, place.Because);
        }

        if (bucket.IsPrefixOfNames)
        {
            var start = $"{place.Arn}/{prefix.Value}";
            return new RequiredResource(start + "*", place.Because, Required.Key(prefix.Key)) { Examples = [start + "orders-0-0.gz"] };
        }

        var dir = prefix.Value.TrimEnd('/');
        return ObjectsOf(
            dir.Length == 0 ? place.Arn : $"{place.Arn}/{dir}", [.. new[] { place.Because, Required.Key(prefix.Key) }.Distinct()]);
    }

    private static RequiredResource ObjectsOf(string parent, params string[] because) => new(parent + "/*", because)
    {
        Examples = [parent + "/orders/partition=0/orders+0+0000000000.json"],
    };

    private static RequiredResource Also(RequiredResource resource, string key) =>
        resource with { Because = [.. resource.Because, Required.Key(key)] };

    /// <summary>The bucket's key, and the one that the configuration names for its uploads.</summary>
    private static IEnumerable<AccessRequirement> Keys(
        ConnectorSpec spec, UsedBucket bucket, string side, List<SpecFinding> findings)
    {
        string[] actions = bucket.IsReadOnly ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"];
        if (!string.IsNullOrEmpty(spec.S3KmsKeyArn))
        {
            var region = SpecArn.Parse(spec.S3KmsKeyArn, nameof(spec.S3KmsKeyArn)).Region;
            foreach (var call in Key(side + "Key", "S3 key", actions, spec.S3KmsKeyArn, nameof(spec.S3KmsKeyArn), region))
                yield return call;
        }

        if (bucket.KmsKey is not var (name, given) || given == spec.S3KmsKeyArn
            || (spec.S3KmsKeyArn?.EndsWith("/" + given, StringComparison.Ordinal) ?? false))
        {
            yield break;
        }

        // A key's id is the bucket's region's; an alias names no resource that a policy could grant.
        var arn = SpecArn.TryParse(given, out var parsed) ? given
            : $"arn:{SpecArn.PartitionOf(spec.Region)}:kms:{spec.Region}:{spec.AccountId}:key/{given}";
        if (given.Contains("alias/", StringComparison.Ordinal) || given.IndexOfAny(['*', '?', '$', ' ', '/']) >= 0 && parsed is null)
        {
            findings.Add(new SpecFinding(
                FindingSeverity.Warning, Required.Key(name), "SinkKeyNotGranted", given,
                $"{Required.Key(name)} is not the ARN or ID of a key, so the policy cannot grant it.",
                "Give the key's ARN, here or in S3KmsKeyArn."));
            yield break;
        }

        foreach (var call in Key(
            "SinkUploadKey", "S3 key of uploads", actions, arn, Required.Key(name), parsed?.Region ?? spec.Region))
        {
            yield return call;
        }
    }

    private static IEnumerable<AccessRequirement> Key(
        string sid, string need, string[] actions, string arn, string because, string region) => Required.Calls(
            sid, need, actions, [new RequiredResource(arn, because)],
            Required.ViaService("s3", region));
}
