using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Finds the connectors in a region that belong to a fleet, by the tag <c>kraken:fleet</c>. A connector without this module's
/// ownership tags is in no fleet, whatever its other tags say. Makes read calls only.
/// </summary>
/// <param name="aws">The clients of the region.</param>
/// <param name="observer">Receives the events; null for none.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class FleetSearch(ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private const int AtOnce = 8;

    /// <summary>The fleet's connectors; none where the region has none.</summary>
    /// <param name="fleet">The fleet's name, case sensitive.</param>
    /// <param name="among">The names of the connectors to look at; null for all, which costs a call for each.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="KrakenException">
    /// AWS refused a call: which connectors belong to the fleet is then not known, and nobody may conclude anything.
    /// </exception>
    public async Task<IReadOnlyList<FleetMember>> FindAsync(
        string fleet, IReadOnlySet<string>? among, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(fleet);
        var context = ProvisioningContext.For($"fleet {fleet}", aws, observer, clock);
        try
        {
            var members = new List<FleetMember>();
            var all = await ConnectorLookup.ListAsync(context, "", cancellationToken);
            var looked = all.Where(c => among?.Contains(c.ConnectorName) is not false).OrderBy(c => c.ConnectorName, StringComparer.Ordinal);
            foreach (var some in looked.Chunk(AtOnce))
            {
                var tags = await Task.WhenAll(some.Select(c => TagsAsync(context, c.ConnectorArn, cancellationToken)));
                members.AddRange(
                    from found in some.Zip(tags)
                    where found.Second is { } own && Ownership.IsOurs(own, found.First.ConnectorName)
                        && own.GetValueOrDefault(ResourceNames.FleetTag) == fleet
                    select new FleetMember(found.First.ConnectorName, context.Aws.Region));
            }

            return members;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw AwsErrors.Translate(e, null, context.Scrub);
        }
    }

    private static async Task<Dictionary<string, string>?> TagsAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await context.CallAsync("kafkaconnect:ListTagsForResource", () =>
                context.Aws.KafkaConnect.ListTagsForResourceAsync(
                    new ListTagsForResourceRequest { ResourceArn = arn }, cancellationToken));
            return Answers.Tags(answer, answer.Tags);
        }
        catch (NotFoundException)
        {
            // Deleted since it was listed.
            return null;
        }
    }
}
