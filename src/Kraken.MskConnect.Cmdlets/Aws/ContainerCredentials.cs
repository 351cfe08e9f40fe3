using System.Net;
using System.Text.Json;
using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Credentials from the container's agent, or from another address that the environment names.</summary>
/// <remarks>
/// The SDK's own class uses HTTP_PROXY, and the proxy runs on another machine. Source: AWS SDKs and Tools reference
/// guide, container credential provider, for the variables and the addresses that may be called without TLS.
/// </remarks>
internal sealed class ContainerCredentials : RefreshingAWSCredentials
{
    private const int Attempts = 5;
    private const int MostBytes = 1 << 20;
    private const string AgentAddress = "http://169.254.170.2";

    private static readonly string[] _agents = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];
    private static readonly TimeSpan _renewBefore = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    private readonly Uri _address;

    /// <summary>Creates the credentials of the environment; they are requested at their first use.</summary>
    public ContainerCredentials()
    {
        PreemptExpiryTime = _renewBefore;
        var relative = Environment.GetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        var full = Environment.GetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        _address = new Uri(!string.IsNullOrEmpty(relative) ? $"{AgentAddress}/{relative.TrimStart('/')}"
            : !string.IsNullOrEmpty(full) ? full
            : throw new ArgumentException("the environment does not name an address for container credentials"));
        if (_address.Scheme != Uri.UriSchemeHttps && !IsOfMachine)
            throw new ArgumentException($"the host {_address.Host} may be called only over https");
    }

    private bool IsOfMachine => _address.IsLoopback || _agents.Contains(_address.Host);

    /// <inheritdoc/>
    protected override CredentialsRefreshState GenerateNewCredentials() =>
        Task.Run(GenerateNewCredentialsAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var handler = new SocketsHttpHandler { UseProxy = !IsOfMachine, AllowAutoRedirect = false };
        using var client = new HttpClient(handler)
        {
            MaxResponseContentBufferSize = MostBytes, Timeout = AwsCredentialSource.MachinePatience,
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Read(await AskAsync(client));
            }
            catch (HttpRequestException e) when (attempt < Attempts && (e.StatusCode is null || (int)e.StatusCode >= (int)HttpStatusCode.InternalServerError))
            {
                await Task.Delay(_pause);
            }
        }
    }

    private async Task<string> AskAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        if (Token() is { Length: > 0 } token && !request.Headers.TryAddWithoutValidation("Authorization", token))
            throw new InvalidDataException("the authorization token contains characters that a header cannot have");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static string? Token() =>
        Environment.GetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } file
            ? File.ReadAllText(file).TrimEnd('\r', '\n')
            : Environment.GetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN");

    private static CredentialsRefreshState Read(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var keys = document.RootElement;
            var expires = keys.TryGetProperty("Expiration", out var time) && time.ValueKind != JsonValueKind.Null
                ? time.GetDateTimeOffset().UtcDateTime
                : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
            return new CredentialsRefreshState(
                new ImmutableCredentials(Needed("AccessKeyId"), Needed("SecretAccessKey"), Text("Token")), expires);

            string? Text(string name) => keys.TryGetProperty(name, out var value) ? value.GetString() : null;

            string Needed(string name) => Text(name) is { Length: > 0 } text
                ? text
                : throw new InvalidDataException($"the answer has no {name}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Not with its words, which may quote the keys.
            throw new InvalidDataException("the answer is not JSON with credentials");
        }
    }
}
