using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Exporting;

public sealed class KeptSecretTests
{
    private const string Jdbc = "jdbc:postgresql://db:5432/orders?user=app&password=";
    private const string Jaas = "ScramLoginModule required username=\"app\" password=\"canary\";";

    private const string IamJaas = "software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn=\"arn:aws:iam::123456789012:role/x\";";

    private static readonly ConnectorSpec _withPassword = ReferenceExamples.DebeziumSource
        .WithKey("database.password", "canary").WithKey("database.user", "app");

    [Theory]
    [InlineData("database.password", "canary", "(keep)")]
    [InlineData("sasl.jaas.config", Jaas, "(keep)")]
    [InlineData("producer.override.sasl.jaas.config", IamJaas, IamJaas)]
    [InlineData("schema.history.internal.consumer.sasl.jaas.config", IamJaas, IamJaas)]
    [InlineData("connection.url", Jdbc + "canary", Jdbc + "(keep)")]
    [InlineData("mongodb.connection.string", "mongodb://app:canary@a:27017,b:27017/", "mongodb://app:(keep)@a:27017,b:27017/")]
    [InlineData("database.password", "${secretsmanager:orders:password}", "${secretsmanager:orders:password}")]
    [InlineData("database.password", "", "")]
    [InlineData("database.hostname", "canary", "canary")]
    public void A_placeholder_stands_in_place_of_the_secret_alone(string key, string value, string hidden)
    {
        var configuration = KeptSecret.Hide(new Dictionary<string, string> { [key] = value });

        Assert.Equal(hidden, configuration[key]);
        Assert.Equal(hidden, KeptSecret.Hide(configuration)[key]);
        Assert.Equal(value != hidden, KeptSecret.IsIn(key, hidden));
        Assert.Equal(value, KeptSecret.Resolve(configuration, new Dictionary<string, string> { [key] = value })[key]);
    }

    [Theory]
    [InlineData("transforms.route.regex", "cdc.(keep).*")]
    [InlineData("database.password", "(kept)")]
    [InlineData("database.dbname", "(keep)")]
    public void The_word_is_no_placeholder_where_no_secret_can_stand(string key, string value) =>
        Assert.False(KeptSecret.IsIn(key, value));

    [Fact]
    public void A_placeholder_beside_a_secret_in_plain_text_is_one()
    {
        Assert.True(KeptSecret.IsIn("connection.url", Jdbc + "(keep)&sslpassword=canary"));
        Assert.True(Redaction.IsSecret("connection.url", Jdbc + "(keep)&sslpassword=canary"));
    }

    [Theory]
    [InlineData("database.password", "(keep)")]
    [InlineData("connection.url", Jdbc + "(keep)")]
    public void A_placeholder_is_no_secret_and_is_shown(string key, string value)
    {
        Assert.False(Redaction.IsSecret(key, value));
        Assert.Equal(value, Redaction.Value(key, value));
        Assert.DoesNotContain(
            SpecValidator.Validate(ReferenceExamples.DebeziumSource.WithKey(key, value)).Findings,
            f => f.Rule == "LiteralSecret");
    }

    [Fact]
    public async Task A_creation_is_refused_before_anything_is_made()
    {
        using var rehearsal = new Rehearsal();

        var error = await Assert.ThrowsAsync<KrakenException>(() => rehearsal.Provisioner.CreateAsync(
            _withPassword.WithKey("database.password", "(keep)"), new CreateOptions(), default));

        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Contains("ConnectorConfiguration[database.password]", error.Message, StringComparison.Ordinal);
        Assert.Contains("Give the value", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }

    [Fact]
    public async Task An_existing_connector_that_matches_is_returned()
    {
        using var rehearsal = new Rehearsal();
        await rehearsal.Provisioner.CreateAsync(_withPassword, new CreateOptions(), default);

        var again = await rehearsal.Provisioner.CreateAsync(
            _withPassword.WithKey("database.password", "(keep)"), new CreateOptions(), default);

        Assert.False(again.Changed);
    }

    [Fact]
    public async Task A_change_of_another_key_sends_the_connectors_own_secret_along()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(_withPassword, new CreateOptions(), default);
        var changed = _withPassword.WithKey("database.password", "(keep)").WithKey("slot.name", "other");

        var context = new ProvisioningContext(made.ConnectorName, rehearsal.Aws, rehearsal.Clock, rehearsal.Events);
        var stack = ConnectorStack.For(context, DesiredState.From(changed));
        await stack.ObserveAsync(default);
        var plan = Convergence.Plan(stack.Connector);
        await stack.Connector.UpdateAsync(plan.Changes, default);

        Assert.Equal("Configuration[slot.name]", Assert.Single(plan.Changes).Property);
        var now = await rehearsal.Aws.KafkaConnect.DescribeConnectorAsync(
            new Amazon.KafkaConnect.Model.DescribeConnectorRequest { ConnectorArn = made.ConnectorArn });
        Assert.Equal("canary", now.ConnectorConfiguration["database.password"]);
        Assert.Equal("other", now.ConnectorConfiguration["slot.name"]);
        Assert.DoesNotContain("canary", context.Scrub("refused: canary is no password"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_connector_does_not_have_cannot_be_kept()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(_withPassword, new CreateOptions(), default);
        var wanted = _withPassword.WithKey("database.password", "(keep)").WithKey("signing.key", "(keep)");
        var context = new ProvisioningContext(made.ConnectorName, rehearsal.Aws, rehearsal.Clock, rehearsal.Events);
        var stack = ConnectorStack.For(context, DesiredState.From(wanted));
        await stack.ObserveAsync(default);
        rehearsal.TakeRequests();

        var plan = await rehearsal.Provisioner.PlanAsync(wanted, default);
        var error = await Assert.ThrowsAsync<KrakenException>(() =>
            stack.Connector.UpdateAsync(Convergence.Plan(stack.Connector).Changes, default));

        Assert.Equal("Configuration[signing.key]", Assert.Single(plan.Resources[3].Changes).Property);
        Assert.Equal(
            "has no secret to keep for ConnectorConfiguration[signing.key]: give the value", plan.Resources[3].Note);
        Assert.StartsWith("ConnectorConfiguration[signing.key] has '(keep)'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
    }
}
