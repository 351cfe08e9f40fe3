using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Tests.Redacting;

[Collection(nameof(Measured))]
public class SecretFormsTests
{
    private const string Canary = "c4n4ryS3cr3t";

    [Fact]
    public void Every_secret_key_of_real_connectors_is_known()
    {
        Assert.True(KnownKeysAndForms.SecretKeys.Count >= 200, $"{KnownKeysAndForms.SecretKeys.Count} keys");
        Assert.All(KnownKeysAndForms.SecretKeys, k => Assert.Equal(Redaction.Mask, Redaction.Value(k, Canary)));
    }

    [Fact]
    public void Every_harmless_key_of_real_connectors_stays_readable()
    {
        Assert.True(KnownKeysAndForms.HarmlessKeys.Count >= 200, $"{KnownKeysAndForms.HarmlessKeys.Count} keys");
        Assert.All(KnownKeysAndForms.HarmlessKeys, k => Assert.Equal(Canary, Redaction.Value(k, Canary)));
    }

    [Fact]
    public void Every_form_is_found_in_a_value_and_in_a_text()
    {
        var forms = KnownKeysAndForms.Forms(Canary);

        Assert.True(forms.Count >= 60, $"{forms.Count} forms");
        Assert.DoesNotContain(forms, f => KnownKeysAndForms.Shows(Redaction.Value("some.option", f)!, Canary));
        Assert.DoesNotContain(forms, f => KnownKeysAndForms.Shows(Redaction.Scrub(f), Canary));
        Assert.DoesNotContain(forms, f => KnownKeysAndForms.Shows(Redaction.Scrub($"2024-01-01 ERROR [Worker-1] {f}\nat org.x.Y"), Canary));
        Assert.All(forms, f => Assert.True(Redaction.IsSecret("some.option", f), f));
    }

    [Fact]
    public void What_was_masked_stays_as_it_is() => Assert.All(
        KnownKeysAndForms.Forms(Canary).Select(Redaction.Scrub), s => Assert.Equal(s, Redaction.Scrub(s)));

