using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Networking;

public class EgressRulesTests
{
    private static int[] Ports(ConnectorSpec spec) => [.. EgressRules.Derive(spec).Select(r => r.Port)];

    [Fact]
    public void The_source_example_reaches_AWS_the_database_and_the_brokers()
    {
        Assert.Equal(
            [
                new EgressRule(443, "0.0.0.0/0", "AWS services over HTTPS (CloudWatch Logs, Secrets Manager)"),
                new EgressRule(5432, "0.0.0.0/0", "database (database.port)"),
                new EgressRule(9094, "0.0.0.0/0", "MSK brokers (MskBootstrapServer)"),
            ],
            EgressRules.Derive(ReferenceExamples.DebeziumSource));
    }

    [Fact]
    public void The_sink_example_reaches_AWS_and_the_brokers()
    {
        Assert.Equal(
            [
                new EgressRule(443, "0.0.0.0/0", "AWS services over HTTPS (CloudWatch Logs, S3)"),
                new EgressRule(9094, "0.0.0.0/0", "MSK brokers (MskBootstrapServer)"),
            ],
            EgressRules.Derive(ReferenceExamples.S3Sink));
    }

    [Fact]
    public void Each_destination_gets_each_port_once()
    {
        var spec = ReferenceExamples.S3Sink with { EgressDestination = ["10.0.0.0/8", "sg-0a1b2c3d", "10.0.0.0/8"] };

        Assert.Equal(
            [(443, "10.0.0.0/8"), (443, "sg-0a1b2c3d"), (9094, "10.0.0.0/8"), (9094, "sg-0a1b2c3d")],
            EgressRules.Derive(spec).Select(r => (r.Port, r.Destination)));
    }

    [Fact]
    public void Brokers_on_one_port_share_a_rule()
    {
        var spec = ReferenceExamples.S3Sink with { MskBootstrapServer = "b-1.x:9098, b-2.x:9098,b-3.x:9198" };

        Assert.Equal([443, 9098, 9198], Ports(spec));
    }

    [Theory]
    [InlineData("io.debezium.connector.postgresql.PostgresConnector", 5432)]
    [InlineData("io.debezium.connector.mysql.MySqlConnector", 3306)]
    [InlineData("io.debezium.connector.sqlserver.SqlServerConnector", 1433)]
    public void A_database_without_port_gets_the_default_of_its_class(string connectorClass, int port)
    {
        var spec = ReferenceExamples.DebeziumSource.WithKey("database.port", null).WithKey("connector.class", connectorClass);

        var rule = Assert.Single(EgressRules.Derive(spec), r => r.Port == port);
        Assert.Equal($"database (default port of {connectorClass.Split('.')[^1]})", rule.Reason);
    }

    [Fact]
    public void A_port_that_is_a_reference_is_taken_as_the_default()
    {
        var spec = ReferenceExamples.DebeziumSource.WithKey("database.port", "${secretsmanager:kraken/dev/database:port}");

        Assert.Equal([443, 5432, 9094], Ports(spec));
    }

    [Fact]
    public void A_class_that_is_not_Debezium_gets_no_database_port()
    {
        Assert.Equal([443, 9094], Ports(ReferenceExamples.DebeziumSource
            .WithKey("database.port", null).WithKey("connector.class", "com.example.MySource")));
    }

    [Theory]
    [InlineData("jdbc:postgresql://db.example:6432/orders?user=a&password=b", 6432)]
    [InlineData("jdbc:postgresql://db.example/orders", 5432)]
    [InlineData("jdbc:mysql://db.example/orders", 3306)]
    [InlineData("jdbc:sqlserver://db.example:1444;databaseName=orders", 1444)]
    [InlineData("jdbc:sqlserver://db.example;databaseName=orders", 1433)]
    [InlineData("jdbc:oracle:thin:@db.example:1522:orders", 1522)]
    [InlineData("jdbc:oracle:thin:@//db.example:1523/orders", 1523)]
    [InlineData("https://search.example:9200", 9200)]
    [InlineData("http://search.example", 80)]
    public void A_connection_url_gives_its_port(string url, int port)
    {
        var spec = ReferenceExamples.S3Sink.WithKey("connection.url", url);

        var rule = Assert.Single(EgressRules.Derive(spec), r => r.Port == port);
        Assert.Equal("database (connection.url)", rule.Reason);
    }

    [Theory]
    [InlineData("mongodb://user:pass@m1.example:27018,m2.example:27019/?replicaSet=rs0", new[] { 443, 9094, 27018, 27019 })]
    [InlineData("mongodb+srv://cluster.example/orders", new[] { 443, 9094, 27017 })]
    public void A_MongoDB_connection_string_gives_the_port_of_each_host(string connection, int[] ports)
    {
        var spec = ReferenceExamples.DebeziumSource.WithKey("database.port", null)
            .WithKey("connector.class", "io.debezium.connector.mongodb.MongoDbConnector")
            .WithKey("mongodb.connection.string", connection);

        Assert.Equal(ports, Ports(spec));
    }

