using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Tests;

public class RedactionTests
{
    [Theory]
    [InlineData("database.password")]
    [InlineData("DATABASE_PASSWORD")]
    [InlineData("databasePassword")]
    [InlineData("connection.password")]
    [InlineData("ssl.keystore.password")]
    [InlineData("ssl.key.password")]
    [InlineData("ssl.keystore.key")]
    [InlineData("sasl.jaas.config")]
    [InlineData("database.history.consumer.sasl.jaas.config")]
    [InlineData("aws.secret.access.key")]
    [InlineData("secretKey")]
    [InlineData("x-amz-security-token")]
    [InlineData("SessionToken")]
    [InlineData("client.secret")]
    [InlineData("basic.auth.user.info")]
    [InlineData("value.converter.basic.auth.user.info")]
    [InlineData("private.key")]
    [InlineData("api_key")]
    [InlineData("pwd")]
    [InlineData("ssl.truststore.passphrase")]
    [InlineData("password")]
    [InlineData("token")]
    [InlineData("gcp.credentials.json")]
    public void A_key_that_looks_secret_is(string key) => Assert.True(Redaction.IsSecretKey(key));

    [Theory]
    [InlineData("connector.class")]
    [InlineData("key.converter")]
    [InlineData("database.user")]
    [InlineData("table.include.list")]
    [InlineData("RdsSecretArn")]
    [InlineData("rds_secret_arn")]
    [InlineData("SecretKmsKeyArn")]
    [InlineData("config.providers.secretsmanager.param.region")]
    [InlineData("config.providers.secretsmanager.class")]
    [InlineData("ssl.keystore.location")]
    [InlineData("aws.access.key.id")]
    [InlineData("sasl.oauthbearer.token.endpoint.url")]
    [InlineData("message.key.columns")]
    [InlineData("secretsmanager")]
    [InlineData("")]
    public void Another_key_is_not(string key) => Assert.False(Redaction.IsSecretKey(key));

    [Theory]
    [InlineData("${secretsmanager:kraken/dev/database:password}", true)]
    [InlineData("${file:/opt/secrets.properties:password}", true)]
    [InlineData("${env:PASSWORD}", true)]
    [InlineData("prefix${env:PASSWORD}", false)]
    [InlineData("${PASSWORD}", false)]
    [InlineData("${env:A}${env:B}", false)]
    [InlineData("hunter2", false)]
    public void Only_a_whole_reference_is_one(string value, bool isReference) =>
        Assert.Equal(isReference, Redaction.IsReference(value));

    [Fact]
    public void A_secret_value_is_masked_and_a_reference_shown()
    {
        Assert.Equal("(sensitive)", Redaction.Value("database.password", "canary"));
        Assert.Equal("${secretsmanager:a:b}", Redaction.Value("database.password", "${secretsmanager:a:b}"));
        Assert.Equal("5432", Redaction.Value("database.port", "5432"));
        Assert.Equal("", Redaction.Value("database.password", ""));
        Assert.Null(Redaction.Value("database.password", null));
    }

