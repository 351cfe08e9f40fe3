using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// What CreateConnector will refuse and a read can tell: looked at before a connector is deleted to be made again, and where
/// CreateConnector has refused for a reason that its words do not tell. The subnets, their VPC and what the names are taken
/// by, every look has seen already. Read calls only.
/// </summary>
internal static class Prerequisites
{
    /// <summary>One thing that is missing.</summary>
    /// <param name="Kind">The kind of the error that it makes.</param>
    /// <param name="Text">What it is.</param>
    /// <param name="Remedy">What to do about it.</param>
    public sealed record Lack(KrakenErrorKind Kind, string Text, string Remedy);

    /// <summary>All that a connector which is made again will lack.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="stack">What is there of it.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<Lack>> OfReplacementAsync(
        ProvisioningContext context, ConnectorStack stack, ConnectorSpec spec, int workerQuota, CancellationToken cancellationToken)
    {
        var (plugin, worker) = (PluginAsync(context, spec, cancellationToken), WorkerAsync(context, spec, cancellationToken));
        var (boundary, quota) = (
            BoundaryAsync(context, stack.Role, spec, cancellationToken),
            QuotaAsync(context, stack.Connector, spec, workerQuota, cancellationToken));
        await SideBySide.AllAsync(plugin, worker, boundary, quota);
        return [.. new[] { await plugin, await worker, await boundary, await quota }.OfType<Lack>()];
    }

    /// <summary>What a connector that is made now lacks of what is not this module's.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="spec">What it is to be.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<Lack>> OfCreationAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (plugin, worker) = (PluginAsync(context, spec, cancellationToken), WorkerAsync(context, spec, cancellationToken));
        await SideBySide.AllAsync(plugin, worker);
        return [.. new[] { await plugin, await worker }.OfType<Lack>()];
    }

    /// <summary>
    /// What validation doubts that MSK Connect takes. No read can tell, so it is a warning, and where MSK Connect refuses it
    /// is most likely this.
    /// </summary>
    public static IReadOnlyList<SpecFinding> Doubts(ConnectorSpec spec) =>
    [
        .. SpecValidator.Validate(spec).Findings.Where(f =>
            f is { Severity: FindingSeverity.Warning, Rule: "KafkaConnectVersionUnknown" or "BootstrapServerRegion" }),
    ];

    /// <summary>The error for it.</summary>
    public static KrakenException Refusal(ProvisioningContext context, IReadOnlyList<Lack> lacks) => new(
        lacks[0].Kind,
        $"Connector '{context.ConnectorName}' is not replaced, since it could not be made again; nothing was changed: "
        + string.Join("; ", lacks.Select(l => l.Text)) + ".",
        string.Join(" ", lacks.Select(l => l.Remedy).Distinct()))
    {
        ConnectorName = context.ConnectorName,
    };

    private static async Task<Lack?> PluginAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        var (arn, revision) = (spec.CustomPluginArn, spec.CustomPluginRevision);
        const string Remedy = "Correct CustomPluginArn and CustomPluginRevision, or make the plugin first.";
        return await LookAsync(context, $"the custom plugin {arn}", Remedy, async () =>
        {
            var plugin = await context.CallAsync("kafkaconnect:DescribeCustomPlugin", () =>
                context.Aws.KafkaConnect.DescribeCustomPluginAsync(
                    new DescribeCustomPluginRequest { CustomPluginArn = arn }, cancellationToken));
            Answers.Of(plugin, plugin.CustomPluginArn);
            return plugin.CustomPluginState is { } state && state != CustomPluginState.ACTIVE
                    ? new Lack(
                        KrakenErrorKind.RequestRefused,
                        $"the custom plugin {arn} is {state} and not ACTIVE",
                        "Wait until the plugin is ACTIVE, or name another one.")
                : plugin.LatestRevision?.Revision is { } latest && revision > latest
                    ? new Lack(
                        KrakenErrorKind.NotFound,
                        $"CustomPluginRevision is {revision}, and the latest revision of the custom plugin {arn} is {latest}",
                        Remedy)
                : null;
        });
    }

    private static async Task<Lack?> WorkerAsync(
        ProvisioningContext context, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        if (spec.WorkerConfigurationArn is not { Length: > 0 } arn)
            return null;
        const string Remedy = "Correct WorkerConfigurationArn and WorkerConfigurationRevision, or make the worker configuration first.";
        return await LookAsync(context, $"the worker configuration {arn}", Remedy, async () =>
        {
            var worker = await ConfigProviders.DescribeAsync(context, arn, cancellationToken);
            return worker.WorkerConfigurationState == WorkerConfigurationState.DELETING
                    ? new Lack(KrakenErrorKind.RequestRefused, $"the worker configuration {arn} is being deleted", Remedy)
                : worker.LatestRevision?.Revision is { } latest && spec.WorkerConfigurationRevision > latest
                    ? new Lack(
                        KrakenErrorKind.NotFound,
                        $"WorkerConfigurationRevision is {spec.WorkerConfigurationRevision}, and the latest revision of the "
                        + $"worker configuration {arn} is {latest}",
                        Remedy)
                : null;
        });
    }

    /// <summary>The boundary, where the role is to get one that it has not.</summary>
    private static async Task<Lack?> BoundaryAsync(
        ProvisioningContext context, RoleResource role, ConnectorSpec spec, CancellationToken cancellationToken)
    {
        if (spec.PermissionsBoundaryArn is not { Length: > 0 } arn || role.BoundaryArn == arn)
            return null;
        return await LookAsync(
            context,
            $"the policy {arn}",
            "Correct PermissionsBoundaryArn, or make the policy first.",
            async () =>
            {
                var policy = await context.CallAsync("iam:GetPolicy", () =>
                    context.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancellationToken));
                Answers.Of(policy, policy.Policy);
                return null;
            });
    }

    private static async Task<Lack?> QuotaAsync(
        ProvisioningContext context, ConnectorResource connector, ConnectorSpec spec, int quota, CancellationToken cancellationToken)
    {
        if (ConnectorCapacity.MostWorkers(spec) <= ConnectorCapacity.MostWorkers(connector.Observed?.Capacity))
            return null;
        try
        {
            await WorkerDemand.RefuseBeyondAsync(context, spec, quota, growsExisting: true, cancellationToken);
            return null;
        }
        catch (KrakenException e) when (e.Kind == KrakenErrorKind.WorkerQuotaExceeded)
        {
            return new Lack(e.Kind, e.Message.TrimEnd('.'), e.Remedy);
        }
    }

    /// <summary>Looks at something; that it is not there, or may not be looked at, is a lack as well.</summary>
    private static async Task<Lack?> LookAsync(
        ProvisioningContext context, string what, string remedy, Func<Task<Lack?>> look)
    {
        try
        {
            return await look();
        }
        catch (AmazonServiceException e)
        {
            // What cannot be seen may be missing: a running connector is not deleted in that hope.
            var error = AwsErrors.Translate(e, context.ConnectorName, context.Scrub);
            return error.Kind switch
            {
                KrakenErrorKind.NotFound => new Lack(error.Kind, $"{what} does not exist", remedy),
                KrakenErrorKind.AccessDenied or KrakenErrorKind.RequestRefused =>
                    new Lack(error.Kind, $"{what} cannot be looked at: {error.Message.TrimEnd('.')}", error.Remedy),
                _ => throw error,
            };
        }
    }
}
