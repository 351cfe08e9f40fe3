using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Specs;
using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>The checks of what a connector's spec names in S3, KMS and Systems Manager.</summary>
public sealed class ObjectChecksTests(ITestOutputHelper output)
{
    private const string Role = "arn:aws:iam::123456789012:role/msk-connect-sink";

    /// <summary>How many calls a sink's buckets and keys may cost.</summary>
    private const int MostCalls = 4;

    private static readonly string[] _services = ["s3", "kms", "ssm"];

    private static readonly PolicyRequest _decrypt = new PolicyRequest("kms:Decrypt", LocalAwsSeed.S3KeyArn)
        .With("kms:ViaService", "s3.us-east-1.amazonaws.com")
        .With("kms:CallerAccount", "123456789012");

    public static TheoryData<bool> BeforeAndAfter => new(false, true);

    [Theory]
    [MemberData(nameof(BeforeAndAfter))]
    public async Task Every_check_passes_for_a_sink_with_which_nothing_is_wrong_for_few_calls(bool after)
    {
        using var world = await SinkAsync(after);
        world.Rehearsal.TakeRequests();

        var checks = await world.CheckAsync();

        Assert.All(checks, c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Status}: {c.Evidence}"));
        var requests = world.Rehearsal.TakeRequests().Where(r => _services.Contains(r.Service)).ToList();
        output.WriteLine(string.Join(' ', requests.Select(r => $"{r.Service}:{r.Operation}")));
        Assert.Equal(MostCalls, requests.Count);
        Assert.All(requests.GroupBy(r => r.Operation), c => Assert.Single(c));
    }

