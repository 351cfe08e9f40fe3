using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>What LocalAws judges of config providers, which it knows by the declared class or by their usual names.</summary>
public sealed class ConfigProviderTests : IDisposable
{
    private const string Aws = "com.amazonaws.kafka.config.providers.";
    private const string Database = "${p:kraken/dev/database:password}";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(Aws + "SecretsManagerConfigProvider", Database, "secretsmanager:GetSecretValue", "")]
    [InlineData("com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider", "${p:dev/database:password}", "secretsmanager:GetSecretValue", "secret.prefix=kraken")]
    [InlineData("io.confluent.csid.config.provider.aws.SecretsManagerConfigProvider", "${p:dev/database:password}", "secretsmanager:GetSecretValue", "secret.prefix=kraken/")]
    [InlineData("io.lenses.connect.secrets.providers.AWSSecretProvider", Database, "secretsmanager:DescribeSecret", "")]
    [InlineData(Aws + "S3ImportConfigProvider", "${p::kraken-connect-plugins-dev/plugins/debezium-postgres.zip}", "s3:GetObject", "")]
    public async Task Each_call_of_a_provider_needs_its_grant(string type, string reference, string action, string parameter)
    {
        Assert.Equal(ConnectorState.RUNNING, (await StartAsync("c1", type, reference, parameter)).ConnectorState);
        Assert.Equal(ConnectorState.FAILED, (await StartAsync("c2", type, reference, parameter, Denying(action))).ConnectorState);
        Assert.Contains(action + " on resource", await _test.LogAsync("c2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${p::kraken-connect-plugins-dev/none.jks}", "No object found at kraken-connect-plugins-dev/none.jks")]
    [InlineData("${p::nowhere/none.jks}", "The specified bucket does not exist: nowhere")]
    public async Task A_file_that_is_not_there_fails_the_connector(string reference, string words)
    {
        Assert.Equal(ConnectorState.FAILED, (await StartAsync("c1", Aws + "S3ImportConfigProvider", reference, "")).ConnectorState);
        Assert.Contains(words, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_it_does_not_know_is_said_in_the_log()
    {
        Assert.Equal(ConnectorState.RUNNING, (await StartAsync("c1", "com.example.Provider", Database, "")).ConnectorState);
        Assert.Contains(
            "WARN LocalAws does not know the classes of the config providers p, and did not judge what they fetch", await _test.LogAsync(), StringComparison.Ordinal);
    }

    private async Task<DescribeConnectorResponse> StartAsync(string name, string type, string reference, string parameter, string policy = TestCloud.Policy)
    {
        var properties = $"key.converter=a.B\nvalue.converter=a.B\nconfig.providers=p\nconfig.providers.p.class={type}\n"
            + (parameter.Length > 0 ? $"config.providers.p.param.{parameter}\n" : "");
        var worker = await _test.Aws.KafkaConnect.CreateWorkerConfigurationAsync(new CreateWorkerConfigurationRequest
        {
            Name = name, PropertiesFileContent = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(properties)),
        });
        var configuration = TestCloud.SourceConfiguration();
        configuration["database.password"] = reference;
        var request = await _test.PrepareAsync(name, policy, authentication: "NONE", configuration: configuration);
        request.WorkerConfiguration = new WorkerConfiguration { WorkerConfigurationArn = worker.WorkerConfigurationArn, Revision = 1 };
        return await _test.StartAsync(request);
    }

    private static string Denying(string action) =>
        $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"{{action}}","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """;
}
