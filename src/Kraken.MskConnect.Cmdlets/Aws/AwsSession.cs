using System.Management.Automation;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// The AWS state of one invocation of a cmdlet: its parameters, the session's variables, and the clients that it has
/// created, one set for each region.
/// </summary>
internal sealed class AwsSession : IDisposable
{
    private readonly IAwsParameters _parameters;
    private readonly object? _storedCredentials;
    private readonly string? _storedRegion;
    private readonly ICredentialPrompt _prompt;
    private readonly CancellationToken _stop;
    private readonly object _gate = new();
    private readonly Dictionary<string, (ServiceClients Clients, ConnectorProvisioner Provisioner)> _regions =
        new(StringComparer.OrdinalIgnoreCase);
    private readonly IProvisioningObserver? _observer;
    private Task<AWSCredentials>? _credentials;
    private Task<string?>? _defaultRegion;
    private bool _isClosed;

    /// <summary>Reads the session's variables; call it on the pipeline thread.</summary>
    /// <param name="parameters">What the user gave.</param>
    /// <param name="variable">Reads a variable of the session.</param>
    /// <param name="prompt">Asks the user.</param>
    /// <param name="observer">Receives the core's progress; null for none.</param>
    /// <param name="stop">Ends every wait for credentials or a region.</param>
    public AwsSession(
        IAwsParameters parameters,
        Func<string, object?> variable,
        ICredentialPrompt prompt,
        IProvisioningObserver? observer,
        CancellationToken stop)
    {
        _observer = observer;
        _stop = stop;
        _parameters = parameters;
        _storedCredentials = variable("StoredAWSCredentials");
        _storedRegion = LanguagePrimitives.ConvertTo<string>(variable("StoredAWSRegion"));
        _prompt = prompt;
    }

    /// <summary>
    /// The clients of one region. May ask the metadata service or the user, so do not call it on the pipeline thread.
    /// </summary>
    public ServiceClients Clients(string region) => Of(region).Clients;

    /// <summary>The core over one region's clients; do not call it on the pipeline thread either.</summary>
    public IConnectorProvisioner Provisioner(string region) => Of(region).Provisioner;

    /// <summary>The region of a cmdlet whose input does not contain one.</summary>
    public string DefaultRegion() =>
        Once(ref _defaultRegion, () => AwsRegionSource.Find(_parameters, _storedRegion))
        ?? throw new KrakenException(
            KrakenErrorKind.CredentialsInvalid,
            "No region is known: neither -Region, $StoredAWSRegion, the profile, AWS_REGION nor the instance names one.",
            "Give -Region, for example -Region us-east-1.");

    /// <summary>Closes all clients; does not wait for a lookup that is still in progress.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var (clients, _) in _regions.Values)
                clients.Dispose();
            _regions.Clear();
        }
    }

    private (ServiceClients Clients, ConnectorProvisioner Provisioner) Of(string region)
    {
        AwsRegion.Check(region);
        lock (_gate)
        {
            if (_regions.TryGetValue(region, out var known))
                return known;
        }

        // Outside the lock: whoever stops the cmdlet takes it too.
        CheckEndpoint(_parameters.EndpointUrl);
        AwsClientFactory.Register();
        var credentials = Once(
            ref _credentials, () => AwsCredentialSource.Find(_parameters, _storedCredentials, _prompt, region, _stop));
        lock (_gate)
        {
            if (_isClosed)
                throw new OperationCanceledException(_stop);
            if (!_regions.TryGetValue(region, out var made))
            {
                var clients = AwsClientFactory.Create(new AwsConnection(credentials, region, _parameters.EndpointUrl));
                _regions.Add(region, made = (clients, new ConnectorProvisioner(clients, _observer)));
            }

            return made;
        }
    }

    /// <summary>Looks something up, once, and waits for it until the cmdlet is stopped.</summary>
    private T Once<T>(ref Task<T>? lookup, Func<T> find)
    {
        Task<T> task;
        lock (_gate)
        {
            // A thread of its own: it may wait for long, and the pool's threads wait for it.
            task = lookup ??= Task.Factory.StartNew(
                find, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return task.WaitAsync(_stop).GetAwaiter().GetResult();
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
            $"EndpointUrl: '{endpointUrl}' is not an http or https URL.",
            "Give a complete URL, for example http://127.0.0.1:4566.");
    }
}
