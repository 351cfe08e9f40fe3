using Amazon.CloudWatchLogs.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;

namespace Kraken.MskConnect.Operations;

/// <summary>Reads and follows the worker logs of connectors in CloudWatch Logs, whoever made them. Read calls only.</summary>
/// <param name="aws">The clients of the region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time and delays; null for the system's.</param>
public sealed class ConnectorLogReader(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    /// <summary>Reads what is asked for, in the order of time.</summary>
    /// <param name="connectorName">The connector's exact name.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="take">
    /// Takes the entries, some at a time and never none, and is awaited: what takes them slowly slows the reading.
    /// </param>
    /// <param name="cancellationToken">Stops the reading; following ends by nothing else.</param>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.NotFound"/>: no such connector, it does not deliver its log to CloudWatch Logs, or the
    /// log group does not exist; <see cref="KrakenErrorKind.SpecInvalid"/>: the pattern's time was over, or
    /// <see cref="ConnectorLogQuery.Until"/> is before <see cref="ConnectorLogQuery.Since"/> or given while following; or
    /// AWS refused a call.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="ConnectorLogQuery.Tail"/> is less than 0.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public async Task ReadAsync(
        string connectorName,
        ConnectorLogQuery query,
        Func<IReadOnlyList<ConnectorLogEntry>, Task> take,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectorName);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(take);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Tail ?? 0, nameof(query));
        var context = ProvisioningContext.For(connectorName, aws, observer, clock);
        Check(context, query);
        try
        {
            var connector = await FindAsync(context, cancellationToken);
            context.Protect(connector.ConnectorConfiguration);
            var group = LogGroup(context, connector);
            try
            {
                await ReadAsync(context, group, connector.CreationTime, query, take, cancellationToken);
            }
            catch (ResourceNotFoundException)
            {
                throw NotFound(
                    context,
                    $"The log group '{group}' of the connector '{connectorName}' does not exist in {aws.Region}.",
                    "Make a log group of that name; Update-KrakenMskConnector does so for a connector that has a spec.");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw AwsErrors.Translate(e, connectorName, context.Scrub);
        }
    }

    private static async Task ReadAsync(
        ProvisioningContext context,
        string group,
        DateTime? created,
        ConnectorLogQuery query,
        Func<IReadOnlyList<ConnectorLogEntry>, Task> take,
        CancellationToken cancellationToken)
    {
        // A connector of the same name before this one may have written to the same group.
        var since = query.Since ?? (created is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.UnixEpoch);
        if (since < DateTimeOffset.UnixEpoch)
            since = DateTimeOffset.UnixEpoch;
        var selection = new EntrySelection(context, query);
        var from = since.ToUnixTimeMilliseconds();
        if (query.Last is { } last)
        {
            var found = await new LogTail(context, group, selection).FindAsync(last, since, query.Until, cancellationToken);
            if (found is null && !query.Follow)
                return;
            from = found ?? from;
        }

        var joiner = new EntryJoiner();
        var backlog = query.Last is { } most ? new Queue<ConnectorLogEntry>(Math.Min(most, 1_000)) : null;
        await new LogFollower(context, group).ReadAsync(
            from, query.Until?.ToUnixTimeMilliseconds(), query.Follow, TakeAsync, cancellationToken);
        await PutAsync(Selected(joiner.End()));
        await EndBacklogAsync();

        async Task TakeAsync(IReadOnlyList<WorkerEvent> events, bool isLast)
        {
            await PutAsync(Selected(events.SelectMany(joiner.Add)));
            if (!isLast || !query.Follow)
                return;
            // The backlog's last entry may be going on, but the backlog has an end.
            await PutAsync(Selected(backlog is null ? joiner.Settle() : joiner.End()));
            await EndBacklogAsync();
        }

        // The last entries begin with one; the rest of an earlier one, which another worker began, is none of them.
        List<ConnectorLogEntry> Selected(IEnumerable<JoinedEntry> entries) =>
            [.. entries.Where(e => backlog is null || !e.IsTorn).Select(selection.Select).OfType<ConnectorLogEntry>()];

        async Task PutAsync(List<ConnectorLogEntry> entries)
        {
            if (backlog is not { } waiting)
            {
                if (entries.Count > 0)
                    await take(entries);
                return;
            }

            foreach (var entry in entries)
            {
                waiting.Enqueue(entry);
                if (waiting.Count > query.Last)
                    waiting.Dequeue();
            }
        }

        async Task EndBacklogAsync()
        {
            var entries = backlog;
            backlog = null;
            if (entries is { Count: > 0 })
                await take([.. entries]);
        }
    }

    private static void Check(ProvisioningContext context, ConnectorLogQuery query)
    {
        if (query is { Follow: true, Until: not null })
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                "Until: a log that is followed has no end.",
                "Leave -Until or -Follow out.") { ConnectorName = context.ConnectorName };
        }

        if (query.Until < query.Since)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"Until: {query.Until:u} is before Since, {query.Since:u}.",
                "Give the earlier time in -Since.") { ConnectorName = context.ConnectorName };
        }
    }

    private static async Task<DescribeConnectorResponse> FindAsync(
        ProvisioningContext context, CancellationToken cancellationToken)
    {
        var arn = await ConnectorLookup.FindArnAsync(context, cancellationToken) ?? throw NotFound(
            context,
            $"There is no connector '{context.ConnectorName}' in {context.Aws.Region}.",
            "Look at the name, its case included, and at -Region. Get-KrakenMskConnector without a name lists all.");
        return await ConnectorLookup.DescribeAsync(context, arn, cancellationToken);
    }

    private static string LogGroup(ProvisioningContext context, DescribeConnectorResponse connector)
    {
        var delivery = connector.LogDelivery?.WorkerLogDelivery;
        if (delivery?.CloudWatchLogs is { Enabled: true, LogGroup: { Length: > 0 } group })
            return group;
        var elsewhere = delivery switch
        {
            { S3: { Enabled: true } s3 } => $"; it goes to the S3 bucket '{s3.Bucket}'",
            { Firehose: { Enabled: true } firehose } => $"; it goes to the Firehose stream '{firehose.DeliveryStream}'",
            _ => "",
        };
        throw NotFound(
            context,
            $"The connector '{context.ConnectorName}' does not deliver its log to CloudWatch Logs{elsewhere}.",
            elsewhere.Length > 0
                ? "Read it there."
                : "AWS cannot change the log delivery of a connector: create it again, with log delivery; New-KrakenMskConnector sets it up.");
    }

    private static KrakenException NotFound(ProvisioningContext context, string message, string remedy) =>
        new(KrakenErrorKind.NotFound, context.Shown(message), remedy) { ConnectorName = context.ConnectorName };
}
