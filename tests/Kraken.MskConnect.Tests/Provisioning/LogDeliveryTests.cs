using Amazon.CloudWatchLogs.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Where worker logs go: to a log group of any name, and to a bucket and a delivery stream beside it.</summary>
public sealed class LogDeliveryTests : IDisposable
{
    private const string Shared = "/connect/shared";

    private static readonly string _bucket = LocalAwsSeed.SinkBucketArn.Split(':')[^1];

    private static readonly ConnectorSpec _everywhere = ReferenceExamples.DebeziumSource with
    {
        LogGroupName = Shared, LogS3Bucket = _bucket, LogS3Prefix = "connect/logs", LogFirehoseDeliveryStream = "worker-logs",
    };

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task All_destinations_are_in_the_request_and_a_second_run_changes_nothing()
    {
        var made = await MakeAsync(_everywhere);
        var delivery = (await DescribeAsync(made.ConnectorArn)).LogDelivery.WorkerLogDelivery;

        Assert.Equal((true, Shared), (delivery.CloudWatchLogs.Enabled, delivery.CloudWatchLogs.LogGroup));
        Assert.Equal((true, _bucket, "connect/logs"), (delivery.S3.Enabled, delivery.S3.Bucket, delivery.S3.Prefix));
        Assert.Equal((true, "worker-logs"), (delivery.Firehose.Enabled, delivery.Firehose.DeliveryStream));
        Assert.Equal(7, (await GroupAsync(Shared))!.RetentionInDays);
        Assert.Null(await GroupAsync(ResourceNames.LogGroupName(_everywhere.ConnectorName)));

        _rehearsal.TakeRequests();
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_everywhere, default)).HasChanges);
        await MakeAsync(_everywhere);
        Assert.DoesNotContain(_rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task Another_destination_is_a_replacement_that_names_what_differs()
    {
        await MakeAsync(_everywhere);

        var plan = await _rehearsal.Provisioner.PlanAsync(
            _everywhere with { LogGroupName = "/connect/other", LogS3Prefix = null, LogFirehoseDeliveryStream = "more-logs" }, default);

        var connector = plan.Resources.Single(r => r.Kind == "Connector");
        Assert.Equal(PlanAction.Replace, connector.Action);
        Assert.Equal(["LogGroupName", "LogS3Prefix", "LogFirehoseDeliveryStream"], connector.Changes.Select(c => c.Property));
        Assert.Equal(("/connect/other", PlanAction.Create), plan.Resources.Where(r => r.Kind == "LogGroup").Select(r => (r.Name, r.Action)).Single());
    }

    [Fact]
    public async Task An_export_says_all_destinations_and_compares_equal()
    {
        await MakeAsync(_everywhere);
        var exported = new List<ConnectorSpec>();
        await foreach (var spec in new SpecExporter(_rehearsal.Aws, _rehearsal.Events).ExportAsync(_everywhere.ConnectorName, default))
            exported.Add(spec);
        var read = SpecReader.ReadText(SpecWriter.Write(exported, SpecFileFormat.Json), SpecFormat.Json, "export").Single().Spec;

        Assert.Equal(
            (_everywhere.LogGroupName, _everywhere.LogS3Bucket, _everywhere.LogS3Prefix, _everywhere.LogFirehoseDeliveryStream),
            (read.LogGroupName, read.LogS3Bucket, read.LogS3Prefix, read.LogFirehoseDeliveryStream));
        Assert.False((await _rehearsal.Provisioner.PlanAsync(read, default)).HasChanges);
    }

    [Fact]
    public async Task A_removal_takes_the_log_group_along_also_where_the_connector_is_gone()
    {
        await MakeAsync(_everywhere);
        await RemoveAsync(_everywhere);
        Assert.Null(await GroupAsync(Shared));

        var made = await MakeAsync(_everywhere);
        await _rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = made.ConnectorArn });
        _rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        await RemoveAsync(_everywhere);
        Assert.Null(await GroupAsync(Shared));
    }

    [Fact]
    public async Task A_group_that_connectors_share_goes_with_the_last_of_them()
    {
        var (first, second) = (_everywhere, _everywhere with { ConnectorName = "another" });
        await MakeAsync(first);
        await MakeAsync(second);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(first, default)).HasChanges);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(second, default)).HasChanges);

        await RemoveAsync(first);
        Assert.NotNull(await GroupAsync(Shared));
        Assert.False((await _rehearsal.Provisioner.PlanAsync(second, default)).HasChanges);

        await RemoveAsync(second);
        Assert.Null(await GroupAsync(Shared));
    }

    [Fact]
    public async Task A_group_of_a_connector_that_does_not_use_it_yet_is_kept()
    {
        await MakeAsync(_everywhere);
        var second = _everywhere with { ConnectorName = "another" };
        await MakeAsync(second);
        await _rehearsal.Aws.Logs.TagResourceAsync(new Amazon.CloudWatchLogs.Model.TagResourceRequest
        {
            ResourceArn = (await GroupAsync(Shared))!.LogGroupArn, Tags = new() { [ResourceNames.ConnectorTag] = "third" },
        });
        await MakeAsync(ReferenceExamples.DebeziumSource with { ConnectorName = "third" });

        await RemoveAsync(_everywhere);
        var result = await RemoveAsync(second);

        Assert.Contains(result.Kept, k => k.Contains("it was created for the connector 'third'", StringComparison.Ordinal));
        Assert.NotNull(await GroupAsync(Shared));
    }

    [Fact]
    public async Task A_group_that_others_made_is_refused_until_it_is_adopted()
    {
        await _rehearsal.Aws.Logs.CreateLogGroupAsync(new CreateLogGroupRequest { LogGroupName = Shared });

        var refused = await Assert.ThrowsAsync<KrakenException>(() => MakeAsync(_everywhere));
        Assert.Equal(KrakenErrorKind.NotOwned, refused.Kind);
        Assert.Contains(Shared, refused.Message, StringComparison.Ordinal);

        await _rehearsal.Provisioner.CreateAsync(_everywhere, new CreateOptions { Adopt = true }, default);
        Assert.Equal(7, (await GroupAsync(Shared))!.RetentionInDays);
    }

    [Theory]
    [InlineData("logs:PutResourcePolicy")]
    [InlineData("s3:PutBucketPolicy")]
    [InlineData("firehose:TagDeliveryStream")]
    public async Task What_the_caller_may_not_do_fails_the_connector(string denied)
    {
        _rehearsal.Cloud.Iam.DeniedToUser.Add(denied);

        var failed = await Assert.ThrowsAsync<KrakenException>(() => MakeAsync(_everywhere));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, failed.Kind);
        Assert.Contains(denied, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_does_not_exist_fails_the_connector() => Assert.Contains(
        "kraken-nowhere",
        (await Assert.ThrowsAsync<KrakenException>(() => MakeAsync(_everywhere with { LogS3Bucket = "kraken-nowhere" }))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("s3://logs", null, null, null, "LogS3Bucket 's3://logs' is not a bucket name.")]
    [InlineData("arn:aws:s3:::logs", null, null, null, "LogS3Bucket 'arn:aws:s3:::logs' is not a bucket name.")]
    [InlineData(null, "x", null, null, "LogS3Prefix 'x' is given without LogS3Bucket.")]
    [InlineData(null, null, "arn:aws:firehose:x", null, "LogFirehoseDeliveryStream 'arn:aws:firehose:x' is not the name of a delivery stream.")]
    [InlineData(null, null, null, "aws/logs", "LogGroupName 'aws/logs' is not a name that a log group can have.")]
    [InlineData(null, null, null, "my logs", "LogGroupName 'my logs' is not a name that a log group can have.")]
    public void A_name_that_its_service_does_not_accept_is_an_error(string? bucket, string? prefix, string? stream, string? group, string message)
    {
        var spec = ReferenceExamples.DebeziumSource with
        {
            LogS3Bucket = bucket, LogS3Prefix = prefix, LogFirehoseDeliveryStream = stream, LogGroupName = group,
        };

        Assert.Equal(message, Assert.Single(SpecValidator.Validate(spec).Findings, f => f.Severity == FindingSeverity.Error).Message);
    }

    [Fact]
    public void The_policy_grants_the_named_group_alone_and_proves_it()
    {
        var policies = PolicySet.Of(Kraken.MskConnect.Policies.ConnectorPolicyBuilder.Build(_everywhere));

        Assert.All(PolicyProof.Check(_everywhere, policies), check => Assert.True(check.Passed, check.Reason));
        Assert.Contains(PolicyProof.Check(_everywhere with { LogGroupName = "/connect/other" }, policies), check => !check.Passed);
    }

    private async Task<ConnectorResult> MakeAsync(ConnectorSpec spec) =>
        await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

    private Task<RemovalResult> RemoveAsync(ConnectorSpec spec) =>
        _rehearsal.Provisioner.RemoveAsync(spec.ConnectorName, new RemoveOptions(), default);

    private async Task<DescribeConnectorResponse> DescribeAsync(string arn) =>
        await _rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(new DescribeConnectorRequest { ConnectorArn = arn });

    private async Task<LogGroup?> GroupAsync(string name) =>
        (await _rehearsal.Aws.Logs.DescribeLogGroupsAsync(new DescribeLogGroupsRequest { LogGroupNamePrefix = name }))
            .LogGroups?.Find(g => g.LogGroupName == name);
}
