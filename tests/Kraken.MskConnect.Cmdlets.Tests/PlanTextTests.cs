using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class PlanTextTests
{
    private static ConnectorPlan Plan(params ResourcePlan[] resources) => new("orders", "us-east-1", "123456789012", resources);

    private static ResourcePlan Resource(PlanAction action, params PropertyChange[] changes) =>
        new("Connector", "orders", action == PlanAction.Create ? null : "arn:x", action, changes);

    [Theory]
    [InlineData(PlanAction.Create, "  +  Connector orders")]
    [InlineData(PlanAction.Update, "  ~  Connector orders  arn:x")]
    [InlineData(PlanAction.Replace, "  -/+Connector orders  arn:x")]
    [InlineData(PlanAction.Delete, "  -  Connector orders  arn:x")]
    [InlineData(PlanAction.None, "  =  Connector orders  arn:x")]
    public void A_resource_has_the_mark_of_what_is_done_to_it(PlanAction action, string line)
    {
        // A resource that stays is listed beside one that does not.
        var lines = PlanText.Render(Plan(Resource(action), Resource(PlanAction.Update))).Split(Environment.NewLine);
        Assert.Contains(line, lines);
    }

    [Fact]
    public void A_connector_without_changes_has_one_line_and_what_is_to_be_said()
    {
        Assert.DoesNotContain(Environment.NewLine, PlanText.Render(Plan(Resource(PlanAction.None))), StringComparison.Ordinal);
        Assert.Equal(2, PlanText.Render(Plan(Resource(PlanAction.None), Resource(PlanAction.None) with { Note = "kept" }))
            .Split(Environment.NewLine).Length);
    }

    [Fact]
    public void With_changes_only_what_stays_is_left_out() => Assert.DoesNotContain(
        "  =", PlanText.Render(Plan(Resource(PlanAction.None), Resource(PlanAction.Update)), changesOnly: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Lines_are_broken_at_words_and_go_on_under_their_beginning(int width)
    {
        var words = string.Join(' ', Enumerable.Range(100, 40).Select(i => $"word{i}"));
        var lines = PlanText.Render(
            Plan(Resource(
                PlanAction.Update,
                new PropertyChange("Configuration[transforms.route.topic.replacement.of.a.long.name]", null, words[..150], true) { Reason = words },
                new PropertyChange("Capacity", "1", "2", true) { Reason = words }) with { Note = words }),
            width: width).Split(Environment.NewLine);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.DoesNotContain(lines, line => line.EndsWith("wor", StringComparison.Ordinal));
        Assert.All(lines.Skip(1).Where(l => l.TrimStart().StartsWith("word", StringComparison.Ordinal)), line => Assert.StartsWith("     ", line, StringComparison.Ordinal));
        Assert.Contains("word139", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_longer_than_a_line_stays_whole()
    {
        var arn = "arn:aws:s3:::" + new string('b', 120);
        Assert.Contains(
            "on " + arn, PlanText.Render(Plan(Resource(PlanAction.Update, new PropertyChange("A", null, "x on " + arn + " y", true))), width: 80), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_plans_end_with_the_unchanged_in_one_line_and_the_total()
    {
        ConnectorPlan Named(string name, PlanAction action) => Plan(Resource(action)) with { ConnectorName = name };
        ConnectorPlan[] plans = [Named("c", PlanAction.None), Named("b", PlanAction.Create), Named("a", PlanAction.None), Named("d", PlanAction.Replace)];
        var lines = PlanText.Render(plans).Split(Environment.NewLine);
        Assert.Equal("Plan: 1 to create, 0 to change, 1 to replace, 2 unchanged", lines[^1]);
        Assert.Contains("Unchanged: c, a", lines);
        Assert.StartsWith("b in", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Unchanged", PlanText.Render(plans, changesOnly: true), StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_that_nothing_told_is_left_out() => Assert.StartsWith(
        "orders in us-east-1: no changes", PlanText.Render(Plan() with { AccountId = "" }), StringComparison.Ordinal);

    [Fact]
    public void A_plan_without_changes_says_so()
    {
        Assert.StartsWith("orders in us-east-1 (123456789012): no changes", PlanText.Render(Plan(Resource(PlanAction.None))), StringComparison.Ordinal);
        Assert.Equal("no changes", PlanText.Summary(Plan()));
    }

    [Fact]
    public void What_is_done_is_counted_and_what_is_not_comes_last()
    {
        var plan = Plan(
            Resource(PlanAction.None), Resource(PlanAction.Update), Resource(PlanAction.Create), Resource(PlanAction.Create));
        Assert.Equal("2 to create, 1 to update, 1 unchanged", PlanText.Summary(plan));
    }

    [Fact]
    public void A_difference_shows_both_values_and_an_addition_and_a_removal_one()
    {
        var text = PlanText.Render(Plan(Resource(
            PlanAction.Update,
            new PropertyChange("A", "1", "2", inPlace: true),
            new PropertyChange("Bcd", null, "3", inPlace: true),
            new PropertyChange("E", "4", null, inPlace: true))));
        Assert.Contains("A    1 -> 2", text, StringComparison.Ordinal);
        Assert.Contains("Bcd  3", text, StringComparison.Ordinal);
        Assert.Contains("E    4 -> (none)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_forces_a_replacement_is_marked_and_nothing_else()
    {
        var text = PlanText.Render(Plan(Resource(
            PlanAction.Replace,
            new PropertyChange("SubnetId", "a", "b", inPlace: false),
            new PropertyChange("Capacity", "1", "2", inPlace: true))));
        Assert.Contains("a -> b  (forces replacement)", text, StringComparison.Ordinal);
        Assert.EndsWith("1 -> 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_stands_behind_the_value_unless_it_is_the_value()
    {
        var text = PlanText.Render(Plan(Resource(
            PlanAction.Create,
            new PropertyChange("Tag[env]", null, "dev", true) { Reason = "Env" },
            new PropertyChange("Egress[tcp 443 0.0.0.0/0]", null, "AWS services", true) { Reason = "AWS services" })));
        Assert.Contains("dev  # Env", text, StringComparison.Ordinal);
        Assert.EndsWith("AWS services", text, StringComparison.Ordinal);
        Assert.Equal(text.IndexOf('#'), text.LastIndexOf('#'));
    }

    [Fact]
    public void The_reason_of_a_statement_has_a_line_of_its_own()
    {
        const string Statement = """{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:b/*"}""";
        var lines = PlanText.Render(Plan(Resource(
            PlanAction.Create,
            new PropertyChange("Policy[S]", null, Statement, true) { Reason = "plugin: CustomPluginBucketArn" }))).Split(Environment.NewLine);
        Assert.Equal("# plugin: CustomPluginBucketArn", lines[^1].Trim());
        Assert.Equal("on arn:b/*", lines[^2].Trim());
    }

    [Fact]
    public void A_note_stands_beside_the_resource()
    {
        var text = PlanText.Render(Plan(Resource(PlanAction.None) with { Note = "kept" }));
        Assert.EndsWith("(kept)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_is_shown_by_its_actions_and_resources()
    {
        const string Statement =
            """{"Sid":"S","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:b/*","Condition":{"StringEquals":{"aws:k":"v"}}}""";
        var lines = PlanText.Render(Plan(Resource(
            PlanAction.Create, new PropertyChange("Policy[S]", null, Statement, inPlace: true)))).Split(Environment.NewLine);
        Assert.Equal(
            ["s3:GetObject", "s3:PutObject", "on arn:b/*", "if aws:k StringEquals v"],
            lines[2..].Select(l => l.Replace("Policy[S]", "", StringComparison.Ordinal).Trim()));
    }

    [Fact]
    public void Of_a_statement_that_changes_the_lines_are_shown_that_go_and_come()
    {
        const string Before = """{"Sid":"S","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:a","arn:b"]}""";
        const string After = """{"Sid":"S","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:b","arn:c"]}""";
        var lines = PlanText.Render(Plan(Resource(
            PlanAction.Update, new PropertyChange("Policy[S]", Before, After, inPlace: true)))).Split(Environment.NewLine);
        Assert.Equal(
            ["- on arn:a", "+ on arn:c"],
            lines[2..].Select(l => l.Replace("Policy[S]", "", StringComparison.Ordinal).Trim()));
    }

    [Fact]
    public void Of_a_statement_with_a_thousand_resources_some_are_shown()
    {
        var statement = $$"""{"Effect":"Allow","Action":"a:B","Resource":[{{string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"arn:{i}\""))}}]}""";
        var lines = PlanText.Render(Plan(Resource(
            PlanAction.Create, new PropertyChange("P", null, statement, inPlace: true)))).Split(Environment.NewLine);
        Assert.Equal(22, lines.Length);
        Assert.EndsWith("… and 982 more", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not JSON")]
    [InlineData("{\"a\":1}")]
    public void A_value_that_only_looks_like_a_statement_is_shown_as_it_is(string value)
    {
        var text = PlanText.Render(Plan(Resource(PlanAction.Create, new PropertyChange("A", null, value, inPlace: true))));
        Assert.EndsWith(value, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_is_cut_and_line_breaks_are_taken_away()
    {
        var text = PlanText.Render(Plan(Resource(
            PlanAction.Create, new PropertyChange("A", null, "x\n" + new string('y', 500), inPlace: true))), width: 300);
        Assert.Equal(3, text.Split(Environment.NewLine).Length);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_are_there_on_request_alone()
    {
        Assert.DoesNotContain('\e', PlanText.Render(Plan(Resource(PlanAction.Create))));
        Assert.Contains("\e[32m", PlanText.Render(Plan(Resource(PlanAction.Create)), color: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_take_over_reads_as_what_goes_and_comes()
    {
        var text = PlanText.Render(Plan(Resource(
            PlanAction.Update,
            new PropertyChange("InlinePolicy[hand]", "inline", null, true),
            new PropertyChange("AccessLost[s3:*]", "on a\non b", null, true),
            new PropertyChange("AccessGained[s3:PutObject]", null, "on c", true),
            new PropertyChange("TrustedPrincipal[Service ec2.amazonaws.com]", "may assume the role", null, true),
            new PropertyChange("Egress[all 0.0.0.0/0]", "", null, true))));

        var lines = text.Split(Environment.NewLine).Select(l => System.Text.RegularExpressions.Regex.Replace(l.Trim(), " {2,}", "  "));
        Assert.Equal(
            [
                "InlinePolicy[hand]  inline, removed",
                "AccessLost[s3:*]  on a",
                "on b",
                "AccessGained[s3:PutObject]  on c",
                "TrustedPrincipal[Service ec2.amazonaws.com]  may assume the role, removed",
                "Egress[all 0.0.0.0/0]  removed",
            ],
            lines.Skip(2));
        Assert.DoesNotContain("(none)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_policy_reads_statement_by_statement()
    {
        const string policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}]}""";

        var text = PlanText.Render(Plan(Resource(PlanAction.Update, new PropertyChange("InlinePolicy[hand]", policy, null, true))));

        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.Equal(
            ["s3:*", "on *", "Deny", "s3:DeleteBucket", "on *, removed"],
            text.Split(Environment.NewLine).Skip(2).Select(l => l.Trim().Split("  ")[^1]));
    }
}
