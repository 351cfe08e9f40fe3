using System.Text.Json.Nodes;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests;

/// <content>The same by the cmdlets, on the assembled module, as a user sees it.</content>
public sealed partial class TerraformTests
{
    private static readonly string[] _examples = ["debezium-postgres-cdc-dev", "s3-sink-raw-mnpi-dev"];

    [FactIf(typeof(CmdletView))]
    public void The_cmdlet_Get_shows_of_both_examples_what_Terraform_puts_out()
    {
        Assert.Equal(_examples, story.Shown!.Connectors.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, outputs) in story.Applied.OutputsOfTerraform)
        {
            var shown = story.Shown.Connectors[name];
            Assert.Equal((string?)outputs!["connector_arn"], (string?)shown["ConnectorArn"]);
            Assert.Equal((string?)outputs["connector_version"], (string?)shown["ConnectorVersion"]);
            Assert.Equal((string?)outputs["security_group_id"], (string?)shown["SecurityGroupId"]);
            Assert.Equal((string?)outputs["iam_role_arn"], (string?)shown["IamRoleArn"]);
            Assert.Equal("/aws/msk-connect/" + name, (string?)shown["LogGroupName"]);
            Assert.Equal("RUNNING", (string?)shown["ConnectorState"]);
            Assert.Equal("us-east-1", (string?)shown["Region"]);
            Assert.Equal("123456789012", (string?)shown["AccountId"]);
        }
    }

    [FactIf(typeof(CmdletView))]
    public void The_cmdlet_Compare_shows_of_both_examples_the_listed_differences_and_no_others() =>
        AssertPlansAsListed(story.Shown!.Plans);

    [FactIf(typeof(CmdletView))]
    public void What_Export_writes_of_both_examples_takes_nothing_away()
    {
        Assert.Empty(story.Shown!.Warnings);
        AssertPlansAsListed(story.Shown.ExportedPlans, TerraformDifferences.Planned.Except(TerraformDifferences.TakenAway));
    }

    [FactIf(typeof(CmdletView))]
    public void What_Export_writes_without_the_additional_inputs_plans_the_same_as_the_specs_that_Terraform_got()
    {
        AssertPlansAsListed(story.Shown!.TightenedPlans);
        foreach (var name in _examples)
        {
            // Down to each value.
            Assert.Equal(
                story.Shown.Plans[name]["Resources"]!.ToJsonString(),
                story.Shown.TightenedPlans[name]["Resources"]!.ToJsonString());
        }
    }

    private static void AssertPlansAsListed(IReadOnlyDictionary<string, JsonObject> plans, IEnumerable<string>? listed = null)
    {
        Assert.Equal(_examples, plans.Keys.Order(StringComparer.Ordinal));
        var resources = plans.Values.SelectMany(p => p["Resources"]!.AsArray()).ToList();
        Assert.Equal(8, resources.Count);
        Assert.All(resources, r => Assert.Equal("Update", (string?)r!["Action"]));
        Assert.Equal(
            listed ?? TerraformDifferences.Planned,
            resources.SelectMany(r => r!["Changes"]!.AsArray().Select(c => $"{r["Kind"]}.{c!["Property"]}"))
                .Distinct().Order(StringComparer.Ordinal));

        // A property that a plan has with its own value, and not as a part of a statement or of an access, is listed with that value.
        foreach (var (name, plan) in plans)
        {
            foreach (var resource in plan["Resources"]!.AsArray())
            {
                foreach (var change in resource!["Changes"]!.AsArray())
                {
                    var property = $"{resource["Kind"]}.{change!["Property"]}";
                    if (property.Contains("Policy[", StringComparison.Ordinal) || property.Contains(".Access", StringComparison.Ordinal))
                        continue;
                    Assert.Contains(TerraformDifferences.All, d =>
                        d.Property == property
                        && d.Ours?.Replace("{connector}", name, StringComparison.Ordinal) == (string?)change["Desired"]
                        && d.Terraform is null == change["Current"] is null);
                }
            }
        }
    }
}
