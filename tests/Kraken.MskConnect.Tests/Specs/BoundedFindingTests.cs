using System.Diagnostics;
using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs;

/// <summary>What is said stays short, and the work grows as the input does, whatever somebody pipes.</summary>
[Collection(nameof(Measured))]
public class BoundedFindingTests
{
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    [Fact]
    public void Twenty_thousand_wrong_subnets_are_twenty_findings_and_a_count()
    {
        var findings = SpecValidator.Validate(_sink with { SubnetId = [.. Enumerable.Range(0, 20_000).Select(i => $"subnet {i}")] }).Findings;
        var subnets = findings.Where(f => f.Field == "SubnetId").ToList();
        Assert.Equal(21, subnets.Count);
        Assert.Equal("SubnetId has 19,980 more findings of this kind.", subnets[^1].Message);
        Assert.True(findings.Sum(f => f.Message.Length + f.Remedy.Length) < 10_000);
    }

    [Fact]
    public void A_long_value_is_cut_with_its_length()
    {
        var error = Assert.Single(
            SpecValidator.Validate(_sink with { VpcId = new string('v', 1_000_000) }).Findings, f => f.Severity == FindingSeverity.Error);
        Assert.EndsWith("v… (1,000,000 characters)' is not a VPC ID.", error.Message, StringComparison.Ordinal);
        Assert.True(error.Value!.Length < 300);
    }

    [Fact]
    public void A_thousand_topics_that_are_not_granted_are_named_by_ten()
    {
        var findings = SpecValidator.Validate(_sink.WithKey("topics", string.Join(',', Enumerable.Range(0, 1_000).Select(i => $"t{i}")))).Findings;
        var error = Assert.Single(findings, f => f.Severity == FindingSeverity.Error);
        Assert.Contains("t8, t9 and 990 more", error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1_100, error.Message);
    }

    [Fact]
    public void A_message_of_a_million_characters_is_cut()
    {
        var error = new KrakenException(KrakenErrorKind.SpecInvalid, new string('m', 1_000_000), new string('r', 1_000_000));
        Assert.InRange(error.Message.Length, 1_000, 21_000);
        Assert.InRange(error.Remedy.Length, 1_000, 21_000);
    }

    /// <summary>Values that keep a matcher which goes back busy.</summary>
    public static TheoryData<string, string> Repeated() => new()
    {
        { "some.key", "${a:" },
        { "some.key", "${" },
        { "some.key", "a" },
        { "some.key", "jdbc:oracle:" },
        { "some.key", "jdbc:oracle:thin:a/" },
        { "some.key", "://a:" },
        { "some.key", "a=" },
        { "some.key", "password=\"" },
        { "some.key", "-----BEGIN PRIVATE KEY-----" },
        { "some.key", "\\\"" },
        { "connection.url", "a:" },
        { "connection.url", "jdbc:" },
        { "connection.url", "a:1," },
        { "connection.url", "/@" },
        { "connection.url", "jdbc:oracle:" },
        { "schema.registry.url", "a:b:" },
        { "topics", "a," },
        { "topics.regex", "(a+)+" },
        { "database.password", "a " },
        { "sasl.jaas.config", "a=b " },
    };

    [Theory]
    [MemberData(nameof(Repeated))]
    public void A_value_of_a_million_characters_takes_no_longer_than_its_length_asks_for(string key, string part)
    {
        // Eight times as long may take sixteen times as long, for what grows with n log n; sixty-four times is quadratic.
        var small = Time(part, 125_000);
        var large = Time(part, 1_000_000);
        Assert.True(
            large < TimeSpan.FromSeconds(1) || large < 24 * small,
            $"{key} of '{part}': {small.TotalMilliseconds:N0} ms, then {large.TotalMilliseconds:N0} ms");
        Assert.True(large < TimeSpan.FromSeconds(20), $"{large}");

        TimeSpan Time(string text, int length)
        {
            var value = string.Concat(Enumerable.Repeat(text, length / text.Length));
            var watch = Stopwatch.StartNew();
            var validation = SpecValidator.Validate(_sink.WithKey("topics", null).WithKey(key, value));
            watch.Stop();
            Assert.True(validation.Findings.Sum(f => f.Message.Length) < 100_000);
            return watch.Elapsed;
        }
    }

    [Theory]
    [InlineData("a:")]
    [InlineData("jdbc:a:")]
    [InlineData("a:1,")]
    [InlineData("jdbc:oracle:thin:a@")]
    [InlineData(":1")]
    [InlineData("${a:")]
    [InlineData("${secretsmanager:a:")]
    [InlineData("${")]
    public void What_is_derived_from_a_long_value_takes_no_longer_either(string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, 500_000 / part.Length));
        var spec = ReferenceExamples.DebeziumSource.WithKey("connection.url", value).WithKey("some.key", value);
        var watch = Stopwatch.StartNew();
        _ = EgressPorts.Of(spec).Distinct().Count();
        _ = ConnectorPolicyBuilder.Build(spec);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Expressions_that_never_end_are_given_up()
    {
        var watch = Stopwatch.StartNew();
        var topics = Enumerable.Range(0, 50).Select(i => new string('a', 200) + i + "!").ToList();
        SpecValidator.Validate((_sink with { KafkaTopicRead = topics }).WithKey("topics", null).WithKey("topics.regex", "(a+)+b"));
        SpecValidator.Validate((_sink with { KafkaTopicRead = topics }).WithKey("topics", null).WithKey("topics.regex", "(?=a)(a+)+b"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_fleet_with_many_unknown_names_is_read_once()
    {
        var map = Enumerable.Range(0, 20_000).ToDictionary(i => $"no_such_{i}", object? (i) => i);
        var watch = Stopwatch.StartNew();
        var readings = SpecReader.FromObject(
            new Dictionary<string, object?> { ["defaults"] = map, ["connectors"] = new List<object?> { new Dictionary<string, object?>(map) } }, "test");
        Assert.Contains(readings[0].Validate().Findings, f => f.Rule == "UnknownField");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
