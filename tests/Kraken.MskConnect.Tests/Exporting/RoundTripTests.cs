using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Operations.Export;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

/// <summary>Provision, export, import, compare: no difference.</summary>
public sealed class RoundTripTests
{
    private static readonly CreateOptions _withoutWaiting = new() { Wait = false };

    public static TheoryData<string> Names => new(RealisticSpecs.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_was_provisioned_exports_as_a_spec_that_shows_no_difference(string name)
    {
        using var rehearsal = new Rehearsal();
        var spec = RealisticSpecs.All[name];
        await rehearsal.Provisioner.CreateAsync(spec, _withoutWaiting, default);
        await AssertNoDifference(rehearsal, spec);

        var exported = await ExportAsync(rehearsal, spec.ConnectorName);

        await AssertNoDifference(rehearsal, exported);
        foreach (var (format, read) in new[]
        {
            (SpecFileFormat.Json, SpecFormat.Json),
            (SpecFileFormat.TfvarsJson, SpecFormat.Json),
            (SpecFileFormat.Yaml, SpecFormat.Yaml),
        })
        {
            var text = SpecWriter.Write([exported], format);
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
            var reading = Assert.Single(SpecReader.ReadText(text, read, "exported"));
            Assert.Empty(reading.Findings);
            Assert.Equal(text, SpecWriter.Write([reading.Spec], format));
            await AssertNoDifference(rehearsal, reading.Spec);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_export_reads_only_and_warns_of_nothing(string name)
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(RealisticSpecs.All[name], _withoutWaiting, default);
        rehearsal.TakeRequests();
        var before = rehearsal.Events.All.Count;

        await ExportAsync(rehearsal, RealisticSpecs.All[name].ConnectorName);

        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        var told = rehearsal.Events.All.Skip(before).ToList();
        Assert.Empty(told.Where(e => e.Level == ProvisioningEventLevel.Warning).Select(e => e.Message));
        Assert.DoesNotContain(told, e => e.Message.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_fields_that_say_something_are_written_in_the_order_of_the_inputs()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(ReferenceExamples.S3Sink, _withoutWaiting, default);

        var text = SpecWriter.Write(
            [await ExportAsync(rehearsal, ReferenceExamples.S3Sink.ConnectorName)], SpecFileFormat.TfvarsJson);

        using var json = System.Text.Json.JsonDocument.Parse(text);
        Assert.Equal(
            [
                "connector_name", "env", "region", "account_id", "connector_type", "vpc_id", "subnet_ids",
                "msk_cluster_arn", "msk_bootstrap_servers", "msk_authentication_type", "msk_kms_key_arn",
                "kafka_topics_read", "s3_sink_bucket_arn", "s3_kms_key_arn", "custom_plugin_arn",
                "custom_plugin_bucket_arn", "connector_configuration", "autoscaling_max_worker_count", "common_tags",
            ],
            json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task What_the_configuration_asks_for_anyway_is_not_listed_again()
    {
        using var rehearsal = new Rehearsal();
        var spec = RealisticSpecs.All["topics derived from the tables"];
        await rehearsal.Provisioner.CreateAsync(spec, _withoutWaiting, default);

        var exported = await ExportAsync(rehearsal, spec.ConnectorName);

        Assert.Empty(exported.KafkaTopicWrite);
        Assert.Empty(exported.KafkaTopicRead);
    }

    [Fact]
    public async Task Several_connectors_are_one_file_and_a_pattern_finds_them()
    {
        using var rehearsal = new Rehearsal();
        foreach (var name in new[] { "orders-b", "orders-a", "other" })
            await rehearsal.Provisioner.CreateAsync(ReferenceExamples.S3Sink with { ConnectorName = name }, _withoutWaiting, default);

        var specs = new List<ConnectorSpec>();
        await foreach (var spec in new SpecExporter(rehearsal.Aws).ExportAsync("orders-?", default))
            specs.Add(spec);

        Assert.Equal(["orders-a", "orders-b"], specs.Select(s => s.ConnectorName));
        foreach (var (format, read) in new[] { (SpecFileFormat.Json, SpecFormat.Json), (SpecFileFormat.Yaml, SpecFormat.Yaml) })
        {
            var readings = SpecReader.ReadText(SpecWriter.Write(specs, format), read, "fleet");
            Assert.Equal(["orders-a", "orders-b"], readings.Select(r => r.Spec.ConnectorName));
            foreach (var reading in readings)
                await AssertNoDifference(rehearsal, reading.Spec);
        }
    }

    [Fact]
    public async Task A_tag_that_a_person_put_on_the_connector_alone_stays_out_of_the_spec()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(ReferenceExamples.S3Sink, _withoutWaiting, default);
        await rehearsal.Aws.KafkaConnect.TagResourceAsync(new Amazon.KafkaConnect.Model.TagResourceRequest
        {
            ResourceArn = made.ConnectorArn,
            Tags = new Dictionary<string, string> { ["by-hand"] = "yes" },
        });

        var exported = await ExportAsync(rehearsal, made.ConnectorName);

        Assert.DoesNotContain("by-hand", exported.CommonTag.Keys);
        await AssertNoDifference(rehearsal, exported);
    }

    private static async Task<ConnectorSpec> ExportAsync(Rehearsal rehearsal, string name)
    {
        var specs = new List<ConnectorSpec>();
        await foreach (var spec in new SpecExporter(rehearsal.Aws, rehearsal.Events, rehearsal.Clock)
            .ExportAsync(name, default))
        {
            specs.Add(spec);
        }

        return Assert.Single(specs);
    }

    private static async Task AssertNoDifference(Rehearsal rehearsal, ConnectorSpec spec)
    {
        var plan = await rehearsal.Provisioner.PlanAsync(spec, default);
        Assert.Empty(plan.Resources.SelectMany(r => r.Changes.Select(c => $"{r.Kind} {r.Action} {c}")));
        Assert.All(plan.Resources, r => Assert.Equal(PlanAction.None, r.Action));
    }
}