    [Fact]
    public void The_secret_of_every_form_is_found_where_it_stands_alone()
    {
        foreach (var form in KnownKeysAndForms.Forms(Canary).Where(f => !f.Contains(' ', StringComparison.Ordinal)))
        {
            var masked = Redaction.Value("some.option", form)!;
            if (masked.Contains(Redaction.Mask, StringComparison.Ordinal) && Redaction.Scrub(form) is var text)
                Assert.DoesNotContain(Canary, Redaction.Scrub(text, [new("some.option", form)]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("TopicAuthorizationException: Not authorized to access topics: [orders]")]
    [InlineData("org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed: Invalid username or password")]
    [InlineData("org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenRefresher: starting")]
    [InlineData("sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;")]
    [InlineData("\"sasl.jaas.config\": \"software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn=\\\"arn:aws:iam::1:role/x\\\";\"")]
    [InlineData("sasl.jaas.config = [hidden]")]
    [InlineData("ssl.keystore.password = null")]
    [InlineData("uses ${file:/opt/secrets.properties:password} here")]
    [InlineData("password: must not be empty")]
    [InlineData("InvalidTokenException: The token has expired")]
    [InlineData("authorization failed, basic authentication is required, Bearer token missing")]
    [InlineData("sftp://kraken@host/in and abfss://c@acct.dfs.core.windows.net/x")]
    [InlineData("kafka://b-1.x:9092,b-2.x:9092/a")]
    [InlineData("jdbc:oracle:thin:@//h:1521/svc and jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h)))")]
    [InlineData("jdbc:postgresql://h:5432/db?user=a@b")]
    [InlineData("at io.debezium.pipeline.ErrorHandler.setProducerThrowable(ErrorHandler.java:67)")]
    [InlineData("table.include.list=public.tokens,public.secrets")]
    [InlineData("{\"name\":\"orders\",\"value\":\"5\"}")]
    [InlineData("arn:aws:secretsmanager:us-east-1:123456789012:secret:kraken/dev/database-AbC123")]
    public void Harmless_texts_are_read_whole(string text) => Assert.Equal(text, Redaction.Scrub(text));

    [Theory]
    [InlineData("software.amazon.msk.auth.iam.IAMLoginModule required;", false)]
    [InlineData("software.amazon.msk.auth.iam.IAMLoginModule required awsProfileName=\"p\" awsDebugCreds=true;", false)]
    [InlineData("com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true keyTab=\"/etc/k.keytab\" principal=\"p@R\";", false)]
    [InlineData("org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"${env:P}\";", false)]
    [InlineData("org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"${env:P}x\";", true)]
    [InlineData("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"canary\";", true)]
    [InlineData("org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"i\" clientSecret=\"canary\";", true)]
    [InlineData("software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn='arn:aws:iam::1:role/x' awsStsRegion=us-east-1", false)]
    [InlineData("software.amazon.msk.auth.iam.IAMLoginModule required awsRoleAccessKeyId=\"AKIAX\" awsRoleSecretAccessKey=\"canary\";", true)]
    [InlineData("org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\";", false)]
    [InlineData("org.apache.kafka.common.security.scram.ScramLoginModule required username='u' password='ca nary';", true)]
    [InlineData("a.B required x=1; c.D optional y=\"a; password=2\";", true)]
    [InlineData("a.B required x=1;\n c.D SUFFICIENT y = 2 ;", false)]
    [InlineData("a.B required x=1; c.D sufficient password=canary;", true)]
    [InlineData("canary", true)]
    public void A_JAAS_line_is_secret_where_an_option_gives_a_password(string line, bool isSecret)
    {
        Assert.Equal(isSecret, Redaction.IsSecret("sasl.jaas.config", line));
        Assert.Equal(isSecret ? Redaction.Mask : line, Redaction.Value("producer.override.sasl.jaas.config", line));
    }

    [Theory]
    [InlineData("mongodb://rs/h1:27017,h2:27017", "mongodb://rs/h1:27017,h2:27017")]
    [InlineData("mongodb://u:canary@h", "mongodb://u:(sensitive)@h")]
    [InlineData("AccountName=a;AccountKey=canary==", "AccountName=a;AccountKey=(sensitive)")]
    [InlineData("canary", "(sensitive)")]
    public void A_connection_string_is_judged_by_its_form(string value, string shown) =>
        Assert.Equal(shown, Redaction.Value("some.connection.string", value));

    [Fact]
    public void A_known_secret_is_found_in_every_way_of_writing_it()
    {
        const string secret = "p@ss wörd/7\nline two of it";
        KeyValuePair<string, string>[] configuration = [new("database.password", secret)];
        var bytes = System.Text.Encoding.UTF8.GetBytes(secret);
        string[] texts =
        [
            secret, Uri.EscapeDataString(secret), System.Net.WebUtility.UrlEncode(secret), System.Net.WebUtility.HtmlEncode(secret),
            System.Text.Json.JsonSerializer.Serialize(secret), Convert.ToHexString(bytes), Convert.ToBase64String(bytes),
            Convert.ToBase64String([.. "u:"u8, .. bytes]), Convert.ToBase64String([.. "usr:"u8, .. bytes]),
            Convert.ToBase64String([.. "user:"u8, .. bytes]), "only line two of it stands here", ForeignText.OneLine(secret),
        ];

        Assert.All(texts, text => Assert.Contains(Redaction.Mask, Redaction.Scrub(text, configuration), StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotMatch("line two|c3Mgd|7373207", Redaction.Scrub(text, configuration)));
    }

    [Theory]
    [InlineData("a=")]
    [InlineData("name=")]
    [InlineData("password=[")]
    [InlineData("password=\"")]
    [InlineData("name:\n  - ")]
    [InlineData("://a:")]
    [InlineData("jdbc:oracle:thin:a/")]
    [InlineData("${a:")]
    [InlineData("<password")]
    [InlineData("<password>")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("BEGIN PRIVATE KEY--")]
    [InlineData("eyJ-")]
    [InlineData("sasl.jaas.config=x.y required ")]
    [InlineData("\\\"")]
    [InlineData("::a")]
    [InlineData("##[")]
    [InlineData("jdbc:")]
    [InlineData("Authorization: ")]
    [InlineData("connection.string=")]
    public void The_time_grows_as_the_text_does(string unit)
    {
        Time(1_000);
        var (small, large) = (Time(40_000), Time(320_000));

        // Eight times the text; sixty-four times the time would be quadratic. Other work on the machine takes some.
        Assert.True(large < TimeSpan.FromSeconds(1) || large < small * 32, $"{small} and {large}");

        TimeSpan Time(int length)
        {
            var text = string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1)) + "x";
            var start = TimeProvider.System.GetTimestamp();
            Redaction.Scrub(text);
            Redaction.Value("some.option", text);
            Redaction.Value("sasl.jaas.config", text);
            ForeignText.OneLine(text);
            ForeignText.Lines(text);
            return TimeProvider.System.GetElapsedTime(start);
        }
    }
}
