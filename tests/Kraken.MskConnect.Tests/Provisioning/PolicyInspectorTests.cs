using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Proof;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

public sealed class PolicyInspectorTests : IDisposable
{
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;
    private static readonly string _role = ResourceNames.RoleName(_sink.ConnectorName, _sink.Region);

    private readonly Rehearsal _rehearsal = new();
    private readonly PolicyInspector _inspector;

    public PolicyInspectorTests() => _inspector = new PolicyInspector(_rehearsal.Aws, clock: _rehearsal.Clock);

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task The_live_role_of_a_connector_passes_and_so_does_IAMs_simulator()
    {
        await CreateAsync();
        var policies = await _inspector.ReadAsync(_sink, default);
        var checks = PolicyProof.Check(_sink, policies);
        Assert.All(checks, c => Assert.True(c.Passed, $"{c.Action} {c.Resource}: {c.Reason}"));
        Assert.Contains(checks, c => c.Kind == PolicyCheckKind.Trust);

        _rehearsal.TakeRequests();
        var asked = await _inspector.SimulateAsync(_sink, policies, checks, default);
        Assert.All(
            asked.Where(c => c.Kind is PolicyCheckKind.Required or PolicyCheckKind.Neighbour),
            c => Assert.Equal(c.Outcome, c.OnlineOutcome));
        Assert.DoesNotContain(asked, c => c.Disagrees);
        Assert.All(_rehearsal.TakeRequests(), r => Assert.Equal("SimulatePrincipalPolicy", r.Operation));
    }

    [Fact]
    public async Task What_somebody_attached_to_the_role_is_found_as_excess_with_its_policy()
    {
        await CreateAsync();
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = _role,
            PolicyName = "by-hand",
            PolicyDocument = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""",
        });
        var failed = PolicyProof.Check(_sink, await _inspector.ReadAsync(_sink, default)).Where(c => !c.Passed).ToList();

        var excess = Assert.Single(failed, c => c.Kind == PolicyCheckKind.Excess);
        Assert.Equal(("by-hand", "s3:*", "*"), (excess.Policy, excess.Action, excess.Resource));
        Assert.Contains(failed, c => c is { Kind: PolicyCheckKind.Neighbour, What: "another bucket", Policy: "by-hand" });
    }

    [Fact]
    public async Task An_attached_policy_that_cannot_be_read_is_inconclusive()
    {
        // The embedded AWS lets AWS's own policies be attached, and does not know what they grant.
        const string arn = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess";
        var spec = _sink with { AdditionalManagedPolicyArn = [arn] };
        await _rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default);

        var checks = PolicyProof.Check(spec, await _inspector.ReadAsync(spec, default));

        var unread = Assert.Single(checks, c => !c.Passed);
        Assert.Equal((PolicyCheckKind.Unknown, true, true, arn), (unread.Kind, unread.IsInconclusive, unread.IsGivenByHand, unread.Policy));
        Assert.Equal(["AdditionalManagedPolicyArn"], unread.Because);
    }

    [Fact]
    public async Task Policies_that_no_role_has_are_simulated_as_they_are()
    {
        var policies = PolicySet.Of(ConnectorPolicyBuilder.Build(_sink)) with
        {
            Boundary = new NamedPolicy("b", PolicyDocument.Parse(
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kafka-cluster:*","Resource":"*"}]}""")),
        };
        var checks = PolicyProof.Check(_sink, policies);
        var asked = await _inspector.SimulateAsync(_sink, policies, checks, default);

        Assert.DoesNotContain(asked, c => c.Disagrees);
        Assert.Contains(asked, c => c is { Action: "s3:PutObject", OnlineOutcome: PolicyOutcome.ImplicitDeny });
        Assert.All(_rehearsal.TakeRequests(), r => Assert.Equal("SimulateCustomPolicy", r.Operation));
    }

    [Fact]
    public async Task IAM_that_answers_otherwise_is_a_disagreement()
    {
        var policies = PolicySet.Of(ConnectorPolicyBuilder.Build(_sink));
        var checks = PolicyProof.Check(_sink, policies);
        // What was checked, and what IAM is asked with, are not the same here.
        var asked = await _inspector.SimulateAsync(_sink, new PolicySet([]) { Boundary = null } with
        {
            Policies = [new NamedPolicy("none", PolicyDocument.Parse(
                """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"""))],
        }, checks, default);

        Assert.All(asked.Where(c => c.Kind == PolicyCheckKind.Required), c => Assert.True(c.Disagrees));
        Assert.All(asked.Where(c => c.Kind == PolicyCheckKind.Neighbour), c => Assert.False(c.Disagrees));
    }

    [Fact]
    public async Task Without_a_role_the_error_says_which_is_missing()
    {
        var error = await Assert.ThrowsAsync<KrakenException>(() => _inspector.ReadAsync(_sink, default));
        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains(_role, error.Message, StringComparison.Ordinal);
    }

    private Task<ConnectorResult> CreateAsync() =>
        _rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions { Wait = false }, default);
}
