using Amazon.Runtime;
using Kraken.LocalAws;
using Kraken.LocalAws.State;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>An embedded AWS, clients of it as the product makes them, and a provisioner on a test's clock.</summary>
internal sealed class Rehearsal : IDisposable
{
    public Rehearsal(LocalAwsOptions? options = null, Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        Cloud = new LocalCloud((options ?? new LocalAwsOptions()) with { Clock = Clock });
        Aws = ClientsOf(wrap is null ? Cloud.CreateHandler() : wrap(Cloud.CreateHandler()), region: Cloud.Region);
        Provisioner = new ConnectorProvisioner(Aws, Events, Clock);
    }

    public TestClock Clock { get; } = new();

    public LocalCloud Cloud { get; }

    public ServiceClients Aws { get; }

    public EventLog Events { get; } = new();

    public ConnectorProvisioner Provisioner { get; }

    /// <summary>The requests since the last look at them.</summary>
    public IReadOnlyList<LocalAwsRequest> TakeRequests()
    {
        var requests = Cloud.Requests.ToList();
        Cloud.Requests.Clear();
        return requests;
    }

    /// <summary>All connectors that match, in a list.</summary>
    public async Task<IReadOnlyList<ConnectorResult>> FindAsync(string pattern)
    {
        var found = new List<ConnectorResult>();
        await foreach (var connector in Provisioner.FindAsync(pattern, default))
            found.Add(connector);
        return found;
    }

    /// <summary>The world as it is now, for <see cref="From"/>.</summary>
    public byte[] Save() => CloudState.Write(Cloud);

    /// <summary>A rehearsal that goes on where another one was saved.</summary>
    public static Rehearsal From(byte[] saved)
    {
        var rehearsal = new Rehearsal(new LocalAwsOptions { Seed = false });
        var then = CloudState.Read(rehearsal.Cloud, saved, "a saved rehearsal");
        rehearsal.Clock.Advance(then - rehearsal.Clock.GetUtcNow());
        return rehearsal;
    }

    public void Dispose() => Aws.Dispose();

    /// <summary>Clients whose requests go to the handler.</summary>
    public static ServiceClients ClientsOf(
        HttpMessageHandler handler, AWSCredentials? credentials = null, string region = "us-east-1") => ServiceClients.Create(
        credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", "none"), region, "http://localaws", new HandlerFactory(handler));

    private sealed class HandlerFactory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }
}
