using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Finds out whether a connector's worker logs can be delivered, with the permissions of the account's user, who makes the
/// connectors here. This AWS has no Firehose, so every delivery stream is taken to exist. Source: Amazon MSK developer guide,
/// Logging for MSK Connect; Amazon CloudWatch Logs user guide, Logs sent to Amazon S3 and Logs sent to Firehose.
/// </summary>
internal sealed class LogDeliveryCheck(LocalCloud cloud, Connector connector)
{
    private static readonly string[] _toAny = ["logs:CreateLogDelivery", "logs:GetLogDelivery", "logs:ListLogDeliveries"];

    private static readonly string[] _toLogGroup =
        [.. _toAny, "logs:PutResourcePolicy", "logs:DescribeResourcePolicies", "logs:DescribeLogGroups"];

    /// <summary>Why a destination gets no logs; null where all of them do.</summary>
    internal string? WhyNot() => WhyNotToLogGroup() ?? WhyNotToBucket() ?? WhyNotToStream();

    private string? WhyNotToLogGroup() => connector.LogGroup is not { } group
        ? null
        : WhyDenied(_toLogGroup) ?? (cloud.Logs.Find(group) is null ? $"The log group {group} does not exist." : null);

    private string? WhyNotToBucket()
    {
        if (connector.LogDestination("s3", "bucket") is not { } bucket)
            return null;
        if (WhyDenied(_toAny) is { } why)
            return why;
        return cloud.S3.Find(bucket) is null
            ? $"The bucket {bucket} does not exist."
            : WhyDenied(["s3:GetBucketPolicy", "s3:PutBucketPolicy"], $"arn:{cloud.Partition}:s3:::{bucket}");
    }

    private string? WhyNotToStream() => connector.LogDestination("firehose", "deliveryStream") is not { } stream
        ? null
        : WhyDenied(_toAny) ?? WhyDenied(
            ["firehose:TagDeliveryStream"], $"arn:{cloud.Partition}:firehose:{cloud.Region}:{cloud.AccountId}:deliverystream/{stream}");

    private string? WhyDenied(IEnumerable<string> actions, string? resource = null) =>
        actions.Select(action => cloud.Iam.WhyDenied("", action, resource)).FirstOrDefault(why => why is not null);
}