    [Fact]
    public void A_JAAS_line_of_references_alone_holds_no_secret()
    {
        const string line = "x.ScramLoginModule required username=\"${secretsmanager:a:user}\" password=\"${secretsmanager:a:pw}\";";

        Assert.False(Redaction.IsSecret("sasl.jaas.config", line));
        Assert.Equal(line, Redaction.Value("sasl.jaas.config", line));
        Assert.True(Redaction.IsSecret("sasl.jaas.config", line.Replace("${secretsmanager:a:pw}", "canary", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_difference_of_secrets_shows_that_there_is_one_and_not_what()
    {
        Assert.Equal(("(sensitive)", "(sensitive, changed)"), Redaction.Change("database.password", "a", "b"));
        Assert.Equal(("(sensitive)", "(sensitive)"), Redaction.Change("database.password", "a", "a"));
        Assert.Equal((null, "(sensitive)"), Redaction.Change("database.password", null, "b"));
        Assert.Equal(("(sensitive)", "${env:P}"), Redaction.Change("database.password", "a", "${env:P}"));
        Assert.Equal(("1", "2"), Redaction.Change("tasks.max", "1", "2"));
        Assert.Equal(
            ("jdbc:x://h?password=(sensitive)", "(sensitive, changed)"),
            Redaction.Change("connection.url", "jdbc:x://h?password=a1", "jdbc:x://h?password=b2"));
    }

    [Theory]
    [InlineData("login failed, password=canary", "login failed, password=(sensitive)")]
    [InlineData("password = canary next", "password = (sensitive) next")]
    [InlineData("Password: canary", "Password: (sensitive)")]
    [InlineData("config: database.password=canary, tasks.max=1", "config: database.password=(sensitive), tasks.max=1")]
    [InlineData("{\"user\":\"a\",\"secretKey\":\"canary\",\"port\":1}", "{\"user\":\"a\",\"secretKey\":\"(sensitive)\",\"port\":1}")]
    [InlineData("{\"a\":{\"password\": \"can\\\"ary\"}}", "{\"a\":{\"password\": \"(sensitive)\"}}")]
    [InlineData("body {\\\"database.password\\\":\\\"canary\\\",\\\"x\\\":1}", "body {\\\"database.password\\\":\\\"(sensitive)\\\",\\\"x\\\":1}")]
    [InlineData("{a=1, database.password=canary, c=2}", "{a=1, database.password=(sensitive), c=2}")]
    [InlineData("{database.password=can,ary}", "{database.password=(sensitive)}")]
    [InlineData("required username=\"u\" password=\"canary\";", "required username=\"u\" password=\"(sensitive)\";")]
    [InlineData("password='canary' x", "password='(sensitive)' x")]
    [InlineData("password=\"canary", "password=\"(sensitive)")]
    [InlineData("jdbc:postgresql://h:5432/db?user=u&password=canary&ssl=true", "jdbc:postgresql://h:5432/db?user=u&password=(sensitive)&ssl=true")]
    [InlineData("jdbc:sqlserver://h:1433;user=u;password=canary;x=1", "jdbc:sqlserver://h:1433;user=u;password=(sensitive);x=1")]
    [InlineData("mongodb://user:canary@h1:27017,h2:27017/db", "mongodb://user:(sensitive)@h1:27017,h2:27017/db")]
    [InlineData("postgres://user:can@ary@h/db", "postgres://user:(sensitive)@h/db")]
    [InlineData("jdbc:oracle:thin:scott/canary@h:1521:orcl", "jdbc:oracle:thin:scott/(sensitive)@h:1521:orcl")]
    [InlineData("x-amz-security-token:canary", "x-amz-security-token:(sensitive)")]
    [InlineData("-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY----- end", "(sensitive) end")]
    public void What_looks_like_a_secret_is_taken_out_of_a_text(string text, string scrubbed)
    {
        Assert.Equal(scrubbed, Redaction.Scrub(text));
        Assert.Equal(scrubbed, Redaction.Scrub(scrubbed));
    }

    [Theory]
    [InlineData("User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123")]
    [InlineData("The security token included in the request is invalid")]
    [InlineData("password=${secretsmanager:kraken/dev/database:password}")]
    [InlineData("mongodb://user:${secretsmanager:a/b:password}@host/db")]
    [InlineData("https://broker.example:9098/path, mail ops@example.com")]
    [InlineData("key.converter=org.apache.kafka.connect.json.JsonConverter")]
    [InlineData("password authentication failed for user kraken")]
    [InlineData("password = (sensitive)")]
    [InlineData("")]
    public void What_does_not_is_left(string text) => Assert.Equal(text, Redaction.Scrub(text));

    [Fact]
    public void Every_secret_of_a_configuration_is_taken_out_wherever_it_stands()
    {
        var configuration = new Dictionary<string, string>
        {
            ["database.password"] = "p@ss\"word/ä",
            ["sasl.jaas.config"] = "x required username=\"u\" password=\"jaas-canary\";",
            ["connection.url"] = "jdbc:postgresql://h/db?password=url-canary",
            ["mongodb.connection.string"] = "mongodb://u:mongo-canary@h/db",
            ["tasks.max"] = "3",
            ["database.user"] = "kraken",
        };

        var text = Redaction.Scrub(
            "tried p@ss\"word/ä and p%40ss%22word%2F%C3%A4 and p@ss\\\"word/ä and p@ss\\u0022word/\\u00E4 with jaas-canary, url-canary, mongo-canary as kraken on 3 tasks",
            configuration);

        Assert.Equal(
            "tried (sensitive) and (sensitive) and (sensitive) and (sensitive) with (sensitive), (sensitive), (sensitive) as kraken on 3 tasks",
            text);
    }

    [Fact]
    public void A_short_secret_is_taken_out_where_it_stands_alone()
    {
        var configuration = new Dictionary<string, string> { ["password"] = "abc" };

        Assert.Equal("login (sensitive): alphabet, abcd", Redaction.Scrub("login abc: alphabet, abcd", configuration));
    }

    [Fact]
    public void A_longer_secret_that_holds_a_shorter_one_is_taken_out_whole()
    {
        var configuration = new Dictionary<string, string> { ["a.password"] = "canary", ["b.password"] = "canary-long" };

        Assert.Equal("(sensitive) (sensitive)", Redaction.Scrub("canary-long canary", configuration));
    }

    [Fact]
    public void References_are_no_secrets_to_take_out()
    {
        var configuration = new Dictionary<string, string> { ["password"] = "${secretsmanager:a:b}" };

        Assert.Equal("uses ${secretsmanager:a:b}", Redaction.Scrub("uses ${secretsmanager:a:b}", configuration));
    }

    [Fact]
    public void A_text_may_be_missing()
    {
        Assert.Equal("", Redaction.Scrub(null));
        Assert.Equal("", Redaction.Scrub(null, null));
        Assert.Equal("x", Redaction.Scrub("x", null));
    }

    [Fact]
    public void A_long_text_without_secrets_is_read_in_linear_time()
    {
        // Would not end in a test run's time if any expression backtracked over what it has read.
        var text = new string('a', 200_000) + " " + new string('"', 100_000) + new string('=', 100_000) + string.Concat(Enumerable.Repeat("a=", 100_000)) + "://" + new string('b', 100_000);

        Assert.Equal(text.Length, Redaction.Scrub(text).Length);
    }
}
