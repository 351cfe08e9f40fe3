using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Policies that somebody gave the role beside ours, which Terraform does not see.</summary>
public sealed class AddedPolicyTests : IDisposable
{
    private const string Wide = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""";
    private const string Managed = "arn:aws:iam::aws:policy/AmazonS3FullAccess";

    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;
    private static readonly string _role = ResourceNames.RoleName(_sink.ConnectorName, _sink.Region);

    private readonly Rehearsal _rehearsal = new();

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task A_comparison_shows_them_as_what_an_update_takes_away()
    {
        await CreateWithAdditionsAsync();
        var plan = await _rehearsal.Provisioner.PlanAsync(_sink, default);

        var role = Assert.Single(plan.Resources, r => r.Action != PlanAction.None);
        Assert.Equal(("Role", PlanAction.Update), (role.Kind, role.Action));
        Assert.Equal(
            [("AttachedPolicy[" + Managed + "]", "attached", null), ("InlinePolicy[by-hand]", Wide, (string?)null)],
            role.Changes.Select(c => (c.Property, c.Current, c.Desired)));
        Assert.Equal(2, plan.Losses().Count());
    }

    [Fact]
    public async Task An_update_takes_them_away_and_nothing_else()
    {
        await CreateWithAdditionsAsync();
        _rehearsal.TakeRequests();
        await _rehearsal.Provisioner.UpdateAsync(_sink, new UpdateOptions(), default);

        Assert.Equal(
            ["DeleteRolePolicy", "DetachRolePolicy"],
            _rehearsal.TakeRequests().Select(r => r.Operation!).Where(IsChange).Order(StringComparer.Ordinal));
        Assert.False((await _rehearsal.Provisioner.PlanAsync(_sink, default)).HasChanges);
    }

    [Fact]
    public async Task A_creation_run_again_does_not_look_for_them()
    {
        await CreateWithAdditionsAsync();
        _rehearsal.TakeRequests();
        await _rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default);

        Assert.Equal(10, _rehearsal.TakeRequests().Count);
    }

    private async Task CreateWithAdditionsAsync()
    {
        await _rehearsal.Provisioner.CreateAsync(_sink, new CreateOptions(), default);
        await _rehearsal.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = _role, PolicyName = "by-hand", PolicyDocument = Wide });
        using var http = new HttpClient(_rehearsal.Cloud.CreateHandler());
        using var attach = new HttpRequestMessage(HttpMethod.Post, "http://localaws/")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["Action"] = "AttachRolePolicy", ["Version"] = "2010-05-08", ["RoleName"] = _role, ["PolicyArn"] = Managed,
            }),
        };
        attach.Headers.TryAddWithoutValidation(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIATEST/20260301/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00");
        (await http.SendAsync(attach)).EnsureSuccessStatusCode();
    }

    private static bool IsChange(string operation) =>
        !operation.StartsWith("Get", StringComparison.Ordinal) && !operation.StartsWith("List", StringComparison.Ordinal)
        && !operation.StartsWith("Describe", StringComparison.Ordinal);
}
