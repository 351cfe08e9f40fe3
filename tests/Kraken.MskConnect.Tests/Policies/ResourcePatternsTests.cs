using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Tests.Policies;

/// <summary>Patterns as another statement limits them.</summary>
public class ResourcePatternsTests
{
    private const string Topics = "arn:aws:kafka:us-east-1:123456789012:topic/orders/uuid-2/";

    [Theory]
    [InlineData("arn:aws:kafka:*:*:topic/*/t", Topics + "t")]
    [InlineData("arn:aws:kafka:*:*:topic/*/t.*", Topics + "t.*")]
    [InlineData(Topics + "t", Topics + "t")]
    [InlineData("*", Topics + "*")]
    [InlineData("arn:aws:kafka:us-west-2:*:topic/*/t", null)]
    [InlineData("arn:aws:s3:::bucket", null)]
    // The cluster's id begins as the topics do: the star reaches every topic of it.
    [InlineData("arn:aws:kafka:*:*:topic/*/uu*", Topics + "*")]
    public void Of_a_pattern_that_is_left_which_the_limit_has_too(string pattern, string? left) => Assert.Equal(
        left?.Split('|') ?? [], ResourcePatterns.Narrow(pattern, Topics + "*").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "arn:aws:s3:::b/k")]
    [InlineData("arn:aws:s3:::c/*", "arn:aws:s3:::b/k", null)]
    [InlineData("arn:aws:s3:::*/k", "arn:aws:s3:::b/*", "arn:aws:s3:::b/*/k|arn:aws:s3:::b/k")]
    [InlineData("arn:aws:s3:::b/?", "arn:aws:s3:*", "arn:aws:s3:::b/?")]
    [InlineData("arn:aws:s3:::b/k", "arn:aws:s3:::?/k", "arn:aws:s3:::b/k")]
    public void Other_services_names_may_have_slashes(string pattern, string limit, string? left) =>
        Assert.Equal(left?.Split('|') ?? [], ResourcePatterns.Narrow(pattern, limit).Order(StringComparer.Ordinal));

    [Fact]
    public void A_topic_whose_short_form_would_reach_further_keeps_the_long_one()
    {
        var arn = "arn:aws:kafka:us-east-1:123456789012:cluster/orders/uuid-2";
        var grants = new ReasonedStatement(
            new PolicyStatement { Sid = "W", Actions = ["kafka-cluster:WriteData"], Resources = [Topics + "uu*", Topics + "t"] },
            "written topics", ["KafkaTopicWrite"]);

        var fenced = ClusterDenyGuard.Apply([grants], arn);

        Assert.Equal(
            ["arn:aws:kafka:*:*:topic/*/t", Topics + "uu*"], fenced[1].Statement.Resources);
    }
}
