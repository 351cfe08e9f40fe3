using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>The grants on what surrounds a connector: keys, the database's secret, its log group, its plugin.</summary>
internal static class SupportStatements
{
    internal static IEnumerable<ReasonedStatement> For(ConnectorSpec spec)
    {
        if (!string.IsNullOrEmpty(spec.MskKmsKeyArn))
            yield return Key("MskKey", "MSK key", nameof(spec.MskKmsKeyArn), spec.MskKmsKeyArn, "kafka");
        if (!string.IsNullOrEmpty(spec.RdsSecretArn))
        {
            yield return Grant.Allow(
                "DatabaseSecret", "database secret", [nameof(spec.RdsSecretArn)],
                ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                SecretName.Resources(spec.RdsSecretArn));
        }

        if (!string.IsNullOrEmpty(spec.SecretKmsKeyArn))
            yield return Key(
                "SecretKey", "secret key", nameof(spec.SecretKmsKeyArn), spec.SecretKmsKeyArn, "secretsmanager");

        var partition = SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn)).Partition;
        var logGroup = ResourceNames.LogGroupName(spec.ConnectorName);
        yield return Grant.Allow(
            "Logs", "logs", [nameof(spec.ConnectorName)],
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            [$"arn:{partition}:logs:{spec.Region}:{spec.AccountId}:log-group:{logGroup}:*"]);

        var plugin = SpecArn.Parse(spec.CustomPluginBucketArn, nameof(spec.CustomPluginBucketArn));
        var isObject = plugin.Resource.Contains('/', StringComparison.Ordinal);
        yield return Grant.Allow(
            "Plugin", "plugin", [nameof(spec.CustomPluginBucketArn)],
            ["s3:GetObject"],
            [isObject ? spec.CustomPluginBucketArn : spec.CustomPluginBucketArn + "/*"]);
    }

    private static ReasonedStatement Key(string sid, string need, string field, string arn, string service) =>
        Grant.Allow(
            sid, need, [field],
            ["kms:Decrypt"],
            [arn],
            Grant.ViaService(service, SpecArn.Parse(arn, field).Region));
}
