using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>Credentials that cannot be used: each is an error of the caller's that names the source and the key.</summary>
[Collection("environment")]
public sealed class CredentialFaultTests : IDisposable
{
    private const string Dead = "http://127.0.0.1:9";

    private static readonly string[] _variables =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_EC2_METADATA_DISABLED", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
    ];

    private readonly string _file = Path.GetTempFileName();
    private readonly Dictionary<string, string?> _before = _variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);

    public CredentialFaultTests()
    {
        foreach (var name in _variables)
            Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", _file + ".none");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", _file + ".none");
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
        File.Delete(_file);
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = gone", "source_profile", "gone")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = bad", "source_profile", "circle")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = other", "source_profile", "circle")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = empty", "empty", "no credentials")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = half", "half", "aws_secret_access_key")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x", "role_arn", "source_profile")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|credential_source = Nowhere", "role_arn", "Nowhere")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|credential_source = EcsContainer", "role_arn", "container")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|web_identity_token_file = token", "web_identity_token_file", "absolute")]
    [InlineData("web_identity_token_file = /nowhere/token", "role_arn", "missing")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|web_identity_token_file = /nowhere/token", "web_identity_token_file", "/nowhere/token")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = base", "role_arn", "127.0.0.1:9")]
    [InlineData("role_arn = arn:aws:iam::123456789012:role/x|source_profile = base|mfa_serial = arn:aws:iam::123456789012:mfa/me", "mfa_serial", "Nobody is there")]
    [InlineData("aws_access_key_id = AKIAEXAMPLE", "aws_secret_access_key", "missing")]
    [InlineData("aws_secret_access_key = S", "aws_access_key_id", "missing")]
    [InlineData("aws_access_key_id = $(AWS_ACCESS_KEY_ID)|aws_secret_access_key = S", "aws_access_key_id", "not defined")]
    [InlineData("aws_access_key_id = A|aws_secret_access_key = S|aws_session_token = $(TOKEN)", "aws_session_token", "not defined")]
    [InlineData("region = us-east-1", "'bad'", "no credentials")]
    [InlineData("sso_start_url = https://example.awsapps.com/start|sso_account_id = 123456789012|sso_role_name = r", "sso_start_url", "")]
    public async Task A_profiles_fault_names_the_profile_and_the_key(string lines, string key, string why)
    {
        Write(lines);

        var error = await FaultAsync(new AwsParameters { ProfileName = "bad", ProfileLocation = _file, EndpointUrl = Dead });

        Assert.Contains("Profile '", error.Message, StringComparison.Ordinal);
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [TheoryOffWindows]
    [InlineData("/bin/false", "non-zero exit value")]
    [InlineData("/bin/echo expired", "malformed JSON")]
    [InlineData("/nowhere/at-all", "non-zero exit value")]
    [InlineData("/bin/echo '{}'", "Version")]
    [InlineData("/bin/echo '{\"Version\": 2}'", "Version that is not 1")]
    [InlineData("/bin/echo '{\"Version\": 1}'", "credential_process")]
    [InlineData("/bin/echo '{\"Version\": 1, \"AccessKeyId\": \"$(KEY)\", \"SecretAccessKey\": \"S\"}'", "credential_process")]
    [InlineData("/bin/echo '{\"Version\": 1, \"AccessKeyId\": \"A\", \"SecretAccessKey\": \"S\", \"Expiration\": \"2001-01-01T00:00:00Z\"}'", "expired")]
    public async Task A_programs_fault_names_the_profile_and_the_key(string program, string why)
    {
        Write("credential_process = " + program);

        var error = await FaultAsync(new AwsParameters { ProfileName = "bad", ProfileLocation = _file });

        Assert.Contains("Profile 'bad', at credential_process", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID=A", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY=S", "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_KEY=S", "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_ACCESS_KEY_ID=$(AWS_ACCESS_KEY_ID)|AWS_SECRET_ACCESS_KEY=S", "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_ACCESS_KEY_ID=A|AWS_SECRET_ACCESS_KEY=$(AWS_SECRET_ACCESS_KEY)", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_ACCESS_KEY_ID=A|AWS_SECRET_ACCESS_KEY=S|AWS_SESSION_TOKEN=$(AWS_SESSION_TOKEN)", "AWS_SESSION_TOKEN")]
    [InlineData("AWS_SESSION_TOKEN=$(AWS_SESSION_TOKEN)", "AWS_SESSION_TOKEN")]
    [InlineData("AWS_PROFILE=$(AWS_PROFILE)", "AWS_PROFILE")]
    [InlineData("AWS_PROFILE=gone", "AWS_PROFILE")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token", "AWS_ROLE_ARN")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token|AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x", "/nowhere/token")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=$(TOKEN)|AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token|AWS_ROLE_ARN=$(ROLE)", "AWS_ROLE_ARN")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=/nowhere/token|AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x|AWS_ROLE_SESSION_NAME=not a name", "AWS_WEB_IDENTITY_TOKEN_FILE")]
    public async Task Half_an_environment_names_the_variable(string variables, string named)
    {
        foreach (var pair in variables.Split('|'))
            Environment.SetEnvironmentVariable(pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);

        var error = await FaultAsync(new AwsParameters { EndpointUrl = Dead });

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/creds")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/creds")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "no url")]
    public async Task A_container_that_gives_nothing_names_the_variable(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);

        var error = await FaultAsync(new AwsParameters());

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_containers_keys_do_not_come_through_a_proxy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, """{"AccessKeyId":"AKIDCONTAINER","SecretAccessKey":"S","Token":"T","Expiration":"2099-01-01T00:00:00Z"}""");
        Environment.SetEnvironmentVariable(
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/creds");
        Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abc");
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(Dead);
        try
        {
            var keys = await AwsCredentialSource.Find(new AwsParameters(), stored: null, new Nobody(), "us-east-1").GetCredentialsAsync();

            Assert.Equal("AKIDCONTAINER", keys.AccessKey);
            Assert.Equal("T", keys.Token);
            Assert.Contains("Authorization: Basic abc", await serving, StringComparison.Ordinal);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
            Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", null);
        }
    }

    [FactOffWindows]
    public async Task A_program_that_hangs_is_ended_with_the_command()
    {
        var (beat, script) = (_file + ".beat", _file + ".sh");
        File.WriteAllText(script, $"while :; do echo x > '{beat}'; sleep 0.05; done\n");
        Write($"credential_process = sh {script}");
        using var stop = new CancellationTokenSource();
        try
        {
            var getting = AwsCredentialSource.Find(
                new AwsParameters { ProfileName = "bad", ProfileLocation = _file }, stored: null, new Nobody(), "us-east-1", stop.Token)
                .GetCredentialsAsync();
            while (!File.Exists(beat))
                await Task.Delay(20);

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<Exception>(() => getting);
            await Task.Delay(200);
            File.Delete(beat);
            await Task.Delay(500);

            Assert.False(File.Exists(beat), "the program lives on");
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Theory]
    [InlineData("$(AccessKey)", "S", null, "-AccessKey")]
    [InlineData("A", "$(SecretKey)", null, "-SecretKey")]
    [InlineData("A", "S", "$(Token)", "-SessionToken")]
    public async Task A_key_that_is_an_undefined_variable_is_refused(string access, string secret, string? token, string named)
    {
        var error = await FaultAsync(new AwsParameters { AccessKey = access, SecretKey = secret, SessionToken = token });

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SecretKey)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_profile_file_is_named()
    {
        File.WriteAllText(_file, "this is no profile file");

        var error = await FaultAsync(new AwsParameters { ProfileName = "bad", ProfileLocation = _file });

        Assert.Contains(_file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_profile_with_a_region_alone_is_no_fault()
    {
        File.WriteAllLines(_file, ["[default]", "region = us-east-1"]);

        var keys = AwsCredentialSource.Find(
            new AwsParameters { ProfileLocation = _file, EndpointUrl = Dead }, stored: null, new Nobody(), "us-east-1").GetCredentials();

        Assert.Equal("local", keys.AccessKey);
    }

    /// <summary>Answers one request, and returns it.</summary>
    private static async Task<string> ServeAsync(TcpListener listener, string body)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var buffer = new byte[8192];
        var request = "";
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
            request += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        return request;
    }

    private static async Task<KrakenException> FaultAsync(AwsParameters parameters)
    {
        var error = await Assert.ThrowsAsync<KrakenException>(async () =>
            await AwsCredentialSource.Find(parameters, stored: null, new Nobody(), "us-east-1").GetCredentialsAsync());
        Assert.Equal(KrakenErrorKind.CredentialsInvalid, error.Kind);
        return error;
    }

    private void Write(string lines) => File.WriteAllLines(_file,
    [
        "[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S",
        "[other]", "role_arn = arn:aws:iam::123456789012:role/x", "source_profile = bad",
        "[half]", "aws_access_key_id = HALF",
        "[empty]", "region = us-east-1",
        "[bad]", .. lines.Split('|'),
    ]);

    private sealed class Nobody : ICredentialPrompt
    {
        public string MfaCode(string serialNumber) => throw new InvalidOperationException("Nobody is there.");

        public void SignIn(string url, string code) => throw new InvalidOperationException("Nobody is there.");
    }

    private sealed class TheoryOffWindowsAttribute : TheoryAttribute
    {
        public TheoryOffWindowsAttribute()
        {
            if (OperatingSystem.IsWindows())
                Skip = "The programs of these cases are Unix's.";
        }
    }

    private sealed class FactOffWindowsAttribute : FactAttribute
    {
        public FactOffWindowsAttribute()
        {
            if (OperatingSystem.IsWindows())
                Skip = "The program of this case is Unix's.";
        }
    }
}
