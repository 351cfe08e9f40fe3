using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Tests.Specs.Findings;

/// <summary>A warning that a spec accepts by its rule's name is none any more, and is shown with the reason.</summary>
public sealed class AcceptedFindingTests
{
    private const string Reason = "Measured in June.";

    /// <summary>Warns of the number of workers, twice, and of nothing else.</summary>
    private static readonly ConnectorSpec _many = ReferenceExamples.S3Sink.WithKey("locale", "en-US").WithKey("timezone", "UTC") with
    {
        AutoscalingMinWorkerCount = 11,
        AutoscalingMaxWorkerCount = 12,
    };

    private static ConnectorSpec Accepting(ConnectorSpec spec, string rule, string? field = null) =>
        spec with { AcceptedFinding = [new() { Rule = rule, Field = field, Reason = Reason }] };

    private static List<SpecFinding> Warnings(ConnectorSpec spec) =>
        [.. SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Warning)];

    private static List<SpecFinding> Accepted(ConnectorSpec spec) =>
        [.. SpecValidator.Validate(spec).Findings.Where(f => f.AcceptedBecause is not null)];

    [Fact]
    public void An_accepted_finding_is_information_with_its_reason()
    {
        Assert.Equal(2, Warnings(_many).Count);

        var spec = Accepting(_many, "workercountunusual");

        Assert.Empty(Warnings(spec));
        Assert.All(Accepted(spec), f => Assert.Equal((FindingSeverity.Information, "WorkerCountUnusual", Reason), (f.Severity, f.Rule, f.AcceptedBecause)));
        Assert.Equal(2, Accepted(spec).Count);
    }

    [Theory]
    [InlineData("AutoscalingMaxWorkerCount")]
    [InlineData("autoscaling_max_worker_count")]
    public void A_field_narrows_what_is_accepted(string field)
    {
        var spec = Accepting(_many, "WorkerCountUnusual", field);

        Assert.Equal("AutoscalingMinWorkerCount", Assert.Single(Warnings(spec)).Field);
        Assert.Equal("AutoscalingMaxWorkerCount", Assert.Single(Accepted(spec)).Field);
    }

    [Theory]
    [InlineData("connector_configuration[locale]", 1)]
    [InlineData("ConnectorConfiguration[locale]", 1)]
    [InlineData("connector_configuration", 2)]
    [InlineData(null, 2)]
    public void A_field_is_a_key_or_an_input_with_all_its_keys(string? field, int accepted) =>
        Assert.Equal(accepted, Accepted(Accepting(ReferenceExamples.S3Sink, "PartitionerKeyMissing", field)).Count);

    [Fact]
    public void An_error_of_the_same_rule_stays_an_error()
    {
        // The rule warns of a source's topics and refuses a sink's.
        var spec = Accepting(_many.WithKey("topics", "elsewhere"), "TopicNotGranted");

        var error = Assert.Single(SpecValidator.Validate(spec).Findings, f => f.Rule == "TopicNotGranted");
        Assert.Equal((FindingSeverity.Error, null), (error.Severity, error.AcceptedBecause));
    }

    [Theory]
    [InlineData("WorkerCountUnusal", null, "AcceptedFindingRule", "Did you mean WorkerCountUnusual?")]
    [InlineData("Nothing at all", null, "AcceptedFindingRule", "docs/findings.md")]
    [InlineData("Network.Subnet", null, "AcceptedFindingRule", "Did you mean Network.Subnets?")]
    [InlineData("VpcIdFormat", null, "AcceptedFindingSeverity", "correct what the rule reports")]
    [InlineData("KafkaGrantsUnused", null, "AcceptedFindingSeverity", "Remove it.")]
    [InlineData("WorkerCountUnusual", "autoscaling_max_workers", "AcceptedFindingField", "Did you mean")]
    [InlineData("WorkerCountUnusual", "flush.size", "AcceptedFindingField", "connector_configuration[flush.size]")]
    public void What_cannot_be_accepted_is_an_error_with_the_way_out(string rule, string? field, string error, string remedy)
    {
        var found = Assert.Single(SpecValidator.Validate(Accepting(_many, rule, field)).Findings, f => f.Severity == FindingSeverity.Error);

        Assert.Equal(error, found.Rule);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
        Assert.StartsWith("AcceptedFinding[0].", found.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_is_required_and_an_entry_stands_once()
    {
        var spec = _many with
        {
            AcceptedFinding =
            [
                new() { Rule = "WorkerCountUnusual" },
                new() { Rule = "WorkerCountUnusual", Reason = Reason },
            ],
        };

        Assert.Equal(
            ["GivenTwice", "Required"],
            SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Rule).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_entry_that_accepts_nothing_is_a_warning_which_can_be_accepted_too()
    {
        var spec = Accepting(_many with { AutoscalingMinWorkerCount = 1, AutoscalingMaxWorkerCount = 2 }, "WorkerCountUnusual");

        var told = Assert.Single(Warnings(spec));
        Assert.Equal(("AcceptedFindingUnused", "AcceptedFinding[0]"), (told.Rule, told.Field));
        Assert.Empty(Warnings(spec with { AcceptedFinding = [.. spec.AcceptedFinding, new() { Rule = "AcceptedFindingUnused", Reason = Reason }] }));
        // The other of the two findings does not keep an entry alive that names another field.
        Assert.Equal("AcceptedFindingUnused", Assert.Single(Warnings(Accepting(_many, "WorkerCountUnusual", "env")), f => f.Rule != "WorkerCountUnusual").Rule);
    }

    [Fact]
    public void An_entry_for_what_others_find_is_not_called_unused_by_the_validation() =>
        Assert.All(["ConfigProvider", "OverGrant", "Network.Routes", "UnknownField"], rule =>
            Assert.Single(Warnings(Accepting(ReferenceExamples.S3Sink, rule)), f => f.Rule == "PartitionerKeyMissing" && f.Field.Contains("locale", StringComparison.Ordinal)));

    [Fact]
    public void A_finding_of_the_policy_is_accepted_and_one_that_is_not_there_is_told()
    {
        var wide = _many with { AllowAllTopics = true, KafkaTopicRead = ["*"] };
        Assert.Contains(ConnectorPolicyBuilder.Build(wide).Findings, f => f.Severity == FindingSeverity.Warning && f.Rule == "AllTopicsGranted");

        Assert.DoesNotContain(
            ConnectorPolicyBuilder.Build(Accepting(wide, "AllTopicsGranted")).Findings, f => f.Severity == FindingSeverity.Warning);
        Assert.Contains(ConnectorPolicyBuilder.Build(Accepting(_many, "AllTopicsGranted")).Findings, f => f.Rule == "AcceptedFindingUnused");
    }

    [Fact]
    public void A_secret_in_a_reason_is_shown_nowhere()
    {
        var spec = _many.WithKey("aws.secret.access.key", "hunter2hunter2") with
        {
            AcceptedFinding = [new() { Rule = "WorkerCountUnusual", Reason = "It was hunter2hunter2 once." }],
        };

        Assert.DoesNotContain("hunter2hunter2", string.Join('\n', SpecValidator.Validate(spec).Findings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SpecFormat.Json)]
    [InlineData(SpecFormat.Yaml)]
    public void It_is_read_back_from_what_is_written(SpecFormat format)
    {
        var spec = Accepting(_many, "WorkerCountUnusual", "autoscaling_max_worker_count");

        var text = SpecWriter.Write([spec], format == SpecFormat.Json ? SpecFileFormat.Json : SpecFileFormat.Yaml);

        Assert.Contains("accepted_findings", text, StringComparison.Ordinal);
        Assert.Equal(spec.AcceptedFinding, Assert.Single(SpecReader.ReadText(text, format, "file")).Spec.AcceptedFinding);
    }

    [Fact]
    public void A_plan_shows_it_in_every_form_and_a_saved_one_keeps_it()
    {
        var plan = new ConnectorPlan("orders", "us-east-1", "123456789012", [])
        {
            AcceptedFindings = Accepted(Accepting(_many, "WorkerCountUnusual", "autoscaling_max_worker_count")),
        };

        Assert.Contains("\"rule\": \"WorkerCountUnusual\"", plan.ToJson(), StringComparison.Ordinal);
        Assert.Contains($"\"reason\": \"{Reason}\"", plan.ToJson(), StringComparison.Ordinal);
        Assert.Matches(@"> \*\*Accepted:\*\* .*WorkerCountUnusual[^\n]*\n> \*\*Reason:\*\* Measured in June", plan.ToMarkdown());
    }

    [Fact]
    public async Task The_plan_of_a_spec_has_it_and_a_saved_plan_is_as_good_without()
    {
        using var rehearsal = new Provisioning.Rehearsal();
        var spec = Accepting(ReferenceExamples.DebeziumSource, "AutoscaledSingleTask");
        var bare = ReferenceExamples.DebeziumSource;
        await rehearsal.Provisioner.CreateAsync(bare, new CreateOptions { Wait = false }, default);

        var plan = await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default);

        Assert.False(plan.HasChanges);
        Assert.Equal(("AutoscaledSingleTask", Reason), (Assert.Single(plan.AcceptedFindings).Rule, plan.AcceptedFindings[0].AcceptedBecause));
        var saved = SavedPlan.Parse(SavedPlan.Of([plan]).ToJson(), "file");
        Assert.Equal(Reason, Assert.Single(Assert.Single(saved.Plans).AcceptedFindings).AcceptedBecause);
        // What is accepted decides nothing, so a plan of before is not stale.
        saved.RefuseStale(await rehearsal.Provisioner.PlanUpdateAsync(bare, new UpdateOptions(), default));
    }

    [Fact]
    public async Task A_reference_to_a_provider_that_no_worker_declares_is_accepted_where_nothing_is_replaced()
    {
        using var rehearsal = new Provisioning.Rehearsal();
        var spec = ReferenceExamples.DebeziumSource.WithKey("database.user", "${vault:kraken:user}");
        var warned = await rehearsal.Provisioner.PlanAsync(spec, default);
        Assert.Contains(warned.Resources, r => r.Note?.Contains("'vault'", StringComparison.Ordinal) == true);

        var plan = await rehearsal.Provisioner.PlanAsync(Accepting(spec, "ConfigProvider"), default);

        Assert.DoesNotContain(plan.Resources, r => r.Note?.Contains("'vault'", StringComparison.Ordinal) == true);
        Assert.Contains("'vault'", Assert.Single(plan.AcceptedFindings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_warns_is_accepted_and_one_that_passes_says_so()
    {
        using var rehearsal = new Provisioning.Rehearsal();
        var spec = ReferenceExamples.DebeziumSource with
        {
            MskKmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a09",
            AcceptedFinding =
            [
                new AcceptedWarning { Rule = "Cluster.KmsKey", Field = "msk_kms_key_arn", Reason = Reason },
                new AcceptedWarning { Rule = "Network.Subnets", Reason = Reason },
            ],
        };
        var checks = new ConnectorChecks(rehearsal.Aws, rehearsal.Events, rehearsal.Clock);

        var results = await checks.CheckAsync(spec, new CheckOptions { Checks = ["Cluster.KmsKey", "Network.Subnets"] }, default);

        Assert.Equal((CheckStatus.Accepted, Reason), (results[0].Status, results[0].AcceptedBecause));
        Assert.Equal(CheckStatus.Pass, results[1].Status);
        Assert.Contains("does not warn", results[1].Evidence, StringComparison.Ordinal);
    }
}
