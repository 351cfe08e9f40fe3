using Amazon.IdentityManagement.Model;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Policies;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Connectors whose grants have no room in an inline policy.</summary>
public sealed class LargePolicyTests : IDisposable
{
    private static readonly ConnectorSpec _small = ReferenceExamples.DebeziumSource;
    private static readonly ConnectorSpec _large = Of("150 topics");

    private readonly Rehearsal _rehearsal = new();

    private static string Role => ResourceNames.RoleName(_large.ConnectorName, _large.Region);

    /// <summary>The reference's source with the topics of a catalogued spec.</summary>
    private static ConnectorSpec Of(string name) =>
        _small with { KafkaTopicWrite = SpecCatalogue.Large[name].KafkaTopicWrite };

    public void Dispose() => _rehearsal.Dispose();

    [Theory]
    [InlineData("150 topics")]
    [InlineData("1,000 topics")]
    [InlineData("1,000 topics with long names")]
    public async Task A_connector_of_many_topics_is_made_and_runs_and_is_found_as_it_was_made(string name)
    {
        var spec = Of(name);
        var expected = ConnectorPolicyBuilder.Build(spec).Parts;

        var made = await CreateAsync(spec);
        var again = await CreateAsync(spec);

        Assert.Equal(("RUNNING", true, false), (made.ConnectorState, made.Changed, again.Changed));
        Assert.Equal(expected.Skip(1).Select(p => p.ToJson()), await ManagedAsync());
        Assert.False((await _rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }

    [Fact]
    public async Task A_topic_in_place_of_another_writes_one_policy()
    {
        await CreateAsync(_large);
        _rehearsal.TakeRequests();

        await UpdateAsync(_large with { KafkaTopicWrite = ["cdc.another", .. _large.KafkaTopicWrite.Skip(1)] });

        Assert.Equal(["PutRolePolicy"], Changes());
    }

    [Fact]
    public async Task Managed_policies_go_where_the_inline_one_has_room_again()
    {
        await CreateAsync(_large);

        var updated = await UpdateAsync(_small);

        Assert.True(updated!.Changed);
        Assert.Empty(await ManagedAsync());
        Assert.Empty(await PoliciesAsync());
        Assert.DoesNotContain((await RoleAsync()).Tags, t => t.Key == ResourceNames.ManagedPoliciesTag);
    }

    [Fact]
    public async Task They_come_where_it_has_no_more_room()
    {
        await CreateAsync(_small);

        await UpdateAsync(_large);

        Assert.Equal(2, (await ManagedAsync()).Count);
        Assert.Equal("2", (await RoleAsync()).Tags.Single(t => t.Key == ResourceNames.ManagedPoliciesTag).Value);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_large, default)).HasChanges);
    }

    [Fact]
    public async Task A_managed_policy_that_was_changed_or_detached_by_hand_is_drift_and_repaired()
    {
        await CreateAsync(_large);
        var (first, second) = (ArnOf(1), ArnOf(2));
        await _rehearsal.Aws.Iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest
        {
            PolicyArn = first,
            SetAsDefault = true,
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Sid":"Wide","Effect":"Allow","Action":"s3:*","Resource":"*"}}""",
        });
        await _rehearsal.Aws.Iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = Role, PolicyArn = second });

        var plan = await _rehearsal.Provisioner.PlanAsync(_large, default);
        await UpdateAsync(_large);

        var role = plan.Resources.Single(r => r.Kind == "Role");
        Assert.Equal(
            ["Policy[WrittenTopics]", "Policy[Wide]"], role.Changes.Select(c => c.Property));
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_large, default)).HasChanges);
        Assert.Equal(2, (await ManagedAsync()).Count);
    }

    [Fact]
    public async Task They_are_a_resource_of_the_plan_until_they_are_removed()
    {
        Assert.DoesNotContain((await _rehearsal.Provisioner.PlanAsync(_small, default)).Resources, r => r.Kind == "ManagedPolicies");

        var made = Managed(await _rehearsal.Provisioner.PlanAsync(_large, default));
        await CreateAsync(_large);
        var same = Managed(await _rehearsal.Provisioner.PlanAsync(_large, default));
        var gone = Managed(await _rehearsal.Provisioner.PlanUpdateAsync(_small, new UpdateOptions(), default));

        Assert.Equal((PlanAction.Create, $"{NameOf(1)}, {NameOf(2)}"), (made.Action, made.Name));
        Assert.Equal("2", made.Changes.Single(c => c.Property == "Count").Desired);
        Assert.Contains("10,240", made.Changes.Single(c => c.Property == "Count").Reason, StringComparison.Ordinal);
        Assert.Equal((PlanAction.None, $"{ArnOf(1)}, {ArnOf(2)}"), (same.Action, same.Identifier));
        Assert.Equal(PlanAction.Update, gone.Action);
        Assert.Equal(["Count: 2 -> 0"], gone.Changes.Select(c => $"{c.Property}: {c.Current} -> {c.Desired}"));

        await UpdateAsync(_small);
        Assert.DoesNotContain(
            (await _rehearsal.Provisioner.PlanAsync(_small, default)).Resources, r => r.Kind == "ManagedPolicies");
    }

    [Fact]
    public async Task A_role_that_is_made_again_gets_them_again()
    {
        await CreateAsync(_large);
        var moved = _large with { RolePath = "/team/" };

        var plan = Managed(await _rehearsal.Provisioner.PlanUpdateAsync(
            moved, new UpdateOptions { AllowReplacement = true }, default));
        await _rehearsal.Provisioner.UpdateAsync(moved, new UpdateOptions { AllowReplacement = true }, default);

        Assert.Equal(PlanAction.Replace, plan.Action);
        Assert.Empty(await PoliciesAsync());
        Assert.Equal(2, (await ManagedAsync()).Count);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(moved, default)).HasChanges);
    }

    [Fact]
    public async Task A_role_that_is_kept_keeps_them()
    {
        await CreateAsync(_large);
        var other = await _rehearsal.Aws.Iam.CreatePolicyAsync(new CreatePolicyRequest
        {
            PolicyName = "other",
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}""",
        });
        await _rehearsal.Aws.Iam.AttachRolePolicyAsync(
            new AttachRolePolicyRequest { RoleName = Role, PolicyArn = other.Policy.Arn });

        var removed = await _rehearsal.Provisioner.RemoveAsync(_large.ConnectorName, new RemoveOptions(), default);

        Assert.Equal(
            ["ManagedPolicies", "Role"], removed.Kept.Select(k => k.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(removed.Kept, k => Assert.EndsWith("attached to it, but not by this module", k, StringComparison.Ordinal));
        Assert.Equal([ArnOf(1), ArnOf(2)], await PoliciesAsync());
    }

    [Theory]
    [InlineData("CreatePolicy", 1)]
    [InlineData("CreatePolicy", 2)]
    [InlineData("AttachRolePolicy", 2)]
    [InlineData("CreateConnector", 1)]
    public async Task A_creation_that_fails_rolls_them_back(string operation, int call)
    {
        _rehearsal.Cloud.Faults.Add(new FaultRule { Kind = FaultKind.AccessDenied, Operation = operation, NthCall = call });

        await Assert.ThrowsAsync<KrakenException>(() => _rehearsal.Provisioner.CreateAsync(
            _large, new CreateOptions { OnFailure = FailureAction.Rollback }, default));

        Assert.Empty(await PoliciesAsync());
        await Assert.ThrowsAsync<NoSuchEntityException>(RoleAsync);
    }

    [Fact]
    public async Task Removal_leaves_no_managed_policy_even_with_old_versions()
    {
        await CreateAsync(_large);
        await UpdateAsync(_large with { KafkaTopicWrite = [.. _large.KafkaTopicWrite.Skip(1).Append("cdc.last")] });

        var removed = await _rehearsal.Provisioner.RemoveAsync(_large.ConnectorName, new RemoveOptions(), default);

        Assert.Empty(removed.Kept);
        Assert.Empty(await PoliciesAsync());
        await Assert.ThrowsAsync<NoSuchEntityException>(RoleAsync);
    }

    [Fact]
    public async Task A_policy_of_our_name_that_is_not_ours_is_refused_and_kept()
    {
        await _rehearsal.Aws.Iam.CreatePolicyAsync(new CreatePolicyRequest
        {
            PolicyName = ResourceNames.ManagedPolicyName(_large.ConnectorName, _large.Region, 1),
            PolicyDocument = """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""",
        });

        var error = await Assert.ThrowsAsync<KrakenException>(() => CreateAsync(_large));
        var removed = await _rehearsal.Provisioner.RemoveAsync(_large.ConnectorName, new RemoveOptions(), default);

        Assert.Equal(KrakenErrorKind.NotOwned, error.Kind);
        Assert.Contains(ArnOf(1), error.Message, StringComparison.Ordinal);
        Assert.Contains(removed.Removed, r => r.StartsWith("Role ", StringComparison.Ordinal));
        Assert.Equal([ArnOf(1)], await PoliciesAsync());
    }

    [Fact]
    public async Task Nothing_wanted_is_taken_away_while_the_policies_change_from_whole_to_brief_ARNs()
    {
        var spec = Of("150 topics");
        await CreateAsync(spec);
        var larger = spec with
        {
            KafkaTopicWrite = [.. spec.KafkaTopicWrite, .. Of("1,000 topics with long names").KafkaTopicWrite.Take(800)],
        };

        await UpdateAsync(larger);

        Assert.False((await _rehearsal.Provisioner.PlanAsync(larger, default)).HasChanges);
        // What limits is written before what it limits.
        var writes = Changes();
        Assert.True(writes.IndexOf("PutRolePolicy") < writes.IndexOf("CreatePolicy"));

        await UpdateAsync(spec);
        Assert.False((await _rehearsal.Provisioner.PlanAsync(spec, default)).HasChanges);
    }

    [Fact]
    public async Task A_tag_more_than_the_role_has_room_for_is_refused_before_any_call()
    {
        var spec = _large with { CommonTag = Enumerable.Range(0, 47).ToDictionary(i => $"t{i}", _ => "v") };

        var error = await Assert.ThrowsAsync<KrakenException>(() => CreateAsync(spec));

        Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
        Assert.Empty(_rehearsal.TakeRequests());
    }

    private Task<ConnectorResult> CreateAsync(ConnectorSpec spec) =>
        _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

    private Task<ConnectorResult?> UpdateAsync(ConnectorSpec spec) =>
        _rehearsal.Provisioner.UpdateAsync(spec, new UpdateOptions(), default);

    private List<string> Changes() => [.. _rehearsal.Cloud.Requests.Where(r => r.IsMutating).Select(r => r.Operation)];

    private async Task<Role> RoleAsync() =>
        (await _rehearsal.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Role })).Role;

    private static string NameOf(int number) =>
        ResourceNames.ManagedPolicyName(_large.ConnectorName, _large.Region, number);

    private static string ArnOf(int number) => "arn:aws:iam::123456789012:policy/" + NameOf(number);

    private static ResourcePlan Managed(ConnectorPlan plan) => plan.Resources.Single(r => r.Kind == "ManagedPolicies");

    /// <summary>The texts of the attached policies, by number.</summary>
    private async Task<List<string>> ManagedAsync()
    {
        var attached = await _rehearsal.Aws.Iam.ListAttachedRolePoliciesAsync(
            new ListAttachedRolePoliciesRequest { RoleName = Role });
        var context = new ProvisioningContext(_large.ConnectorName, _rehearsal.Aws, _rehearsal.Clock, _rehearsal.Events);
        var texts = new List<string>();
        foreach (var policy in (attached.AttachedPolicies ?? []).OrderBy(p => p.PolicyArn.Length).ThenBy(p => p.PolicyArn, StringComparer.Ordinal))
            texts.Add((await new RoleReader(context).ManagedAsync(policy.PolicyArn, default)).Text!);
        return texts;
    }

    /// <summary>The ARNs of our policies that exist, attached or not.</summary>
    private async Task<List<string>> PoliciesAsync()
    {
        var found = new List<string>();
        foreach (var arn in Enumerable.Range(1, 10).Select(ArnOf))
        {
            try
            {
                found.Add((await _rehearsal.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn })).Policy.Arn);
            }
            catch (NoSuchEntityException)
            {
                // Not there.
            }
        }

        return found;
    }
}
