using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>References to config providers that the worker configuration does not declare.</summary>
public sealed class ConfigProviderTests
{
    private static ConnectorSpec Source => ReferenceExamples.DebeziumSource;

    [Theory]
    [InlineData("config.providers=a, b\n", "a|b")]
    [InlineData("config.providers : a,b", "a|b")]
    [InlineData("config.providers a", "a")]
    [InlineData("  config.providers=a\r\nx=y", "a")]
    [InlineData("config.providers=a,\\\n    b", "a|b")]
    [InlineData("config.provider\\u0073=a", "a")]
    [InlineData("config.providers=a\nconfig.providers=b", "b")]
    [InlineData("#config.providers=a\n! config.providers=b\n", "")]
    [InlineData("config.providers.a.class=x", "")]
    [InlineData("config.providers=", "")]
    [InlineData("", "")]
    [InlineData("other=a\\\n# config.providers=b\nconfig.providers=c", "c")]
    public void Providers_are_read_as_Java_reads_properties(string text, string providers) =>
        Assert.Equal(providers, string.Join('|', new WorkerProperties(text).Providers.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("database.password", "${vault:a:b}", true)]
    [InlineData("database.user", "x${secretManager:a:b}y", true)]
    [InlineData("database.user", "${env:DB_USER}", true)]
    [InlineData("file.name.template", "${timestamp:unit=YYYY}", false)]
    [InlineData("transforms.r.replacement", "${1}", null)]
    [InlineData("topic.format", "${topic}-${timestamp}", null)]
    public void A_template_of_the_connectors_own_is_not_taken_for_a_secret(string key, string value, bool? isMeant)
    {
        var found = ConfigReference.In(new Dictionary<string, string> { [key] = value });

        Assert.Equal(isMeant, found.Count == 0 ? null : found[0].IsMeant);
    }

    [Theory]
    [InlineData("${secretManager:kraken/dev/database:password}", true)]
    [InlineData("${secretsmanager:kraken/dev/database:password}", false)]
    public async Task A_reference_that_would_stay_text_is_planned_and_made_with_a_warning(string reference, bool hasWorker)
    {
        using var rehearsal = new Rehearsal();
        var spec = Source.WithKey("database.password", reference);
        if (!hasWorker)
            spec = spec with { WorkerConfigurationArn = null };
        var where = spec.WorkerConfigurationArn ?? "default worker configuration";

        var note = (await rehearsal.Provisioner.PlanAsync(spec, default)).Resources[3].Note!;
        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default));

        Assert.All([note, Warning(rehearsal), error.Message], text =>
        {
            Assert.Contains("database.password", text, StringComparison.Ordinal);
            Assert.Contains(hasWorker ? "'secretManager'" : "'secretsmanager'", text, StringComparison.Ordinal);
            Assert.Contains(where, text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("is refused", note, StringComparison.Ordinal);
        Assert.Contains(ConfigProviders.Remedy, Warning(rehearsal), StringComparison.Ordinal);
        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.DoesNotContain("rejected the connector's user", error.Message, StringComparison.Ordinal);
        Assert.Contains(rehearsal.TakeRequests(), r => r.Operation == "CreateConnector");
    }

    [Fact]
    public async Task An_update_to_a_reference_that_would_stay_text_is_made_with_a_warning()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        var spec = Source.WithKey("database.password", "${secretManager:kraken/dev/database:password}");

        var note = (await rehearsal.Provisioner.PlanUpdateAsync(spec, new UpdateOptions(), default)).Resources[3].Note!;
        await Record.ExceptionAsync(() => rehearsal.Provisioner.UpdateAsync(spec, new UpdateOptions(), default));

        Assert.Contains("'secretManager'", note, StringComparison.Ordinal);
        Assert.DoesNotContain("is refused", note, StringComparison.Ordinal);
        Assert.Contains(ConfigProviders.Remedy, Warning(rehearsal), StringComparison.Ordinal);
        Assert.Contains(rehearsal.TakeRequests(), r => r.Operation == "UpdateConnector");
    }

    [Fact]
    public async Task A_connector_that_runs_is_not_deleted_for_one_whose_reference_would_stay_text()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        rehearsal.TakeRequests();
        var spec = Source.WithKey("database.password", "${secretManager:kraken/dev/database:password}")
            with { KafkaConnectVersion = "3.7.x" };
        var options = new UpdateOptions { AllowReplacement = true };

        var note = (await rehearsal.Provisioner.PlanUpdateAsync(spec, options, default)).Resources[3].Note;
        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.UpdateAsync(spec, options, default)!);

        Assert.Contains("is refused: ", note, StringComparison.Ordinal);
        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Contains("'secretManager'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task What_may_be_a_template_is_a_warning()
    {
        using var rehearsal = new Rehearsal();

        var made = await rehearsal.Provisioner.CreateAsync(
            Source.WithKey("x.template", "${timestamp:unit=YYYY}"), new CreateOptions(), default);

        Assert.Equal("RUNNING", made.ConnectorState);
        Assert.Contains(rehearsal.Events.All, e =>
            e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("'timestamp'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_configuration_that_may_not_be_read_stops_nothing()
    {
        using var rehearsal = new Rehearsal();
        rehearsal.Cloud.Faults.Add(new Kraken.LocalAws.Faults.FaultRule
        {
            Kind = Kraken.LocalAws.Faults.FaultKind.AccessDenied, Operation = "DescribeWorkerConfiguration", Times = int.MaxValue,
        });

        Assert.Equal("RUNNING", (await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default)).ConnectorState);
    }

    [Fact]
    public async Task A_failure_is_not_blamed_on_the_password()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source with { ConnectorName = "other" }, new CreateOptions(), default);

        var spec = Source with { WorkerConfigurationArn = null };
        await HandMade.MakeAsync(rehearsal.Aws, spec);

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.WaitAsync(spec.ConnectorName, "RUNNING", TimeSpan.FromMinutes(5), taskCheck: true, default));

        Assert.Equal(KrakenErrorKind.ConnectorFailed, error.Kind);
        Assert.Contains("refer to the config provider 'secretsmanager'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("rejected the connector's user", error.Message, StringComparison.Ordinal);
        Assert.Contains("config.providers", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_alone_tells_it_from_a_wrong_password()
    {
        var cause = FailureDiagnosis.Explain(
        [
            "ERROR Failed testing connection with the literal value ${secretsmanager:kraken/dev/database:password}",
            "FATAL: password authentication failed for user \"x\"",
        ]);

        Assert.Contains("config provider", cause!.Explanation, StringComparison.Ordinal);
        Assert.Contains(
            "rejected the connector's user", FailureDiagnosis.Explain(["FATAL: password authentication failed"])!.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_run_looks_at_the_worker_configuration_once()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        Assert.Single(rehearsal.TakeRequests(), r => r.Operation == "DescribeWorkerConfiguration");

        await rehearsal.Provisioner.CreateAsync(Source, new CreateOptions(), default);
        await rehearsal.Provisioner.UpdateAsync(Source with { LogRetentionInDays = 14 }, new UpdateOptions(), default);

        Assert.Equal(2, rehearsal.TakeRequests().Count(r => r.Operation == "DescribeWorkerConfiguration"));
    }

    private static string Warning(Rehearsal rehearsal) => Assert.Single(
        rehearsal.Events.All, e => e.Level == ProvisioningEventLevel.Warning && e.Message.Contains("config provider", StringComparison.Ordinal)).Message;
}
