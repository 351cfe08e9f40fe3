using System.Text.Json;
using Kraken.MskConnect.Planning;
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

        Assert.Contains("| `Configuration[a\\|b]` | `one two` | `` `x` \\| y `` | no |\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_says_where_nothing_changes() =>
        Assert.Equal("## `orders` in us-east-1\n\nNo changes.\n", Plan().ToMarkdown());

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
                [new PropertyChange("Policy[WrittenTopics]", null, new string('t', 60_000), InPlace: true)]),
        ]);

        Assert.InRange(plan.ToMarkdown().Length, 2_000, 3_000);
        Assert.Contains("…` (60000 characters)", plan.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains(new string('t', 60_000), plan.ToJson(), StringComparison.Ordinal);
    }
}
