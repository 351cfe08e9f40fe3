using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Logs;

/// <summary>CloudWatch Logs. Source: CloudWatch Logs API reference.</summary>
internal sealed partial class LogsService(LocalCloud cloud) : Service(cloud, "logs")
{
    private const int DefaultPage = 50;
    private const int MaxTags = 50;

    private static readonly long[] _retentions =
    [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ];

    private readonly SortedDictionary<string, LogGroup> _groups = new(StringComparer.Ordinal);
    private long _events;

    internal override IEnumerable<Store> Stores => [new Store<LogGroup>("groups", _groups)];

    internal override void Restored() => _events = _groups.Values
        .SelectMany(g => g.Streams.Values).SelectMany(s => s.Events).Select(e => e.Number).DefaultIfEmpty().Max();

    /// <summary>The log group, or null.</summary>
    internal LogGroup? Find(string name) => _groups.GetValueOrDefault(name);

    /// <summary>Writes events as a service's log delivery does, and makes the stream where it is missing.</summary>
    internal void Deliver(string group, string stream, DateTimeOffset time, IEnumerable<string> messages)
    {
        if (Find(group) is not { } found)
            return;
        if (!found.Streams.TryGetValue(stream, out var target))
            found.Streams[stream] = target = new LogStream { Name = stream, Created = time };
        Append(target, messages.Select(m => new LogEvent(time, Now, m, ++_events)));
    }

    private LogGroup Get(string? name) =>
        (name is null ? null : Find(name))
        ?? throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");

    /// <summary>The group by name, or by an identifier that is a name or an ARN.</summary>
    private LogGroup Get(Call call)
    {
        var identifier = call.Input.Text("logGroupIdentifier") ?? call.Input.Text("resourceIdentifier");
        return Get(call.Input.Text("logGroupName") ?? (identifier is null ? null : NameOf(identifier)));
    }

    private static string NameOf(string identifier)
    {
        const string Kind = ":log-group:";
        var start = identifier.IndexOf(Kind, StringComparison.Ordinal);
        var name = start < 0 ? identifier : identifier[(start + Kind.Length)..];
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }

    private static AwsError BadToken() => new("InvalidParameterException", "The specified nextToken is invalid.");
}