    [Theory]
    [InlineData("s3", "HeadBucket", "s3:ListBucket", "Objects.Bucket")]
    [InlineData("s3", "GetBucketEncryption", "s3:GetEncryptionConfiguration", "Objects.BucketEncryption")]
    [InlineData("kms", "DescribeKey", "kms:DescribeKey", "Objects.KmsKeys")]
    [InlineData("kms", "GetKeyPolicy", "kms:GetKeyPolicy", "Objects.KmsKeyPolicy")]
    [InlineData("ssm", "DescribeParameters", "ssm:DescribeParameters", "Objects.Parameters")]
    public async Task A_call_that_is_refused_makes_one_check_unknown_with_the_permission_that_is_missing(
        string service, string operation, string permission, string unknown)
    {
        using var world = await SinkAsync(after: true);
        world.Spec = world.Spec.WithKey("some.text", "${ssm::/a/b}");
        world.Rehearsal.Cloud.Faults.Add(new FaultRule
        {
            Kind = FaultKind.AccessDenied, Service = service, Operation = operation, Times = int.MaxValue,
        });

        var found = Assert.Single(await world.CheckAsync(), c => c.Status == CheckStatus.Unknown);

        Assert.Equal(unknown, found.Check);
        Assert.Contains(permission, found.Evidence, StringComparison.Ordinal);
        Assert.Contains($"Grant {permission}", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_lets_the_caller_not_in_is_unknown()
    {
        using var world = await SinkAsync(after: false);
        world.Rehearsal.Cloud.S3.Find("kraken-raw-mnpi-dev")!.OwnerId = "210987654321";
        var unknown = (await world.CheckAsync()).Where(c => c.Status != CheckStatus.Pass).ToList();
        Assert.Equal(["Objects.Bucket", "Objects.BucketEncryption"], unknown.Select(c => c.Check));
        Assert.All(unknown, c => Assert.Equal(CheckStatus.Unknown, c.Status));
    }

    [Fact]
    public async Task No_value_of_a_parameter_is_asked_for()
    {
        using var world = await World.MakeAsync(after: false);
        await world.Rehearsal.Aws.Parameters.PutParameterAsync(new PutParameterRequest
        {
            Name = "/kraken/user", Value = "hunter2hunter2", Type = ParameterType.String,
        });
        world.Spec = world.Spec.WithKey("database.user", "${ssm::/kraken/user?ttl=1000}").WithKey("some.text", "${ssm::/kraken/none}");
        world.Rehearsal.TakeRequests();

        var check = (await world.CheckAsync()).Single(c => c.Check == "Objects.Parameters");

        Assert.Equal(CheckStatus.Fail, check.Status);
        Assert.Contains("/kraken/none", check.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("/kraken/user", check.Evidence, StringComparison.Ordinal);
        Assert.Equal(["DescribeParameters"], world.Rehearsal.TakeRequests().Where(r => r.Service == "ssm").Select(r => r.Operation));
    }

    [Fact]
    public void References_to_parameters_are_read_with_a_path_and_options() => Assert.Equal(
        [
            new ParameterReference("a", "/x/y"),
            new ParameterReference("b", "plain"),
            new ParameterReference("c", "/z"),
        ],
        ParameterReference.In(new Dictionary<string, string>
        {
            ["c"] = "jdbc:x?p=${aws-ssm:us-east-1:/z}",
            ["a"] = "${ssm::/x/y?ttl=30000}",
            ["b"] = "${SSM::plain} ${secretsmanager:a:b} ${timestamp:unit=YYYY}",
        }));

    [Theory]
    // The account decides.
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "kms:*", "", true)]
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"}", "kms:*", "", true)]
    [InlineData("\"Allow\",\"Principal\":\"*\"", "kms:Decrypt", "", true)]
    // The role is let in.
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":[\"arn:aws:iam::123456789012:role/a\",\"" + Role + "\"]}", "kms:Decrypt", "", true)]
    [InlineData("\"Allow\",\"Principal\":\"*\"", "kms:*", ",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"s3.us-east-1.amazonaws.com\"}}", true)]
    // Others are, or for other work.
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/a\"}", "kms:*", "", false)]
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::210987654321:root\"}", "kms:*", "", false)]
    [InlineData("\"Allow\",\"Principal\":{\"Service\":\"logs.us-east-1.amazonaws.com\"}", "kms:*", "", false)]
    [InlineData("\"Allow\",\"Principal\":{\"AWS\":\"" + Role + "\"}", "kms:Encrypt", "", false)]
    [InlineData("\"Allow\",\"Principal\":\"*\"", "kms:*", ",\"Condition\":{\"StringEquals\":{\"kms:ViaService\":\"ebs.us-east-1.amazonaws.com\"}}", false)]
    public void A_key_policy_lets_a_role_in_itself_or_by_its_account(string who, string action, string condition, bool allows)
    {
        var policy = new KeyPolicy(
            $$"""{"Version":"2012-10-17","Id":"any","Statement":[{"Sid":"Enable IAM User Permissions","Effect":{{who}},"Action":"{{action}}","Resource":"*"{{condition}}}]}""",
            Role);
        Assert.Equal(allows, policy.Allows(_decrypt));
    }

    [Fact]
    public void A_key_policy_that_denies_the_account_keeps_the_role_out()
    {
        const string allow = """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}""";
        const string deny = """{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*"}""";
        Assert.False(new KeyPolicy($$"""{"Version":"2012-10-17","Statement":[{{allow}},{{deny}}]}""", Role).Allows(_decrypt));
    }

    [Fact]
    public async Task A_key_policy_with_a_condition_that_only_the_call_could_tell_is_unknown()
    {
        using var world = await SinkAsync(after: false);
        world.Rehearsal.Cloud.Kms.Find(LocalAwsSeed.S3KeyArn)!.Policy =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*","Condition":{"StringLike":{"kms:EncryptionContext:aws:s3:arn":"arn:aws:s3:::*"}}}]}""";
        var found = Assert.Single(await world.CheckAsync(), c => c.Status != CheckStatus.Pass);
        Assert.Equal(("Objects.KmsKeyPolicy", CheckStatus.Unknown), (found.Check, found.Status));
    }

    [Theory]
    [InlineData("s3.ssea.name", "AES256")]
    [InlineData("s3.sse.kms.key.id", LocalAwsSeed.MskKeyArn)]
    public async Task A_sink_that_names_its_encryption_itself_needs_not_the_buckets(string key, string value)
    {
        using var world = await SinkAsync(after: false);
        world.Spec = world.Spec.WithKey("s3.ssea.name", "aws:kms").WithKey(key, value) with { S3KmsKeyArn = null };
        Assert.All(await world.CheckAsync(), c => Assert.True(c.Status == CheckStatus.Pass, $"{c.Check}: {c.Status}: {c.Evidence}"));
    }

    private static async Task<World> SinkAsync(bool after)
    {
        var world = await World.MakeAsync(after: false);
        world.Spec = Break.GoodSink;
        if (after)
            await world.CreateAsync();
        return world;
    }
}
