using Amazon.CloudWatchLogs.Model;

namespace Kraken.MskConnect.Resources.LogGroups;

/// <summary>A log group's ARN in the form that the tagging calls require.</summary>
internal static class LogGroupArn
{
    private const string Streams = ":*";

    /// <summary>The ARN without the <c>:*</c> that an older field still carries.</summary>
    public static string Of(LogGroup group) => group.LogGroupArn
        ?? (group.Arn.EndsWith(Streams, StringComparison.Ordinal) ? group.Arn[..^Streams.Length] : group.Arn);
}
