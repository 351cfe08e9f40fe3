using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Resources.WorkerConfigurations;

/// <summary>
/// Finds references to config providers that the worker configuration does not declare: Kafka Connect uses such a
/// reference as a literal value, so a connector authenticates with the text <c>${secretsmanager:…}</c>.
/// </summary>
internal static class ConfigProviders
{
    /// <summary>The references that stay text.</summary>
    /// <param name="References">Them.</param>
    /// <param name="WorkerConfigurationArn">The worker configuration; null for MSK Connect's default, which declares none.</param>
    public sealed record Undeclared(IReadOnlyList<ConfigReference> References, string? WorkerConfigurationArn)
    {
        /// <summary>Whether some of them can hardly be meant as text.</summary>
        public bool WillFail => References.Any(r => r.IsMeant);

        /// <summary>What is wrong, in words.</summary>
        public string Text
        {
            get
            {
                var told = WillFail ? References.Where(r => r.IsMeant).ToList() : References;
                var names = told.Select(r => $"'{r.Provider}'").Distinct().Order(StringComparer.Ordinal).ToList();
                var keys = told.Select(r => r.Key).Distinct().Order(StringComparer.Ordinal).Take(MostKeys).ToList();
                var more = told.Select(r => r.Key).Distinct().Count() - keys.Count;
                return $"{string.Join(", ", keys)}{(more > 0 ? $" and {more} more keys" : "")} "
                    + $"{(keys.Count + more == 1 ? "refers" : "refer")} to the config {(names.Count == 1 ? "provider" : "providers")} "
                    + $"{string.Join(", ", names)}, which "
                    + (WorkerConfigurationArn is null
                        ? "MSK Connect's default worker configuration does not declare"
                        : $"the worker configuration {WorkerConfigurationArn} does not declare in config.providers")
                    + ", so the connector uses the reference as a literal value";
            }
        }
    }

    /// <summary>What to do about it.</summary>
    public const string Remedy =
        "In WorkerConfigurationArn, give a worker configuration whose config.providers names the provider, or correct the "
        + "provider's name in ConnectorConfiguration.";

    private const int MostKeys = 5;

    /// <summary>The references of a configuration that stay text; null where there are none, or nobody can tell.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="configuration">The connector's configuration.</param>
    /// <param name="workerConfigurationArn">Its worker configuration; null for MSK Connect's default.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Undeclared?> FindAsync(
        ProvisioningContext context,
        IReadOnlyCollection<KeyValuePair<string, string>>? configuration,
        string? workerConfigurationArn,
        CancellationToken cancellationToken)
    {
        // Who refers to nothing needs no call.
        if (ConfigReference.LeftToWorkers(configuration).Count == 0)
            return null;
        IReadOnlySet<string> declared = new HashSet<string>();
        if (workerConfigurationArn is { Length: > 0 } arn)
        {
            try
            {
                declared = WorkerProperties.Of(await DescribeAsync(context, arn, cancellationToken)).Providers;
            }
            catch (Exception e) when (e is not (OperationCanceledException or KrakenException))
            {
                // That it is not there, CreateConnector says; who may not read it may use it; and whatever else keeps this
                // look from being had must not keep a connector from being made.
                var why = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
                context.Detail($"The config providers of the worker configuration are not checked: {why.Message.TrimEnd('.')}");
                return null;
            }
        }

        return Among(configuration, workerConfigurationArn, declared);
    }

    /// <summary>The references of a spec that stay text; makes no call where its worker configuration was read.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">The spec.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<Undeclared?> FindAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken) =>
        spec.WorkerProperties is { } known
            ? Task.FromResult(Among(spec.ConnectorConfiguration, spec.WorkerConfigurationArn, WorkerProperties.ProvidersOf(known)))
            : FindAsync(context, spec.ConnectorConfiguration, spec.WorkerConfigurationArn, cancellationToken);

    /// <summary>The references of a configuration that stay text; null where there are none.</summary>
    /// <param name="configuration">The connector's configuration.</param>
    /// <param name="workerConfigurationArn">Its worker configuration; null for MSK Connect's default.</param>
    /// <param name="declared">The config providers that it declares.</param>
    public static Undeclared? Among(
        IReadOnlyCollection<KeyValuePair<string, string>>? configuration, string? workerConfigurationArn, IReadOnlySet<string> declared)
    {
        var undeclared = ConfigReference.LeftToWorkers(configuration).Where(r => !declared.Contains(r.Provider)).ToList();
        return undeclared.Count == 0
            ? null
            : new Undeclared(undeclared, workerConfigurationArn is { Length: > 0 } ? workerConfigurationArn : null);
    }

    /// <summary>
    /// Warns of references that stay text, since MSK Connect takes them. A connector that runs is not deleted for one that
    /// cannot log in.
    /// </summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What the connector is to be.</param>
    /// <param name="isReplacement">Whether a connector that is there is to be made again.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>, for a replacement.</exception>
    public static async Task CheckAsync(
        ProvisioningContext context, ConnectorSpec spec, bool isReplacement, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, spec, cancellationToken) is not { } found)
            return;
        if (!found.WillFail || !isReplacement)
        {
            if (ReasonToAccept(spec) is null)
                context.Warn($"{found.Text}. {(found.WillFail ? Remedy + " " : "")}[{FindingRules.ConfigProvider}]");
            return;
        }

        throw new KrakenException(
            KrakenErrorKind.SpecInvalid, $"Nothing was changed: {found.Text}.", Remedy) { ConnectorName = context.ConnectorName };
    }

    /// <summary>Why the spec accepts such references; null where it does not.</summary>
    public static string? ReasonToAccept(ConnectorSpec spec) =>
        AcceptedFindings.ReasonOf(spec, FindingRules.ConfigProvider, nameof(ConnectorSpec.WorkerConfigurationArn));

    /// <summary>Reads a worker configuration; of a fleet each once.</summary>
    public static Task<DescribeWorkerConfigurationResponse> DescribeAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken) => context.Fleet is { } fleet
        ? WorkerConfigurationInventory.Of(fleet).DescribeAsync(arn, cancellationToken)
        : DescribeAloneAsync(context, arn, cancellationToken);

    /// <summary>Reads a worker configuration.</summary>
    public static async Task<DescribeWorkerConfigurationResponse> DescribeAloneAsync(
        ProvisioningContext context, string arn, CancellationToken cancellationToken)
    {
        var worker = await context.CallAsync("kafkaconnect:DescribeWorkerConfiguration", () =>
            context.Aws.KafkaConnect.DescribeWorkerConfigurationAsync(
                new DescribeWorkerConfigurationRequest { WorkerConfigurationArn = arn }, cancellationToken));
        Answers.Of(worker, worker.LatestRevision);
        return worker;
    }
}
