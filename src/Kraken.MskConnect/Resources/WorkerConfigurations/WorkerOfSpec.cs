using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// Reads a spec's worker configuration, since it decides what the connector's role needs: the topic of the offsets,
/// exactly-once delivery, the config providers' classes, and the converters that the connector does not name itself.
/// </summary>
internal static class WorkerOfSpec
{
    /// <summary>Reads the worker configuration that a spec names, one call; of a fleet each once.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The worker configuration; null where the spec names none, it does not exist, or it may not be read.</returns>
    public static async Task<DescribeWorkerConfigurationResponse?> ReadAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        if (spec.WorkerConfigurationArn is not { Length: > 0 } arn)
            return null;
        try
        {
            return await ConfigProviders.DescribeAsync(context, arn, cancellationToken);
        }
        catch (AmazonServiceException e)
        {
            var why = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
            if (why.Kind == KrakenErrorKind.NotFound)
                return null;

            // Any other failure may pass, and a policy without these grants would take them from a role that has them.
            if (why.Kind is not (KrakenErrorKind.AccessDenied or KrakenErrorKind.RequestRefused))
                throw;
            context.Warn(
                $"The worker configuration {arn} cannot be read, so what it asks for is not derived: its offset.storage.topic, "
                + $"exactly-once delivery, config providers and converters: {why.Message.TrimEnd('.')}");
            return null;
        }
    }

    /// <summary>The spec with the properties of its worker configuration.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="worker">Its worker configuration; null where it is not known.</param>
    public static ConnectorSpec With(ConnectorSpec spec, DescribeWorkerConfigurationResponse? worker) =>
        worker is null && spec.WorkerProperties is null
            ? spec
            : spec with { WorkerProperties = worker is null ? null : WorkerProperties.Of(worker).Values };

    /// <summary>What a spec describes, its worker configuration included; warns of what is wrong between the two.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="desired">What the spec alone describes.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException">A rule is broken, or the reading failed.</exception>
    public static async Task<DesiredState> CompleteAsync(
        ProvisioningContext context, DesiredState desired, CancellationToken cancellationToken)
    {
        var spec = With(desired.Spec, await ReadAsync(context, desired.Spec, cancellationToken));
        if (ReferenceEquals(spec, desired.Spec))
            return desired;
        foreach (var finding in SpecValidator.Validate(spec).Findings.Where(IsOfWorker))
            context.Warn($"{finding.Message.TrimEnd('.')}. {finding.Remedy} [{finding.Rule}]");
        return DesiredState.From(spec, cancellationToken);
    }

    /// <summary>What else is wrong, validation has told before any call.</summary>
    private static bool IsOfWorker(SpecFinding finding) => finding.Severity == FindingSeverity.Warning
        && (finding.Rule == FindingRules.Unused
            || finding.Field.StartsWith(nameof(ConnectorSpec.WorkerConfigurationArn) + "[", StringComparison.Ordinal));
}