    [Fact]
    public void Schema_registries_and_other_brokers_give_their_ports()
    {
        var spec = ReferenceExamples.DebeziumSource
            .WithKey("value.converter.schema.registry.url", "http://r1.example:8081,http://r2.example:8082")
            .WithKey("key.converter.schema.registry.url", "https://r1.example")
            .WithKey("schema.history.internal.kafka.bootstrap.servers", "b-1.example:9098");

        var rules = EgressRules.Derive(spec);

        Assert.Equal([443, 5432, 8081, 8082, 9094, 9098], rules.Select(r => r.Port));
        Assert.Equal("schema registry (value.converter.schema.registry.url)", rules[2].Reason);
        Assert.Contains("schema registry (key.converter.schema.registry.url)", rules[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source.cluster.bootstrap.servers")]
    [InlineData("target.cluster.bootstrap.servers")]
    [InlineData("iceberg.kafka.bootstrap.servers")]
    [InlineData("confluent.topic.bootstrap.servers")]
    [InlineData("reporter.bootstrap.servers")]
    [InlineData("producer.override.bootstrap.servers")]
    [InlineData("signal.kafka.bootstrap.servers")]
    [InlineData("bootstrap.servers")]
    public void Every_list_of_brokers_gives_its_ports(string key)
    {
        var rules = EgressRules.Derive(ReferenceExamples.S3Sink.WithKey(key, "b-1.example:9096,b-2.example:9097"));

        Assert.Equal([443, 9094, 9096, 9097], rules.Select(r => r.Port));
        Assert.Equal($"Kafka brokers ({key})", rules[2].Reason);
    }

    [Theory]
    [InlineData("mongodb.hosts", "rs0/m1.example:27018,m2.example", new[] { 443, 9094, 27017, 27018 })]
    [InlineData("mongodb.hosts", "m1.example", new[] { 443, 9094, 27017 })]
    [InlineData("connection.url", "http://s1.example:9200,https://s2.example,s3.example:9201", new[] { 443, 9094, 9200, 9201 })]
    [InlineData("connection.url", "jdbc:aws-wrapper:mysql://db.example/orders", new[] { 443, 3306, 9094 })]
    [InlineData("connection.url", "jdbc:mysql://${sm:db:host}:3307/orders", new[] { 443, 3307, 9094 })]
    [InlineData("connection.url", "jdbc:oracle:thin:@orders_high", new[] { 443, 9094 })]
    [InlineData("name.bootstrap.servers.note", "h.example:1", new[] { 443, 9094 })]
    public void A_key_of_any_class_gives_the_ports_of_its_value(string key, string value, int[] ports) =>
        Assert.Equal(ports, Ports(ReferenceExamples.S3Sink.WithKey(key, value)));

    [Fact]
    public void Brokers_behind_private_connectivity_get_one_rule_for_the_range()
    {
        const string servers = "b-1.iam.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14001,b-2.iam.x.a1b2c3.c5.kafka.us-east-1.amazonaws.com:14002";
        var rules = EgressRules.Derive(ReferenceExamples.S3Sink with { MskAuthenticationType = "IAM", MskBootstrapServer = servers });

        Assert.Equal([(443, 443), (14001, 14100)], rules.Select(r => (r.Port, r.ToPort)));
        Assert.Equal("MSK brokers (MskBootstrapServer)", rules[1].Reason);
    }

    [Theory]
    [InlineData("DUAL", null, new[] { "0.0.0.0/0", "::/0" })]
    [InlineData("dual", null, new[] { "0.0.0.0/0", "::/0" })]
    [InlineData("DUAL", "10.0.0.0/8", new[] { "10.0.0.0/8" })]
    [InlineData("IPV4", null, new[] { "0.0.0.0/0" })]
    [InlineData(null, null, new[] { "0.0.0.0/0" })]
    public void The_default_destination_is_everywhere_that_the_connector_has_addresses_for(string? networkType, string? given, string[] destinations)
    {
        var spec = ReferenceExamples.S3Sink with { NetworkType = networkType };
        if (given is not null)
            spec = spec with { EgressDestination = [given] };

        Assert.Equal(destinations, EgressRules.Derive(spec).Where(r => r.Port == 443).Select(r => r.Destination));
    }

    [Fact]
    public void A_reason_is_a_description_that_EC2_takes()
    {
        var spec = ReferenceExamples.S3Sink.WithKey("a\"ü'" + new string('x', 300) + ".schema.registry.url", "http://r:8081");

        var reason = Assert.Single(EgressRules.Derive(spec), r => r.Port == 8081).Reason;

        Assert.Matches(@"^[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{1,255}$", reason);
    }
}
