using System.Runtime.CompilerServices;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>
/// Makes specs of connectors that exist, this module's, Terraform's or a console's, so that a comparison of the spec
/// with the connector finds no difference that the spec could express. Read calls only.
/// </summary>
/// <remarks>
/// A secret in plain text becomes <see cref="KeptSecret.Placeholder"/>; a config provider's reference stays. What AWS
/// does not tell is left out and told to the observer as a warning that names the field. Errors are
/// <see cref="KrakenException"/>s.
/// </remarks>
/// <param name="aws">The clients of one region.</param>
/// <param name="observer">Is told what happens; null for nobody.</param>
/// <param name="clock">Tells the time; null for the system's.</param>
public sealed class SpecExporter(
    ServiceClients aws, IProvisioningObserver? observer = null, TimeProvider? clock = null)
{
    private const int AtOnce = 4;

    /// <summary>The environment of connectors that have neither a tag <c>env</c> nor a tag <c>Environment</c>; null for none.</summary>
    public string? Env { get; init; }

    /// <summary>The specs of the connectors that match, in the order of their names; none throws nothing.</summary>
    /// <param name="namePattern">A name; <c>*</c> and <c>?</c> stand for any characters, any one character.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<ConnectorSpec> ExportAsync(
        string namePattern, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(namePattern);
        var pattern = new NamePattern(namePattern);
        var context = ProvisioningContext.For(namePattern, aws, observer, clock);
        var found = await context.ReadAsync(() => ConnectorLookup.ListAsync(context, pattern.Prefix, cancellationToken));
        var matching = found.Where(c => pattern.IsMatch(c.ConnectorName))
            .OrderBy(c => c.ConnectorName, StringComparer.Ordinal);
        foreach (var some in matching.Chunk(AtOnce))
        {
            var specs = await Task.WhenAll(
                some.Select(c => ExportOrNullAsync(c.ConnectorName, c.ConnectorArn, cancellationToken)));
            foreach (var spec in specs.OfType<ConnectorSpec>())
                yield return spec;
        }
    }

    private async Task<ConnectorSpec?> ExportOrNullAsync(
        string connectorName, string arn, CancellationToken cancellationToken)
    {
        var context = ProvisioningContext.For(connectorName, aws, observer, clock);
        return await context.ReadAsync(async () =>
        {
            context.Progress("Reading the connector and what it uses");
            try
            {
                var connector = await ConnectorExport.DescribeAsync(context, arn, cancellationToken);
                return await new SpecOfConnector(context, connector, Env).MakeAsync(cancellationToken);
            }
            catch (NotFoundException)
            {
                // Deleted since it was listed.
                return null;
            }
        });
    }
}
