using Kraken.MskConnect.Tests.Specs.Schema;
using System.Text.Json.Nodes;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Specs;

/// <summary>The example of docs/additions.md is right, proven and provisioned.</summary>
public sealed class AdditionsPageTests
{
    [Fact]
    public async Task The_example_is_valid_proven_and_made()
    {
        var page = RepositoryFiles.Read("docs/additions.md");
        var example = JsonNode.Parse(page.Split("```json\n")[1].Split("```")[0])!.AsObject();
        using var rehearsal = new Rehearsal();
        var group = await rehearsal.Aws.Ec2.CreateSecurityGroupAsync(new()
        {
            GroupName = "cache", Description = "cache", VpcId = ReferenceExamples.S3Sink.VpcId,
        });
        var text = example.ToJsonString().Replace("sg-0a1b2c3d4e5f60718", group.GroupId, StringComparison.Ordinal);
        var inputs = Assert.Single(SpecReader.ReadText(text, SpecFormat.Json, "the page"));
        Assert.Empty(inputs.Findings);
        var spec = SpecFields.All.Where(f => f.TerraformName.StartsWith("additional_", StringComparison.Ordinal))
            .Aggregate(ReferenceExamples.S3Sink with { MskAuthenticationType = "IAM", MskBootstrapServer = Kraken.LocalAws.LocalAwsSeed.IamBootstrapServers }, (s, f) => f.With(s, f.Value(inputs.Spec)!));

        Assert.DoesNotContain(SpecValidator.Validate(spec).Findings, f => f.Severity == FindingSeverity.Error);
        Assert.All(PolicyProof.Check(spec, PolicySet.Of(ConnectorPolicyBuilder.Build(spec))), c => Assert.True(c.Passed, c.ToString()));
        await rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);
        Assert.False((await rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }
}
