using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>The calls that MSK Connect makes around a connector with its role: cluster key, log group, plugin.</summary>
internal static class ServiceAccess
{
    internal static IEnumerable<AccessRequirement> For(ConnectorSpec spec)
    {
        var partition = SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn)).Partition;
        var streams = $"arn:{partition}:logs:{spec.Region}:{spec.AccountId}:log-group:{spec.UsedLogGroupName}:";
        return
        [
            .. Required.Calls(
                "Logs", "logs",
                ["logs:CreateLogStream", "logs:PutLogEvents"],
                [
                    new RequiredResource(streams + "*", spec.LogGroupName is null ? nameof(spec.ConnectorName) : nameof(spec.LogGroupName))
                    {
                        Examples = [streams + "log-stream:" + spec.ConnectorName],
                    },
                ]),
            .. Required.Calls("Plugin", "plugin", ["s3:GetObject"], [Plugin(spec)]),
        ];
    }

    /// <summary>The key of the cluster's data.</summary>
    internal static IEnumerable<AccessRequirement> ClusterKey(ConnectorSpec spec) => string.IsNullOrEmpty(spec.MskKmsKeyArn)
        ? []
        : Required.Calls(
            "MskKey", "MSK key", ["kms:Decrypt"],
            [new RequiredResource(spec.MskKmsKeyArn, nameof(spec.MskKmsKeyArn))],
            Required.ViaService("kafka", SpecArn.Parse(spec.MskKmsKeyArn, nameof(spec.MskKmsKeyArn)).Region));

    /// <summary>The plugin's object, or all objects of its bucket where only that is known.</summary>
    private static RequiredResource Plugin(ConnectorSpec spec)
    {
        var plugin = SpecArn.Parse(spec.CustomPluginBucketArn, nameof(spec.CustomPluginBucketArn));
        return plugin.Resource.Contains('/', StringComparison.Ordinal)
            ? new RequiredResource(spec.CustomPluginBucketArn, nameof(spec.CustomPluginBucketArn))
            : new RequiredResource(spec.CustomPluginBucketArn + "/*", nameof(spec.CustomPluginBucketArn))
            {
                Examples = [spec.CustomPluginBucketArn + "/plugins/plugin.zip"],
            };
    }
}
