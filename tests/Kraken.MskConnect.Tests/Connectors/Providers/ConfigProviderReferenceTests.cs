using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Providers;

namespace Kraken.MskConnect.Tests.Connectors.Providers;

/// <summary>References to config providers, as Kafka Connect and the providers read them.</summary>
public sealed class ConfigProviderReferenceTests
{
    [Theory]
    [InlineData("${secretsmanager:app/db:password}", "app/db", "password", "app/db", null, true)]
    [InlineData("${secretsmanager:app/db:password?ttl=1000}", "app/db", "password", "app/db", "1000", true)]
    [InlineData("${secretsmanager:app/db?ttl=1000}", null, "app/db", "app/db", "1000", true)]
    [InlineData("${secretsmanager:app%2Fdb:pass%3Aword}", "app/db", "pass:word", "app/db", null, true)]
    [InlineData("${secretsmanager:arn:aws:secretsmanager:us-east-1:1:secret:n-AbC123:key}", "arn:aws:secretsmanager:us-east-1:1:secret:n-AbC123", "key", "arn:aws:secretsmanager:us-east-1:1:secret:n-AbC123", null, true)]
    [InlineData("${secretsmanager::password}", "", "password", "", null, false)]
    [InlineData("${secretsmanager:a?b:password}", "a?b", "password", "a?b", null, false)]
    [InlineData("${ssm::/app/name}", "", "/app/name", "/app/name", null, true)]
    [InlineData("${ssm:name}", null, "name", "name", null, true)]
    [InlineData("${ssm::/app/*}", "", "/app/*", "/app/*", null, false)]
    [InlineData("${s3import:us-east-1:bucket/a/b.jks}", "us-east-1", "bucket/a/b.jks", "bucket/a/b.jks", null, true)]
    [InlineData("${s3import:us-east-1:b.jks}", "us-east-1", "b.jks", "b.jks", null, false)]
    public void Its_parts_are_told_apart(string text, string? path, string key, string name, string? timeToLive, bool canBeGranted)
    {
        var reference = Assert.Single(ConfigProviderReference.In(new ConnectorConfig(new Dictionary<string, string> { ["k"] = "x" + text })));

        Assert.Equal((path, key, name, timeToLive, canBeGranted), (reference.Path, reference.Key, reference.Name, reference.TimeToLive, reference.CanBeGranted));
    }

    [Theory]
    [InlineData("${1}")]
    [InlineData("${topic}")]
    [InlineData("${timestamp:unit=YYYY}")]
    [InlineData("$secretsmanager:a:b")]
    public void A_template_is_none(string text) =>
        Assert.Empty(ConfigProviderReference.In(new ConnectorConfig(new Dictionary<string, string> { ["k"] = text })));
}
