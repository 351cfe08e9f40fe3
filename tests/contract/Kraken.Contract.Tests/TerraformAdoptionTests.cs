using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.Tests.Shared;

namespace Kraken.Contract.Tests;

/// <summary>What Terraform made is taken over: nothing is made again, and from then on it is ours.</summary>
public sealed class TerraformAdoptionTests
{
    [FactIf(typeof(Terraform))]
    public async Task What_Terraform_made_is_adopted_in_place_and_managed_from_then_on()
    {
        await using var server = TerraformStory.NewServer();
        using var terraform = new Terraform { Endpoint = server.Endpoint };
        TerraformStory.WriteSpecs(terraform.SpecFolder);
        await terraform.RunAsync("init");
        await terraform.RunAsync("apply", "-auto-approve");
        using var aws = TerraformStory.Clients(server);
        var provisioner = new ConnectorProvisioner(aws);
        var options = new UpdateOptions { Adopt = true };

        foreach (var spec in TerraformStory.Specs(terraform.SpecFolder))
        {
            var before = await GetAsync(provisioner, spec.ConnectorName);
            var refused = await Assert.ThrowsAsync<MskConnect.KrakenException>(
                () => provisioner.UpdateAsync(spec, new UpdateOptions(), default));
            var plan = await provisioner.PlanUpdateAsync(spec, options, default);

            await provisioner.UpdateAsync(spec, options, default);

            var after = await GetAsync(provisioner, spec.ConnectorName);
            Assert.Equal(MskConnect.KrakenErrorKind.NotOwned, refused.Kind);
            Assert.All(plan.Resources, r => Assert.Equal(PlanAction.Update, r.Action));
            Assert.Equal(
                (before.ConnectorArn, before.IamRoleArn, before.SecurityGroupId, before.LogGroupName),
                (after.ConnectorArn, after.IamRoleArn, after.SecurityGroupId, after.LogGroupName));
            Assert.False((await provisioner.PlanAsync(spec, default)).HasChanges);
            var grown = spec with { LogRetentionInDays = 30 };
            Assert.True((await provisioner.UpdateAsync(grown, new UpdateOptions(), default))!.Changed);
            var removal = await provisioner.RemoveAsync(spec.ConnectorName, new RemoveOptions(), default);
            Assert.Equal(4, removal.Removed.Count);
        }
    }

    private static async Task<ConnectorResult> GetAsync(ConnectorProvisioner provisioner, string name)
    {
        await foreach (var found in provisioner.FindAsync(name, default))
            return found;
        throw new InvalidOperationException($"There is no connector {name}.");
    }
}
