using Amazon.CloudWatchLogs.Model;
using Kraken.TestClients;
using static Kraken.Contract.Tests.Clients.ClientCall;

namespace Kraken.Contract.Tests.Clients;

/// <content>Log groups, their streams and events.</content>
internal static partial class ClientCalls
{
    private const string Group = "/contract/g";
    private const string Stream = "s";

    // moto, like AWS, takes only events of the last fourteen days.
    private static readonly long _happened = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1000;

    private static IEnumerable<ClientCall> Logs() =>
    [
        Do(w => w.Logs.CreateLogGroupAsync(
            new CreateLogGroupRequest { LogGroupName = Group, Tags = new() { ["a"] = "1" } })),
        Refused("ResourceAlreadyExistsException", w => w.Logs.CreateLogGroupAsync(
            new CreateLogGroupRequest { LogGroupName = Group })),
        Do(w => w.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = Group, RetentionInDays = 7 })),
        Refused("ResourceNotFoundException", w => w.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = "/none", RetentionInDays = 7 })),
        Do(w => w.KeepAsync(
            "logs",
            w.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = Group }),
            r => r.LogGroups[0].Arn[..^2])),
        Do(w => w.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = "/none" })),
        Do(w => w.Logs.TagResourceAsync(
            new TagResourceRequest { ResourceArn = w.Id("logs"), Tags = new() { ["b"] = "2" } })),
        Do(w => w.Logs.UntagResourceAsync(new() { ResourceArn = w.Id("logs"), TagKeys = ["a"] })),
        Do(w => w.Logs.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceArn = w.Id("logs") })),
        Refused("ResourceNotFoundException", w => w.Logs.ListTagsForResourceAsync(
            new ListTagsForResourceRequest { ResourceArn = w.Id("logs") + "0" })),
        Arrange(w => w.Others.JsonAsync(
            "logs", "Logs_20140328.CreateLogStream", new { logGroupName = Group, logStreamName = Stream })),
        Arrange(w => w.Others.JsonAsync("logs", "Logs_20140328.PutLogEvents", new
        {
            logGroupName = Group,
            logStreamName = Stream,
            logEvents = new[]
            {
                new { timestamp = _happened, message = "one" },
                new { timestamp = _happened + 1, message = "two" },
            },
        })),
        Do(w => w.Logs.DescribeLogStreamsAsync(new DescribeLogStreamsRequest { LogGroupName = Group })),
        Refused("ResourceNotFoundException", w => w.Logs.DescribeLogStreamsAsync(
            new DescribeLogStreamsRequest { LogGroupName = "/none" })),
        Do(w => w.Logs.GetLogEventsAsync(
            new GetLogEventsRequest { LogGroupName = Group, LogStreamName = Stream, StartFromHead = true })),
        Do(w => w.Logs.GetLogEventsAsync(
            new GetLogEventsRequest { LogGroupName = Group, LogStreamName = Stream, Limit = 1 })),
        Refused("ResourceNotFoundException", w => w.Logs.GetLogEventsAsync(
            new GetLogEventsRequest { LogGroupName = Group, LogStreamName = "none" })),
        Do(w => w.Logs.FilterLogEventsAsync(
            new() { LogGroupName = Group, FilterPattern = "two" })),
        Refused("ResourceNotFoundException", w => w.Logs.FilterLogEventsAsync(
            new() { LogGroupName = "/none" })),
        Do(w => w.Logs.AssociateKmsKeyAsync(
            new AssociateKmsKeyRequest { LogGroupName = Group, KmsKeyId = w.Id("key") })),
        Do(w => w.Logs.DisassociateKmsKeyAsync(new DisassociateKmsKeyRequest { LogGroupName = Group })),
        Refused("InvalidParameterException", w => w.Logs.PutRetentionPolicyAsync(
            new PutRetentionPolicyRequest { LogGroupName = Group, RetentionInDays = 8 })),
        Do(w => w.Logs.DeleteRetentionPolicyAsync(new DeleteRetentionPolicyRequest { LogGroupName = Group })),
        Refused("ResourceNotFoundException", w => w.Logs.DeleteRetentionPolicyAsync(
            new DeleteRetentionPolicyRequest { LogGroupName = "/none" })),
        Do(w => w.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = Group })),
        Do(w => w.Logs.DeleteLogGroupAsync(new DeleteLogGroupRequest { LogGroupName = Group })),
        Refused("ResourceNotFoundException", w => w.Logs.DeleteLogGroupAsync(
            new DeleteLogGroupRequest { LogGroupName = Group })),
    ];
}
