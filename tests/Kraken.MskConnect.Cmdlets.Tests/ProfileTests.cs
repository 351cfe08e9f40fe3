using Amazon.IdentityManagement.Model;
using Amazon.Runtime;
using Kraken.LocalAws;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>Profiles that assume a role, against the embedded AWS's STS.</summary>
[Collection("environment")]
public sealed class ProfileTests : IAsyncLifetime
{
    private const string StsEndpoint = "AWS_ENDPOINT_URL_STS";
    private const string Region = "AWS_REGION";

    private readonly string _file = Path.GetTempFileName();
    private readonly LocalAwsServer _aws = LocalAwsServer.Start(new LocalCloud());

    [Fact]
    public async Task A_profile_assumes_its_role_with_its_source_profiles_keys()
    {
        await MakeRoleAsync("deploy");
        Write("[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S", "[dev]", "role_arn = arn:aws:iam::123456789012:role/deploy", "source_profile = base");

        var keys = await Find("dev", new Prompt()).GetCredentialsAsync();

        Assert.NotEqual("BASE", keys.AccessKey);
        Assert.NotEmpty(keys.Token);
        var call = Assert.Single(_aws.Cloud.Requests, r => r.Operation == "AssumeRole");
        Assert.Equal("BASE", call.AccessKeyId);
    }

    [Fact]
    public async Task A_profile_with_an_MFA_device_asks_for_the_code()
    {
        await MakeRoleAsync("deploy");
        Write("[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S", "[dev]", "role_arn = arn:aws:iam::123456789012:role/deploy", "source_profile = base", "mfa_serial = arn:aws:iam::123456789012:mfa/me");
        var prompt = new Prompt();

        await Find("dev", prompt).GetCredentialsAsync();

        Assert.Equal("arn:aws:iam::123456789012:mfa/me", Assert.Single(prompt.Asked));
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_is_an_error_that_names_it()
    {
        Write("[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S", "[dev]", "role_arn = arn:aws:iam::123456789012:role/nobody", "source_profile = base");

        var error = await Assert.ThrowsAsync<KrakenException>(() => Find("dev", new Prompt()).GetCredentialsAsync());

        Assert.Equal(KrakenErrorKind.CredentialsInvalid, error.Kind);
        Assert.Contains("role/nobody", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_roles_source_may_itself_be_a_role_with_an_MFA_device()
    {
        await MakeRoleAsync("deploy");
        await MakeRoleAsync("mid");
        Write(
            "[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S",
            "[mid]", "role_arn = arn:aws:iam::123456789012:role/mid", "source_profile = base", "mfa_serial = arn:aws:iam::123456789012:mfa/me",
            "[dev]", "role_arn = arn:aws:iam::123456789012:role/deploy", "source_profile = mid");
        var prompt = new Prompt();

        await Find("dev", prompt).GetCredentialsAsync();

        Assert.Equal(["arn:aws:iam::123456789012:mfa/me"], prompt.Asked);
        Assert.Equal(2, _aws.Cloud.Requests.Count(r => r.Operation == "AssumeRole"));
    }

    [Fact]
    public async Task The_endpoint_of_all_calls_is_that_of_the_roles_too()
    {
        Environment.SetEnvironmentVariable(StsEndpoint, "http://127.0.0.1:9");
        await MakeRoleAsync("deploy");
        Write("[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S", "[dev]", "role_arn = arn:aws:iam::123456789012:role/deploy", "source_profile = base");

        await Find("dev", new Prompt(), _aws.Endpoint.ToString()).GetCredentialsAsync();

        Assert.Single(_aws.Cloud.Requests, r => r.Operation == "AssumeRole");
    }

    [Theory]
    [InlineData("eu-central-1", "https://sts.eu-central-1.amazonaws.com/")]
    [InlineData("us-gov-west-1", "https://sts.us-gov-west-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://sts.cn-north-1.amazonaws.com.cn/")]
    public void The_STS_of_the_calls_region_is_asked(string region, string url)
    {
        Environment.SetEnvironmentVariable(StsEndpoint, null);
        using var sts = new CredentialCalls(region, EndpointUrl: null).SecurityToken(new AnonymousAWSCredentials());

        Assert.Equal(url, sts.DetermineServiceOperationEndpoint(new Amazon.SecurityToken.Model.AssumeRoleRequest()).URL);
    }

    public Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable(StsEndpoint, _aws.Endpoint.ToString());
        Environment.SetEnvironmentVariable(Region, "us-east-1");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(StsEndpoint, null);
        Environment.SetEnvironmentVariable(Region, null);
        File.Delete(_file);
        await _aws.DisposeAsync();
    }

    private void Write(params string[] lines) => File.WriteAllLines(_file, lines);

    private AWSCredentials Find(string profile, Prompt prompt, string? endpoint = null) => AwsCredentialSource.Find(
        new AwsParameters { ProfileName = profile, ProfileLocation = _file, EndpointUrl = endpoint }, stored: null, prompt, "us-east-1");

    private async Task MakeRoleAsync(string name)
    {
        using var clients = ServiceClients.Create(
            new BasicAWSCredentials("local", "local"), "us-east-1", _aws.Endpoint.ToString());
        await clients.Iam.CreateRoleAsync(new CreateRoleRequest
        {
            RoleName = name,
            AssumeRolePolicyDocument =
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""",
        });
    }

    private sealed class Prompt : ICredentialPrompt
    {
        public List<string> Asked { get; } = [];

        public string MfaCode(string serialNumber)
        {
            Asked.Add(serialNumber);
            return "123456";
        }

        public void SignIn(string url, string code) => throw new InvalidOperationException("No sign-in is expected.");
    }
}
