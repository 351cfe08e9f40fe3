using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.KafkaConnect;

/// <summary>MSK Connect. Source: MSK Connect API reference.</summary>
internal sealed partial class KafkaConnectService(LocalCloud cloud) : Service(cloud, "kafkaconnect")
{
    private const int DefaultPage = 100;
    private const int MaxTags = 200;

    private readonly Dictionary<string, Connector> _connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CustomPlugin> _plugins = new(StringComparer.Ordinal);
    private readonly ConnectorLifecycle _lifecycle = new(cloud);
    private readonly Dictionary<string, WorkerConfiguration> _workerConfigurations = new(StringComparer.Ordinal);

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
            items, key, call.Input.Text("nextToken"), call.Input.Number("maxResults") ?? DefaultPage,
            () => Bad("The nextToken is not valid."));
        return new Structure { [member] = page.Items.Select(write).ToList<object?>(), ["nextToken"] = page.NextToken };
    }
}
