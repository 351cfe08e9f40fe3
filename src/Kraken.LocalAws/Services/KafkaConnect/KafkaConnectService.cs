using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <summary>MSK Connect. Source: MSK Connect API reference.</summary>
internal sealed partial class KafkaConnectService : Service
{
    private const int DefaultPage = 100;
    private const int MaxTags = 200;

    private readonly Dictionary<string, Connector> _connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomPlugin> _plugins = new(StringComparer.Ordinal);
    private readonly ConnectorLifecycle _lifecycle;
    private readonly ConnectorChanges _changes;
    private readonly Dictionary<string, WorkerConfiguration> _workerConfigurations = new(StringComparer.Ordinal);

    internal KafkaConnectService(LocalCloud cloud)
        : base(cloud, "kafkaconnect")
    {
        _lifecycle = new ConnectorLifecycle(cloud);
        _changes = new ConnectorChanges(cloud);
        cloud.Schedule.Handle(PluginMade, (arn, _) => FinishPlugin(arn));
        cloud.Schedule.Handle(PluginGone, (arn, _) => _plugins.Remove(arn));
        cloud.Schedule.Handle(WorkerConfigurationGone, (arn, _) => _workerConfigurations.Remove(arn));
    }

    internal override IEnumerable<Store> Stores =>
    [
        new Store<Connector>("connectors", _connectors),
        new Store<CustomPlugin>("plugins", _plugins),
        new Store<WorkerConfiguration>("workerConfigurations", _workerConfigurations),
    ];

    /// <summary>The connector of that ARN, or null.</summary>
    internal Connector? FindConnector(string arn) => _connectors.GetValueOrDefault(arn);

    /// <summary>The connector of that name, or null.</summary>
    internal Connector? FindByName(string name) => _connectors.Values.FirstOrDefault(c => c.Name == name);

    /// <summary>The operation of that ARN with its connector, or null.</summary>
    internal (Connector Connector, ConnectorOperation Operation)? FindOperation(string arn)
    {
        foreach (var connector in _connectors.Values)
        {
            if (connector.Operations.Find(o => o.Arn == arn) is { } operation)
                return (connector, operation);
        }

        return null;
    }

    internal void Remove(Connector connector) => _connectors.Remove(connector.Arn);

    private string NewArn(string kind, string name) => Arn($"{kind}/{name}/{Cloud.Ids.Uuid()}-{Cloud.Ids.Digit()}");

    private static AwsError Bad(string message) => new("BadRequestException", message);

    private static AwsError NotFound(string what, string arn) =>
        new("NotFoundException", $"The {what} with the specified ARN doesn't exist: {arn}");

    private static AwsError Taken(string what, string name) =>
        new("ConflictException", $"A {what} with the name {name} already exists.");

    /// <summary>
    /// 429 stands for a resource limit that is reached. Source: MSK Connect API reference, TooManyRequestsException.
    /// </summary>
    private static AwsError LimitReached(string message) => new("TooManyRequestsException", message);

    private static Structure Listed<T>(
        Call call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, Structure> write)
    {
        var page = Paging.Cut(
            items, key, call.Input.Text("nextToken"), call.PageSize("maxResults", DefaultPage),
            () => Bad("The nextToken is not valid."));
        return new Structure { [member] = page.Items.Select(write).ToList<object?>(), ["nextToken"] = page.NextToken };
    }
}
