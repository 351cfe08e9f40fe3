using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class DisplayTests
{
    private static readonly SpecFinding _error = new(FindingSeverity.Error, "Env", "Required", null, "Env is required.", "Give Env.");
    private static readonly SpecFinding _warning = _error with { Severity = FindingSeverity.Warning };

    [Fact]
    public void A_validation_is_counted()
    {
        Assert.Equal("valid", FindingText.Summary(new SpecValidation("a", [])));
        Assert.Equal("valid (1 warning)", FindingText.Summary(new SpecValidation("a", [_warning])));
        Assert.Equal("invalid (2 errors, 1 warning)", FindingText.Summary(new SpecValidation("a", [_error, _error, _warning])));
    }

    [Fact]
    public void A_spec_without_a_name_is_told_apart()
    {
        Assert.StartsWith("(no name): ", FindingText.Render(new SpecValidation("", [])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_shows_what_is_allowed_on_what_and_why_and_who_may_use_it()
    {
        var statement = new PolicyStatement
        {
            Sid = "SinkObjects",
            Actions = ["s3:PutObject"],
            Resources = ["arn:aws:s3:::b/*"],
            Conditions = [new PolicyCondition("StringEquals", "aws:k", ["v", "w"])],
        };
        var trust = new PolicyStatement
        {
            Principals = new Dictionary<string, IReadOnlyList<string>> { ["Service"] = ["kafkaconnect.amazonaws.com"] },
            Actions = ["sts:AssumeRole"],
        };
        var policy = new ConnectorPolicy(
            "orders", [new ReasonedStatement(statement, "sink objects", ["S3SinkBucketArn"])], new PolicyDocument([trust]), [_warning]);

        var lines = PolicyText.Render(policy).Split(Environment.NewLine, StringSplitOptions.TrimEntries);

        Assert.Contains("SinkObjects  sink objects", lines);
        Assert.Contains("Action    s3:PutObject", lines);
        Assert.Contains("Resource  arn:aws:s3:::b/*", lines);
        Assert.Contains("If        aws:k StringEquals v or w", lines);
        Assert.Contains("Because   S3SinkBucketArn", lines);
        Assert.Contains("Principal kafkaconnect.amazonaws.com", lines);
        Assert.Contains("Warning  Env is required. Give Env. [Required]", lines);
    }

    [Fact]
    public void A_removal_names_what_is_gone_and_what_was_kept()
    {
        var lines = RemovalText.Render(new RemovalResult("orders", ["Role r"], ["LogGroup g: asked for"])).Split(Environment.NewLine);
        Assert.Equal(["orders: 1 resource removed", "  -  Role r", "  =  LogGroup g: asked for"], lines);
        Assert.StartsWith(
            "orders: nothing was removed" + Environment.NewLine,
            RemovalText.Render(new RemovalResult("orders", [], ["Role r: not ours"])), StringComparison.Ordinal);
        Assert.Equal("orders: nothing was left to remove", RemovalText.Render(new RemovalResult("orders", [], [])));
    }

    [Fact]
    public void What_is_shown_as_a_text_is_shown_line_by_line()
    {
        var removal = new RemovalResult("orders", ["Role r"], ["LogGroup g: asked for"]);
        Assert.Equal(RemovalText.Render(removal, color: true).Split(Environment.NewLine), TextView.Lines(removal, color: true, width: 79));
        Assert.Equal(["(no name): valid"], TextView.Lines(new SpecValidation("", []), color: false, width: 79));
        Assert.Contains("String", Assert.Throws<ArgumentException>(() => TextView.Lines("text", color: false, width: 79)).Message, StringComparison.Ordinal);
    }
}
