namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>What waits for credentials can be stopped, and holds nobody up who closes the session.</summary>
[Collection("environment")]
public sealed class AwsSessionTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_lookup_that_never_ends_is_left_when_the_cmdlet_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        using var prompt = new Silent();
        var session = Session(prompt, stop.Token, out var file);
        try
        {
            var waiting = Task.Run(() => session.Clients("us-east-1").SecurityToken.GetCallerIdentityAsync(new(), stop.Token));
            Assert.True(prompt.Asked.Wait(_soon));

            await stop.CancelAsync();
            session.Dispose();

            await Assert.ThrowsAnyAsync<Exception>(() => waiting.WaitAsync(_soon));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_session_closes_while_credentials_are_looked_up()
    {
        using var stop = new CancellationTokenSource();
        using var never = new ManualResetEventSlim();
        var session = new AwsSession(
            new AwsParameters { Credential = new Slow(never) }, _ => null, new Silent(), observer: null, stop.Token);
        var waiting = Task.Run(() => session.Clients("us-east-1"));
        await Task.WhenAny(waiting, Task.Delay(100));

        await Task.Run(session.Dispose).WaitAsync(_soon);

        never.Set();
        await stop.CancelAsync();
    }

    [Fact]
    public void Nobody_gets_clients_of_a_closed_session()
    {
        using var stop = new CancellationTokenSource();
        var session = new AwsSession(
            new AwsParameters { AccessKey = "A", SecretKey = "S" }, _ => null, new Silent(), observer: null, stop.Token);
        session.Dispose();

        Assert.Throws<OperationCanceledException>(() => session.Clients("us-east-1"));
    }

    private static AwsSession Session(Silent prompt, CancellationToken stop, out string file)
    {
        file = Path.GetTempFileName();
        File.WriteAllLines(file,
        [
            "[base]", "aws_access_key_id = BASE", "aws_secret_access_key = S",
            "[dev]", "role_arn = arn:aws:iam::123456789012:role/x", "source_profile = base", "mfa_serial = me",
        ]);
        return new AwsSession(
            new AwsParameters { ProfileName = "dev", ProfileLocation = file, EndpointUrl = "http://127.0.0.1:9" },
            _ => null, prompt, observer: null, stop);
    }

    /// <summary>A person who never answers.</summary>
    private sealed class Silent : ICredentialPrompt, IDisposable
    {
        private readonly ManualResetEventSlim _end = new();

        public ManualResetEventSlim Asked { get; } = new();

        public string MfaCode(string serialNumber)
        {
            Asked.Set();
            _end.Wait(_soon);
            return "";
        }

        public void SignIn(string url, string code) => throw new InvalidOperationException("No sign-in is expected.");

        public void Dispose() => _end.Set();
    }

    /// <summary>Credentials whose very look takes for ever.</summary>
    private sealed class Slow(ManualResetEventSlim end)
    {
        internal object? Credentials
        {
            get
            {
                end.Wait(_soon);
                return null;
            }
        }
    }
}
