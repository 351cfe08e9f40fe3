using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Resources;
using Kraken.MskConnect.Resources.Connectors;
using Kraken.MskConnect.Resources.Roles;
using Kraken.MskConnect.Resources.WorkerConfigurations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Operations;

/// <summary>
/// Adds to a plan what its execution will refuse: what a connector that is created again would lack, and references to
/// undeclared config providers. Makes calls only if the connector is created again, or gets a configuration with such
/// references.
/// </summary>
internal static class PlanWarnings
{
    /// <summary>Whether a connector that is there is to be made again.</summary>
    public static bool IsReplacement(ConnectorStack stack, ConnectorPlan plan) =>
        stack.Connector.Exists && plan.Resources.Any(r => r.Action == PlanAction.Replace);

    /// <summary>
    /// Whether MSK Connect is to be given a configuration that it has not yet, or other workers to read it.
    /// </summary>
    public static bool SendsConfiguration(ConnectorStack stack, ConnectorPlan plan) =>
        !stack.Connector.Exists || IsReplacement(stack, plan) || plan.Resources
            .Where(r => r.Kind == stack.Connector.Kind)
            .SelectMany(r => r.Changes)
            .Any(c => c.Name.Field == PropertyName.Configuration || c.Update == WorkerSettingUpdate.WorkerConfiguration);

    /// <summary>The connector's part of the plan.</summary>
    public static ResourcePlan ConnectorPlanOf(ConnectorStack stack, ConnectorPlan plan) =>
        plan.Resources.First(r => r.Kind == stack.Connector.Kind);

    /// <summary>The plan of what lacks nothing: that of a replacement says what was looked at.</summary>
    public static ConnectorPlan AddLookedAt(ConnectorStack stack, ConnectorPlan plan) =>
        IsReplacement(stack, plan) ? Note(plan, stack.Connector.Kind, [ReplacementPrerequisites.LookedAt]) : plan;

    /// <summary>The plan, with the findings in the connector's note.</summary>
    /// <param name="context">The connector's context.</param>
    /// <param name="stack">The resources as AWS has them.</param>
    /// <param name="spec">What the connector is to be.</param>
    /// <param name="workerQuota">How many workers the account may have in the region.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<ConnectorPlan> AddAsync(
        ProvisioningContext context,
        ConnectorStack stack,
        ConnectorSpec spec,
        int workerQuota,
        ConnectorPlan plan,
        CancellationToken cancellationToken)
    {
        var replaces = IsReplacement(stack, plan);
        var (lacks, undeclared) = (
            replaces
                ? ReplacementPrerequisites.FindAsync(stack, workerQuota, cancellationToken)
                : ReplacementPrerequisites.FindForChangeAsync(context, spec, ConnectorPlanOf(stack, plan), cancellationToken),
            SendsConfiguration(stack, plan)
                ? ConfigProviders.FindAsync(context, spec, cancellationToken)
                : Task.FromResult<ConfigProviders.Undeclared?>(null));
        await Concurrently.AllAsync(lacks, undeclared);
        var accepted = ConfigProviders.ReasonToAccept(spec);
        List<string> notes =
        [
            .. (await lacks).Select(l => replaces
                ? $"is refused, because the connector could not be created again: {l.Text}"
                : $"is refused, because MSK Connect would refuse it: {l.Text}"),
            .. replaces && (await lacks).Count == 0 ? [ReplacementPrerequisites.LookedAt] : Array.Empty<string>(),
            .. replaces ? ConnectorPrerequisites.Doubts(spec).Where(d => d.AcceptedBecause is null).Select(d => $"may be refused after the deletion: {d.Message.TrimEnd('.')}") : [],
            .. await undeclared is { } found && !(accepted is not null && MayGoOn(found)) ? [(found.WillFail && replaces ? "is refused: " : "") + found.Text] : Array.Empty<string>(),
        ];
        plan = Note(plan, stack.Connector.Kind, notes);
        if (accepted is not null && await undeclared is { } known && MayGoOn(known))
            plan = Accepting(plan, known, accepted);
        return plan.HasChanges ? Note(plan, RoleResource.KindName, PolicyNotes(spec)) : plan;

        bool MayGoOn(ConfigProviders.Undeclared found) => !found.WillFail || !replaces;
    }

    /// <summary>The plan with what is accepted, unless validation has said the same.</summary>
    private static ConnectorPlan Accepting(ConnectorPlan plan, ConfigProviders.Undeclared found, string reason) =>
        plan.AcceptedFindings.Any(f => f.Rule == FindingRules.ConfigProvider) ? plan : plan with
        {
            AcceptedFindings =
            [
                .. plan.AcceptedFindings,
                new SpecFinding(
                    FindingSeverity.Warning, nameof(ConnectorSpec.WorkerConfigurationArn), FindingRules.ConfigProvider, null,
                    found.Text + ".", ConfigProviders.Remedy).AcceptedFor(reason),
            ],
        };

    /// <summary>Where the policy comes from what the module does not vouch for.</summary>
    private static List<string> PolicyNotes(ConnectorSpec spec) =>
    [
        .. SpecConnector.Of(spec) is { IsDefinedByUser: true } defined
            ? [$"is granted what the connector definition '{defined.Definition!.Name}' states for {defined.Class}"]
            : Array.Empty<string>(),
        .. PolicyDoubts.Of(spec).Where(d => AcceptedFindings.ReasonOf(spec, d.Rule, d.Field) is null).Select(d => $"may lack permissions: {d.Text}"),
    ];

    private static ConnectorPlan Note(ConnectorPlan plan, string kind, List<string> notes) => notes.Count == 0 ? plan : plan with
    {
        Resources =
        [
            .. plan.Resources.Select(r => r.Kind != kind
                ? r
                : r with { Note = string.Join("; ", r.Note is null ? notes : [r.Note, .. notes]) }),
        ],
    };
}
