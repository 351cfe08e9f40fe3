using System.Management.Automation;
using Amazon.Runtime;
using Kraken.MskConnect.Provisioning;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// What one invocation of a cmdlet knows about AWS: its parameters, the session's variables, and the clients that it
/// has made, one set a region.
/// </summary>
internal sealed class AwsSession : IDisposable
{
    private readonly IAwsParameters _parameters;
    private readonly object? _storedCredentials;
    private readonly string? _storedRegion;
    private readonly ICredentialPrompt _prompt;
    private readonly Lazy<AWSCredentials> _credentials;
    private readonly Dictionary<string, (ServiceClients Clients, ConnectorProvisioner Provisioner)> _regions =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly IProvisioningObserver? _observer;

    /// <summary>Reads the session's variables; call it on the pipeline thread.</summary>
    public AwsSession(
        IAwsParameters parameters,
        Func<string, object?> variable,
        ICredentialPrompt prompt,
        IProvisioningObserver? observer)
    {
        _observer = observer;
        _parameters = parameters;
        _storedCredentials = variable("StoredAWSCredentials");
        _storedRegion = LanguagePrimitives.ConvertTo<string>(variable("StoredAWSRegion"));
        _prompt = prompt;
        _credentials = new Lazy<AWSCredentials>(ResolveCredentials);
    }

    /// <summary>The clients of one region. May ask the metadata service or the user, so not for the pipeline thread.</summary>
    public ServiceClients Clients(string region) => Of(region).Clients;

    /// <summary>The core over one region's clients; not for the pipeline thread either.</summary>
    public IConnectorProvisioner Provisioner(string region) => Of(region).Provisioner;

    /// <summary>The region of a cmdlet whose input names none.</summary>
    public string DefaultRegion() =>
        AwsRegionSource.Find(_parameters, _storedRegion)
        ?? throw new KrakenException(
            KrakenErrorKind.CredentialsInvalid,
            "No region is known: neither -Region, $StoredAWSRegion, the profile, AWS_REGION nor the instance names one.",
            "Give -Region, for example -Region us-east-1.");

    /// <summary>Closes all clients.</summary>
    public void Dispose()
    {
        lock (_regions)
        {
            foreach (var (clients, _) in _regions.Values)
                clients.Dispose();
            _regions.Clear();
        }
    }

    private (ServiceClients Clients, ConnectorProvisioner Provisioner) Of(string region)
    {
        lock (_regions)
        {
            if (!_regions.TryGetValue(region, out var made))
            {
                CheckEndpoint(_parameters.EndpointUrl);
                var clients = AwsClientFactory.Create(
                    new AwsConnection(_credentials.Value, region, _parameters.EndpointUrl));
                _regions.Add(region, made = (clients, new ConnectorProvisioner(clients, _observer)));
            }

            return made;
        }
    }

    private static void CheckEndpoint(string? endpointUrl)
    {
        if (endpointUrl is null
            || (Uri.TryCreate(endpointUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            return;
        }

        throw new KrakenException(
            KrakenErrorKind.EndpointUnreachable,
            $"EndpointUrl: '{endpointUrl}' is no http or https URL.",
            "Give a whole URL, for example http://127.0.0.1:4566.");
    }

    private AWSCredentials ResolveCredentials() => AwsCredentialSource.Find(_parameters, _storedCredentials, _prompt);
}
