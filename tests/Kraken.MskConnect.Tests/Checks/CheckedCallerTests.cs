using System.Net;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>Who the caller is for IAM's policy simulator, and what it is asked.</summary>
public sealed class CheckedCallerTests
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}""";

    [Theory]
    [InlineData("arn:aws:iam::1:user/ops/ann", "arn:aws:iam::1:user/ops/ann")]
    [InlineData("arn:aws-cn:sts::1:assumed-role/deploy/run-7", "arn:aws-cn:iam::1:role/deploy")]
    [InlineData("arn:aws:sts::1:federated-user/ann", null)]
    [InlineData("arn:aws:iam::1:root", null)]
    [InlineData("none", null)]
    public void A_session_stands_for_its_role(string caller, string? principal) =>
        Assert.Equal(principal, CheckedCaller.PrincipalOf(caller));

    [Theory]
    [InlineData("/")]
    [InlineData("/aws-reserved/sso.amazonaws.com/")]
    public async Task A_role_is_judged_by_its_policies_whatever_its_path(string path)
    {
        using var world = await World.MakeAsync(after: false);
        var check = await AsRoleAsync(world, path, """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        Assert.Equal((CheckStatus.Pass, null), (check.Status, check.Remedy));
    }

    [Fact]
    public async Task A_policy_may_name_the_resources_and_the_services_that_a_role_is_passed_to()
    {
        using var world = await World.MakeAsync(after: false);
        const string narrow = """
            {"Effect":"Allow","NotAction":["iam:*","logs:DeleteLogGroup"],"Resource":"*"},
            {"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::*:role/msk-connect-*","arn:aws:iam::*:role/aws-service-role/*"],
             "Condition":{"StringEqualsIfExists":{"iam:PassedToService":"kafkaconnect.amazonaws.com"}}},
            {"Effect":"Allow","Action":"logs:DeleteLogGroup","Resource":"arn:aws:logs:*:*:log-group:/aws/msk-connect/*"},
            {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"us-east-1"}}}
            """;
        var check = await AsRoleAsync(world, "/", narrow);
        Assert.True(check.Status == CheckStatus.Pass, check.Evidence);

        var elsewhere = await AsRoleAsync(world, "/elsewhere/", narrow.Replace("role/msk-connect-", "role/others-", StringComparison.Ordinal));
        Assert.Equal(CheckStatus.Fail, elsewhere.Status);
        Assert.Contains("iam:PassRole on arn:aws:iam::123456789012:role/msk-connect-", elsewhere.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_action_of_the_list_stands_once_for_each_resource()
    {
        Assert.All(
            CallerPermissions.All.GroupBy(p => (p.Action, p.Resource, p.When)),
            same => Assert.Equal(CallerRun.None, same.Aggregate(
                CallerRun.None, (seen, p) => seen | (same.Count(o => (o.Runs & p.Runs) != 0) > 1 ? p.Runs : CallerRun.None))));
        Assert.All(CallerPermissions.All, p => Assert.NotEqual(CallerRun.None, p.Runs));
        Assert.All(
            Enum.GetValues<CallerResource>().Except([CallerResource.Any]),
            r => Assert.StartsWith("arn:aws-cn:", CallerPermissions.ArnOf(r, World.Good.In("cn-north-1", "aws-cn")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_call_of_a_creation_an_update_and_a_removal_is_in_the_list()
    {
        using var world = await World.MakeAsync(after: false);
        await world.CreateAsync();
        world.Spec = world.Spec with { AutoscalingMaxWorkerCount = 3 };
        await world.UpdateAsync();
        await world.Rehearsal.Provisioner.RemoveAsync(world.Spec.ConnectorName, new RemoveOptions(), default);
        var made = world.Rehearsal.TakeRequests().Where(r => r.Service != "sts").Select(r => $"{r.Service}:{r.Operation}").Distinct();
        Assert.Empty(made.Except(CallerPermissions.All.Select(p => p.Action)));
    }

    [Fact]
    public async Task A_denial_that_depends_on_what_was_not_asked_is_unknown()
    {
        using var world = await World.MakeAsync(after: false);
        using var aws = Rehearsal.ClientsOf(new Simulated(world.Rehearsal.Cloud.CreateHandler()));
        var check = await CheckAsync(new ConnectorChecks(aws, clock: world.Rehearsal.Clock), world.Spec);
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Contains("iam:PassRole", check.Evidence, StringComparison.Ordinal);
        Assert.Contains("aws:MultiFactorAuthPresent", check.Evidence, StringComparison.Ordinal);
    }

    private static async Task<ConnectorCheck> AsRoleAsync(World world, string path, string statements)
    {
        var aws = world.Rehearsal.Aws;
        var name = "deploy" + path.Length;
        await aws.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = name, Path = path, AssumeRolePolicyDocument = Trust });
        await aws.Iam.PutRolePolicyAsync(new PutRolePolicyRequest
        {
            RoleName = name, PolicyName = "p", PolicyDocument = $$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""",
        });
        var session = await aws.SecurityToken.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = $"arn:aws:iam::123456789012:role{path}{name}", RoleSessionName = "run-7",
        });
        using var clients = Rehearsal.ClientsOf(
            world.Rehearsal.Cloud.CreateHandler(),
            new SessionAWSCredentials(session.Credentials.AccessKeyId, session.Credentials.SecretAccessKey, session.Credentials.SessionToken));
        return await CheckAsync(new ConnectorChecks(clients, clock: world.Rehearsal.Clock), world.Spec);
    }

    private static async Task<ConnectorCheck> CheckAsync(ConnectorChecks checks, ConnectorSpec spec) =>
        Assert.Single(await checks.CheckAsync(spec, new CheckOptions { Checks = ["Permissions.Caller"] }, default));

    /// <summary>Answers a simulation as IAM does where a policy asks for a key that the question lacks.</summary>
    private sealed class Simulated(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (!text.Contains("<SimulatePrincipalPolicyResult", StringComparison.Ordinal))
                return answer;
            const string passed = "<EvalActionName>iam:PassRole</EvalActionName>";
            var parts = text.Split(passed);
            for (var i = 1; i < parts.Length; i++)
            {
                parts[i] = Once(Once(parts[i], "allowed", "implicitDeny"), "<MissingContextValues/>", "<MissingContextValues><member>aws:MultiFactorAuthPresent</member></MissingContextValues>");
                parts[i] = Once(parts[i], "<MissingContextValues />", "<MissingContextValues><member>aws:MultiFactorAuthPresent</member></MissingContextValues>");
            }

            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(string.Join(passed, parts), System.Text.Encoding.UTF8, "text/xml"),
            };
        }

        private static string Once(string text, string old, string replacement)
        {
            var at = text.IndexOf(old, StringComparison.Ordinal);
            return at < 0 ? text : string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length));
        }
    }
}
