using Amazon.KafkaConnect;
using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>What LocalAws knows by itself of Iceberg sinks, JDBC connectors and the S3 source, and what it says of others.</summary>
public sealed class FamilyCallsTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("kafka-cluster:WriteData", "[control-iceberg]")]
    [InlineData("kafka-cluster:AlterGroup", "cg-control-")]
    [InlineData("kafka-cluster:AlterTransactionalId", "TransactionalIdAuthorizationException")]
    [InlineData("kafka-cluster:WriteDataIdempotently", "ClusterAuthorizationException")]
    [InlineData("glue:GetTable", ":table/lake/trades")]
    [InlineData("glue:UpdateTable", ":database/lake")]
    [InlineData("glue:CreateTable", ":catalog")]
    [InlineData("glue:GetDatabase", ":database/lake")]
    [InlineData("s3:GetObject", "kraken-raw-mnpi-dev/lake/lake.db/trades/")]
    [InlineData("s3:DeleteObject", "kraken-raw-mnpi-dev/lake/lake.db/trades/")]
    [InlineData("kms:GenerateDataKey", "kms:GenerateDataKey")]
    public async Task Each_call_of_an_Iceberg_sink_needs_its_grant(string action, string logged)
    {
        var failed = await _test.StartAsync(await _test.PrepareAsync(policy: AllBut(action), configuration: Iceberg()));

        Assert.Equal(ConnectorState.FAILED, failed.ConnectorState);
        Assert.Contains(logged, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Iceberg_sink_runs_with_all_grants_and_its_log_says_what_was_not_judged()
    {
        var started = await _test.StartAsync(await _test.PrepareAsync(configuration: Iceberg()));

        Assert.Equal(ConnectorState.RUNNING, started.ConnectorState);
        Assert.Matches(@"(?m)^\[Worker-[0-9a-f]{17}\] \[[^]]+\] INFO LocalAws asked the role's policies .* \(Kraken\.LocalAws\)$", await _test.LogAsync());
    }

    [Fact]
    public async Task An_Iceberg_sink_with_another_role_needs_only_to_assume_it()
    {
        var configuration = Iceberg();
        configuration["iceberg.catalog.client.factory"] = "org.apache.iceberg.aws.AssumeRoleAwsClientFactory";
        configuration["iceberg.catalog.client.assume-role.arn"] = "arn:aws:iam::111122223333:role/lake";

        Assert.Equal(
            ConnectorState.RUNNING, (await _test.StartAsync(await _test.PrepareAsync(policy: AllBut("glue:*"), configuration: configuration))).ConnectorState);
        Assert.Equal(
            ConnectorState.FAILED,
            (await _test.StartAsync(await _test.PrepareAsync("c2", AllBut("sts:AssumeRole"), configuration: configuration))).ConnectorState);
    }

    [Theory]
    [InlineData("iceberg.catalog.warehouse", "s3://nowhere/lake")]
    [InlineData("s3.bucket.name", "nowhere")]
    public async Task A_bucket_that_is_not_there_fails_the_connector(string key, string value)
    {
        var configuration = key.StartsWith("iceberg", StringComparison.Ordinal) ? Iceberg() : S3Source();
        configuration[key] = value;

        Assert.Equal(ConnectorState.FAILED, (await _test.StartAsync(await _test.PrepareAsync(configuration: configuration))).ConnectorState);
        Assert.Contains("The specified bucket does not exist: nowhere", await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3:ListBucket", "s3:ListBucket")]
    [InlineData("s3:GetObject", "kraken-raw-mnpi-dev/incoming/")]
    [InlineData("kafka-cluster:ReadData", "[_confluent-command]")]
    [InlineData("kafka-cluster:WriteData", "[trades]")]
    public async Task Each_call_of_an_S3_source_needs_its_grant(string action, string logged)
    {
        var failed = await _test.StartAsync(await _test.PrepareAsync(policy: AllBut(action), configuration: S3Source()));

        Assert.Equal(ConnectorState.FAILED, failed.ConnectorState);
        Assert.Contains(logged, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kafka-cluster:WriteData", "[shop-trades]")]
    public async Task A_JDBC_source_writes_its_tables_topics(string action, string logged)
    {
        var configuration = new Dictionary<string, string>
        {
            ["connector.class"] = "io.confluent.connect.jdbc.JdbcSourceConnector",
            ["connection.url"] = $"jdbc:postgresql://{LocalAwsSeed.DatabaseHost}:5432/shop",
            ["mode"] = "bulk",
            ["table.whitelist"] = "public.trades",
            ["topic.prefix"] = "shop-",
            ["tasks.max"] = "1",
        };

        Assert.Equal(
            ConnectorState.FAILED, (await _test.StartAsync(await _test.PrepareAsync(policy: AllBut(action), configuration: configuration))).ConnectorState);
        Assert.Contains(logged, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kafka-cluster:ReadData", "[_confluent-command]")]
    [InlineData("kafka-cluster:WriteData", "[c1-success]")]
    [InlineData("kafka-cluster:CreateTopic", "[reported-errors]")]
    public async Task A_licensed_sink_uses_the_topics_of_its_licence_and_its_reporter(string action, string logged)
    {
        var configuration = new Dictionary<string, string>
        {
            ["connector.class"] = "io.confluent.connect.http.HttpSinkConnector",
            ["topics"] = "cdc.public.trades",
            ["confluent.topic.bootstrap.servers"] = LocalAwsSeed.IamBootstrapServers,
            ["reporter.bootstrap.servers"] = LocalAwsSeed.IamBootstrapServers,
            ["reporter.error.topic.name"] = "reported-errors",
            ["tasks.max"] = "1",
        };

        Assert.Equal(
            ConnectorState.FAILED, (await _test.StartAsync(await _test.PrepareAsync(policy: AllBut(action), configuration: configuration))).ConnectorState);
        Assert.Contains(logged, await _test.LogAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_is_not_known_is_judged_by_its_Kafka_calls_alone_and_the_log_says_so()
    {
        var configuration = new Dictionary<string, string>
        {
            ["connector.class"] = "com.example.LambdaSinkConnector", ["topics"] = "cdc.public.trades", ["tasks.max"] = "1",
        };

        Assert.Equal(
            ConnectorState.RUNNING, (await _test.StartAsync(await _test.PrepareAsync(policy: AllBut("lambda:*"), configuration: configuration))).ConnectorState);
        Assert.Matches(
            @"(?m)^\[Worker-[0-9a-f]{17}\] \[[^]]+\] WARN LocalAws does not know com\.example\.LambdaSinkConnector: it judged Kafka alone", await _test.LogAsync());
    }

    [Theory]
    [InlineData("jdbc:postgresql://a:5432,b:5433/shop?sslmode=require", "a:5432 b:5433")]
    [InlineData("jdbc:mysql://root@a/shop", "a:3306")]
    [InlineData("jdbc:sqlserver://a\\shop;databaseName=x;portNumber=1444", "a:1444")]
    [InlineData("jdbc:sqlserver://a:1433;databaseName=x", "a:1433")]
    [InlineData("jdbc:oracle:thin:@//a:1522/shop", "a:1522")]
    [InlineData("jdbc:oracle:thin:@a:1521:shop", "a:1521")]
    [InlineData("jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=a)(PORT=1523))(ADDRESS=(HOST=b)(PORT=1524)))", "a:1523 b:1524")]
    [InlineData("jdbc:redshift://a/shop", "a:5439")]
    [InlineData("jdbc:aws-wrapper:postgresql://a/shop", "a:5432")]
    [InlineData("jdbc:sqlite:/tmp/x", "")]
    [InlineData("postgresql://a/shop", "")]
    public void Hosts_and_ports_of_a_JDBC_URL(string url, string right) =>
        Assert.Equal(right, string.Join(' ', JdbcAddress.Of(url).Select(a => $"{a.Host}:{a.Port}")));

    private static Dictionary<string, string> Iceberg() => new()
    {
        ["connector.class"] = "org.apache.iceberg.connect.IcebergSinkConnector",
        ["topics"] = "cdc.public.trades",
        ["tasks.max"] = "1",
        ["iceberg.tables"] = "lake.trades",
        ["iceberg.tables.auto-create-enabled"] = "true",
        ["iceberg.catalog.type"] = "glue",
        ["iceberg.catalog.warehouse"] = "s3://kraken-raw-mnpi-dev/lake",
    };

    private static Dictionary<string, string> S3Source() => new()
    {
        ["connector.class"] = "io.confluent.connect.s3.source.S3SourceConnector",
        ["mode"] = "GENERIC",
        ["s3.bucket.name"] = "kraken-raw-mnpi-dev",
        ["s3.region"] = "us-east-1",
        ["topics.dir"] = "incoming",
        ["topic.regex.list"] = "trades:.*\\.json$",
        ["confluent.topic.bootstrap.servers"] = LocalAwsSeed.IamBootstrapServers,
        ["tasks.max"] = "1",
    };

    private static string AllBut(string action) =>
        $$"""
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"{{action}}","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}]}
        """;
}
