namespace Kraken.MskConnect.Cmdlets.Tests;

[Collection("environment")]
public class AwsCredentialSourceTests
{
    private static readonly NoPrompt _nobody = new();

    [Theory]
    [InlineData("AK", null)]
    [InlineData(null, "SK")]
    public void Half_a_pair_of_keys_is_an_error(string? accessKey, string? secretKey)
    {
        var error = Assert.Throws<KrakenException>(() => AwsCredentialSource.Find(
            new AwsParameters { AccessKey = accessKey, SecretKey = secretKey }, stored: null, _nobody, "us-east-1"));
        Assert.Equal(KrakenErrorKind.CredentialsInvalid, error.Kind);
    }

    [Fact]
    public void Keys_come_before_an_object_and_the_session()
    {
        var keys = AwsCredentialSource.Find(
            new AwsParameters { AccessKey = "AK", SecretKey = "SK", Credential = new Foreign() }, new Foreign(), _nobody, "us-east-1").GetCredentials();
        Assert.Equal(("AK", "SK"), (keys.AccessKey, keys.SecretKey));
    }

    [Fact]
    public void A_foreign_object_is_asked_at_each_use()
    {
        var foreign = new Foreign();
        var credentials = AwsCredentialSource.Find(new AwsParameters { Credential = foreign }, stored: null, _nobody, "us-east-1");
        Assert.Equal("key 1", credentials.GetCredentials().AccessKey);
        Assert.Equal("key 2", credentials.GetCredentials().AccessKey);
    }

    [Fact]
    public void A_session_that_hides_its_credentials_is_understood()
    {
        var credentials = AwsCredentialSource.Find(new AwsParameters(), new ForeignSession(), _nobody, "us-east-1");
        Assert.Equal("token", credentials.GetCredentials().Token);
    }

    [Fact]
    public void An_object_without_GetCredentials_is_an_error_that_names_its_type()
    {
        var error = Assert.Throws<KrakenException>(() =>
            AwsCredentialSource.Find(new AwsParameters { Credential = new Version(1, 0) }, stored: null, _nobody, "us-east-1"));
        Assert.Contains("Version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_failure_says_why()
    {
        var credentials = AwsCredentialSource.Find(new AwsParameters { Credential = new Expired() }, stored: null, _nobody, "us-east-1");
        var error = Assert.Throws<KrakenException>(() => credentials.GetCredentials());
        Assert.Contains("the session is over", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566", true)]
    [InlineData("http://localhost:4566", true)]
    [InlineData("http://[::1]:4566", true)]
    [InlineData("http://10.0.0.1:4566", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("not a URL", false)]
    [InlineData(null, false)]
    public void Loopback_is_this_machine_and_nothing_else(string? url, bool isLoopback)
    {
        Assert.Equal(isLoopback, AwsCredentialSource.IsLoopback(url));
    }

    private sealed class NoPrompt : ICredentialPrompt
    {
        public string MfaCode(string serialNumber) => throw new InvalidOperationException("Nobody is there.");

        public void SignIn(string url, string code) => throw new InvalidOperationException("Nobody is there.");
    }

    /// <summary>Keys as another copy of the SDK would have them: of types that we do not know.</summary>
    private sealed class ForeignKeys(int use)
    {
        public string AccessKey => $"key {use}";
        public string SecretKey { get; } = "secret";
        public string Token { get; } = "token";
    }

    private sealed class Foreign
    {
        private int _uses;

        public ForeignKeys GetCredentials() => new(++_uses);
    }

    private sealed class ForeignSession
    {
        internal Foreign Credentials { get; } = new();
    }

    private sealed class Expired
    {
        public ForeignKeys GetCredentials() => throw new InvalidOperationException($"the session is over ({GetType().Name})");
    }
}
