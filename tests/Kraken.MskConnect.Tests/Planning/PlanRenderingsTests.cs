using System.Text.Json;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Planning.Saving;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Planning;

public sealed class PlanRenderingsTests
{
    private static ConnectorPlan Plan(params PropertyChange[] changes) => new("orders", "us-east-1", "123456789012",
        [new ResourcePlan("Connector", "orders", null, changes.Length == 0 ? PlanAction.None : PlanAction.Update, changes)]);

    [Fact]
    public void Json_has_every_change_and_tells_none_from_empty()
    {
        using var json = JsonDocument.Parse(Plan(new PropertyChange("Egress[all ::/0]", "", null, true)).ToJson());

        Assert.True(json.RootElement.GetProperty("hasChanges").GetBoolean());
        var resource = json.RootElement.GetProperty("resources")[0];
        Assert.Equal("Update", resource.GetProperty("action").GetString());
        var change = resource.GetProperty("changes")[0];
        Assert.Equal("", change.GetProperty("current").GetString());
        Assert.Equal(JsonValueKind.Null, change.GetProperty("desired").ValueKind);
    }

    [Fact]
    public void Markdown_keeps_a_table_whole_whatever_a_value_holds()
    {
        var text = Plan(new PropertyChange("Configuration[a|b]", "one\ntwo", "`x` | y", false)).ToMarkdown();

        Assert.Contains("| `Configuration[a\\|b]` | `one two` | `` `x` \\| y `` |  |\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Role", "Policy[WrittenTopics]", "written topics: KafkaTopicWrite")]
    [InlineData("Role", "Policy[DatabaseSecret]", "database secret: RdsSecretArn")]
    [InlineData("Role", "Tag[env]", "Env")]
    [InlineData("LogGroup", "Tag[project]", "CommonTag")]
    [InlineData("Connector", "Tag[kraken:connector]", "ConnectorName")]
    [InlineData("SecurityGroup", "Egress[tcp 5432 0.0.0.0/0]", "database (database.port)")]
    public async Task A_plan_says_what_asks_for_a_grant_a_rule_and_a_tag(string kind, string property, string reason)
    {
        using var rehearsal = new Rehearsal();

        var plan = await rehearsal.Provisioner.PlanAsync(ReferenceExamples.DebeziumSource, default);

        var change = plan.Resources.Single(r => r.Kind == kind).Changes.Single(c => c.Property == property);
        Assert.Equal(reason, change.Reason);
        using var json = JsonDocument.Parse(plan.ToJson());
        var written = json.RootElement.GetProperty("resources").EnumerateArray()
            .Single(r => r.GetProperty("kind").GetString() == kind).GetProperty("changes").EnumerateArray()
            .Single(c => c.GetProperty("property").GetString() == property);
        Assert.Equal(reason, written.GetProperty("reason").GetString());
        Assert.Contains(
            plan.ToMarkdown().Split('\n'),
            line => line.Contains($"`{property}`", StringComparison.Ordinal) && line.EndsWith($"| {reason} |", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_that_was_saved_says_why_as_well()
    {
        using var rehearsal = new Rehearsal();
        var plan = await rehearsal.Provisioner.PlanUpdateAsync(ReferenceExamples.DebeziumSource, new(), default);
        var saved = SavedPlan.Of([plan], rehearsal.Clock);

        var read = SavedPlan.Parse(saved.ToJson(), "plan.json");

        Assert.Equal(
            plan.Resources.SelectMany(r => r.Changes).Select(c => (c.Property, c.Reason)),
            read.Plans.Single().Resources.SelectMany(r => r.Changes).Select(c => (c.Property, c.Reason)));
    }

    [Fact]
    public void Markdown_says_where_nothing_changes() =>
        Assert.Equal("## Plan: 0 to create, 0 to change, 0 to replace, 1 unchanged\n\nUnchanged: `orders`\n", Plan().ToMarkdown());

    [Fact]
    public void Markdown_begins_with_a_table_and_unfolds_each_connector_with_its_warnings()
    {
        const string Policy = """{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:b/*"}""";
        var made = new ConnectorPlan("new", "us-east-1", "1",
        [
            new ResourcePlan("Role", "r", null, PlanAction.Create,
                [new PropertyChange("RolePath", null, "/", false), new PropertyChange("Policy[S]", null, Policy, true) { Reason = "why" }]),
            new ResourcePlan("Connector", "new", null, PlanAction.Create, []),
        ]);
        var text = PlanMarkdown.Render([Plan(), made], p => p == made ? ["look <here>"] : []);

        Assert.StartsWith("## Plan: 1 to create, 0 to change, 0 to replace, 1 unchanged\n", text, StringComparison.Ordinal);
        Assert.Contains("| `new` | us-east-1 | create | 2 to create | 1 |\n", text, StringComparison.Ordinal);
        Assert.Contains("> **Warning:** look &lt;here&gt;\n", text, StringComparison.Ordinal);
        Assert.Contains("| `RolePath` | `/` |  |\n", text, StringComparison.Ordinal);
        Assert.Contains("| `Policy[S]` | added | `s3:GetObject` | `arn:b/*` |  | why |\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("In place", text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, text.Split("<details>").Length - 1);
        Assert.DoesNotContain("`orders`", PlanMarkdown.Render([Plan(), made], changesOnly: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_marks_what_forces_a_replacement()
    {
        var plan = new ConnectorPlan("orders", "us-east-1", "1",
        [
            new ResourcePlan("Connector", "orders", "arn", PlanAction.Replace,
                [new PropertyChange("SubnetId", "a", "b", false), new PropertyChange("Capacity", "1", "2", true)]),
        ]);
        Assert.Contains("| `SubnetId` | `a` | `b` | yes |  |\n", plan.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("| `Capacity` | `1` | `2` |  |  |\n", plan.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_in_no_rendering_and_equal_plans_give_equal_texts()
    {
        using var rehearsal = new Rehearsal();
        var spec = ReferenceExamples.DebeziumSource.WithKey("database.password", "canary");

        var first = await rehearsal.Provisioner.PlanAsync(spec, default);
        var second = await rehearsal.Provisioner.PlanAsync(spec, default);

        Assert.DoesNotContain("canary", first.ToJson() + first.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(first.ToJson(), second.ToJson());
        Assert.Equal(first.ToMarkdown(), second.ToMarkdown());
    }

    [Fact]
    public void Markdown_cuts_a_value_that_nobody_reads_and_JSON_does_not()
    {
        var plan = new ConnectorPlan("orders", "us-east-1", "123456789012",
        [
            new ResourcePlan(
                "Role", "r", null, PlanAction.Create,
                [new PropertyChange("Policy[WrittenTopics]", null, new string('t', 60_000), inPlace: true)]),
        ]);

        Assert.InRange(plan.ToMarkdown().Length, 2_000, 3_000);
        Assert.Contains("…` (60000 characters)", plan.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains(new string('t', 60_000), plan.ToJson(), StringComparison.Ordinal);
    }
}
