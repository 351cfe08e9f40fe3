using System.Text.Json.Nodes;
using Kraken.MskConnect.Planning;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests;

/// <summary>
/// Terraform's AWS provider, which others wrote for the real AWS, against LocalAws, with the reference's module; and
/// what it makes against what our core makes of the same inputs.
/// </summary>
public sealed partial class TerraformTests(TerraformStory story) : IClassFixture<TerraformStory>
{
    private static readonly string _operationsFile =
        Path.Combine(AppContext.BaseDirectory, "terraform", "operations.txt");

    [FactIf(typeof(Terraform))]
    public void What_was_applied_plans_without_a_change()
    {
        Assert.Equal(0, story.PlanExitCode);
        Assert.Equal(2, story.Applied.Results.Count);
        Assert.All(story.Applied.Results.Values, r => Assert.Equal("RUNNING", r.ConnectorState));
    }

    [FactIf(typeof(Terraform))]
    public void LocalAws_knows_every_operation_that_Terraform_calls() => Assert.Empty(story.Unanswered);

    [FactIf(typeof(Terraform))]
    public void What_Terraform_makes_differs_from_ours_as_listed_and_in_nothing_else()
    {
        AssertAsListed(story.Applied);
        AssertAsListed(story.AppliedAgain);
    }

    [FactIf(typeof(Terraform))]
    public void Get_sees_what_Terraform_made_as_Terraform_puts_it_out()
    {
        foreach (var (name, outputs) in story.Applied.OutputsOfTerraform)
        {
            var seen = story.Applied.Results[name];
            Assert.Equal((string?)outputs!["connector_arn"], seen.ConnectorArn);
            Assert.Equal((string?)outputs["connector_version"], seen.ConnectorVersion);
            Assert.Equal((string?)outputs["security_group_id"], seen.SecurityGroupId);
            Assert.Equal((string?)outputs["iam_role_arn"], seen.IamRoleArn);
            Assert.Equal("/aws/msk-connect/" + name, seen.LogGroupName);
        }
    }

    [FactIf(typeof(Terraform))]
    public void Compare_sees_what_Terraform_made_with_the_listed_differences_and_no_others()
    {
        foreach (var moment in new[] { story.Applied, story.AppliedAgain, story.TakenOver })
        {
            var resources = moment.Plans.SelectMany(p => p.Resources).ToList();
            Assert.Equal(8, resources.Count);
            Assert.All(resources, r => Assert.Equal(PlanAction.Update, r.Action));
            Assert.All(resources, r => Assert.StartsWith("exists without this module's ownership tags", r.Note));
            Assert.Equal(
                TerraformDifferences.Planned,
                resources.SelectMany(r => r.Changes.Select(c => $"{r.Kind}.{c.Property}")).Distinct()
                    .Order(StringComparer.Ordinal));
        }
    }

    [FactIf(typeof(Terraform))]
    public void Capacity_configuration_tags_and_retention_change_in_place()
    {
        var (before, after) = (story.Applied.Results, story.AppliedAgain.Results);
        Assert.Equal("1-2 workers x 1 MCU", before[TerraformStory.Changed].Capacity);
        Assert.Equal("1-5 workers x 2 MCU", after[TerraformStory.Changed].Capacity);
        Assert.Equal(before[TerraformStory.Changed].ConnectorArn, after[TerraformStory.Changed].ConnectorArn);
        Assert.NotEqual(
            before[TerraformStory.Changed].ConnectorVersion, after[TerraformStory.Changed].ConnectorVersion);

        // Every property is as our core makes it of the changed spec, but for what is listed.
        AssertAsListed(story.AppliedAgain);
    }

    [FactIf(typeof(Terraform))]
    public void Another_version_of_Kafka_Connect_replaces_the_connector_and_nothing_else()
    {
        var before = story.Applied.Results[TerraformStory.Replaced];
        var after = story.AppliedAgain.Results[TerraformStory.Replaced];
        Assert.NotEqual(before.ConnectorArn, after.ConnectorArn);
        Assert.Equal(before.SecurityGroupId, after.SecurityGroupId);
        Assert.Equal("RUNNING", after.ConnectorState);
    }

    [FactIf(typeof(Terraform))]
    public void Destroy_leaves_nothing() => Assert.Equal(story.Before, story.After);

    [FactIf(typeof(Terraform))]
    public void What_our_core_made_is_imported_and_plans_only_changes_that_the_listed_differences_explain()
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        var managed = story.ImportPlan["resource_changes"]!.AsArray()
            .Where(r => (string?)r!["mode"] == "managed" && r["module_address"] is not null).ToList();
        Assert.Equal(10, managed.Count);
        foreach (var resource in managed)
        {
            Assert.Equal("update", (string?)Assert.Single(resource!["change"]!["actions"]!.AsArray()));
            changed.UnionWith(ChangedAttributes(resource["change"]!).Select(a => $"{resource["type"]}.{a}"));
        }

        Assert.Equal(
            TerraformDifferences.OfImport.Keys.Concat(TerraformDifferences.OnlyInState).Order(StringComparer.Ordinal),
            changed);
        Assert.All(TerraformDifferences.OfImport.Values, prefix => Assert.Contains(
            TerraformDifferences.All, d => d.Property.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [FactIf(typeof(Terraform))]
    public void Terraform_takes_over_what_our_core_made_without_replacing_it()
    {
        Assert.Equal(
            story.Ours.Values.Select(r => (r.ConnectorArn, r.SecurityGroupId, r.IamRoleArn)).Order(),
            story.TakenOver.Results.Values.Select(r => (r.ConnectorArn, r.SecurityGroupId, r.IamRoleArn)).Order());
        AssertAsListed(story.TakenOver);
    }

    [FactIf(typeof(Terraform))]
    public void The_list_of_operations_that_Terraform_calls_is_up_to_date() => Assert.True(
        story.Operations.SequenceEqual(File.ReadAllLines(_operationsFile)),
        "tests/contract/terraform/operations.txt is out of date. Terraform called with success:\n"
        + string.Join('\n', story.Operations));

    private static void AssertAsListed(Moment moment)
    {
        Assert.Equal([], moment.Differences.Except(TerraformDifferences.All));
        Assert.Equal([], TerraformDifferences.All.Except(moment.Differences));
    }

    private static IEnumerable<string> ChangedAttributes(JsonNode change)
    {
        var before = change["before"]!.AsObject();
        var after = change["after"]!.AsObject();
        var unknown = change["after_unknown"]!.AsObject();
        return before.Select(p => p.Key).Concat(after.Select(p => p.Key)).Concat(unknown.Select(p => p.Key)).Distinct()
            .Where(a => unknown[a] is JsonValue || !JsonNode.DeepEquals(before[a], after[a]));
    }
}
