using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Planning;

/// <summary>The state in AWS that a spec describes, derived once, before any call.</summary>
internal sealed record DesiredState
{
    private DesiredState(ConnectorSpec spec, IReadOnlyList<SpecFinding> findings, CancellationToken cancellationToken)
    {
        var policy = ConnectorPolicyBuilder.Build(spec, cancellationToken);
        var partition = SpecArn.PartitionOf(spec.Region);
        Spec = spec;
        Tags = ResourceNames.OwnershipTags(spec);
        TagReasons = TagReasonsOf(spec);
        Policy = policy.Document;
        // A large policy has a need's grants in several statements of one name.
        PolicyReasons = policy.Statements.Where(s => s.Statement.Sid is not null)
            .DistinctBy(s => s.Statement.Sid)
            .ToDictionary(
                s => s.Statement.Sid!, s => $"{s.Need}: {string.Join(", ", s.Because)}", StringComparer.Ordinal);
        if (policy.Parts.Count > 1 && Tags.Count >= TagRule.MostTags)
            throw TooManyTags(spec, policy.Parts.Count - 1);
        Trust = policy.Trust;
        TrustReasons = policy.Trust.Statements.ToDictionary(
            s => s.Sid!,
            _ => "MSK Connect may assume the role only for this connector: "
                + $"{nameof(spec.ConnectorName)}, {nameof(spec.AccountId)}, {nameof(spec.Region)}",
            StringComparer.Ordinal);
        EgressRules = Networking.EgressRules.Derive(spec);
        AdditionalEgress = AdditionalRules.Egress(spec);
        AdditionalIngress = AdditionalRules.Ingress(spec);
        Configuration = EffectiveConfiguration.Of(spec);
        RoleName = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        RoleArn = $"arn:{partition}:iam::{spec.AccountId}:role{spec.RolePath}{RoleName}";
        SecurityGroupName = ResourceNames.SecurityGroupName(spec.ConnectorName);
        LogGroupName = spec.UsedLogGroupName;
        Accepted = [.. findings.Concat(policy.Findings).Where(f => f.AcceptedBecause is not null)];
    }

    /// <summary>The spec that it was derived from.</summary>
    public ConnectorSpec Spec { get; }

    /// <summary>The tags of every resource.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>Which field of the spec asks for a tag, by the tag's key.</summary>
    public IReadOnlyDictionary<string, string> TagReasons { get; }

    /// <summary>What the role may do.</summary>
    public PolicyDocument Policy { get; }

    /// <summary>Why each statement of <see cref="Policy"/> is wanted, by its id: the need, and what asks for it.</summary>
    public IReadOnlyDictionary<string, string> PolicyReasons { get; }

    /// <summary>Who may assume the role.</summary>
    public PolicyDocument Trust { get; }

    /// <summary>Why each statement of <see cref="Trust"/> is wanted, by its id.</summary>
    public IReadOnlyDictionary<string, string> TrustReasons { get; }

    /// <summary>Where the security group lets the connector connect to.</summary>
    public IReadOnlyList<EgressRule> EgressRules { get; }

    /// <summary>Where else it does, as the spec says.</summary>
    public IReadOnlyList<AdditionalSecurityRule> AdditionalEgress { get; }

    /// <summary>Whom the security group lets connect to the connector.</summary>
    public IReadOnlyList<AdditionalSecurityRule> AdditionalIngress { get; }

    /// <summary>The connector's configuration as it is sent to AWS.</summary>
    public IReadOnlyDictionary<string, string> Configuration { get; }

    /// <summary>The role's name.</summary>
    public string RoleName { get; }

    /// <summary>The role's ARN, which follows from its name.</summary>
    public string RoleArn { get; }

    /// <summary>The security group's name.</summary>
    public string SecurityGroupName { get; }

    /// <summary>The log group's name.</summary>
    public string LogGroupName { get; }

    /// <summary>The warnings that the spec accepts, each with the reason.</summary>
    public IReadOnlyList<SpecFinding> Accepted { get; }

    /// <summary>The ARN of a log group of that name in the spec's account and region; without <c>:*</c>.</summary>
    public string LogGroupArnOf(string name) =>
        $"arn:{SpecArn.PartitionOf(Spec.Region)}:logs:{Spec.Region}:{Spec.AccountId}:log-group:{name}";

    /// <summary>Derives it. Makes no AWS call.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="cancellationToken">Stops the derivation.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: a rule is broken.</exception>
    public static DesiredState From(ConnectorSpec spec, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var findings = SpecValidator.Validate(spec).Findings;
        var errors = findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        return errors.Count == 0
            ? new DesiredState(spec, findings, cancellationToken)
            : throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                string.Join(" ", errors.Select(e => e.Message)),
                string.Join(" ", errors.Select(e => e.Remedy).Distinct()))
            {
                ConnectorName = spec.ConnectorName,
            };
    }

    private static Dictionary<string, string> TagReasonsOf(ConnectorSpec spec)
    {
        var reasons = spec.CommonTag.Keys.ToDictionary(
            key => key, _ => nameof(ConnectorSpec.CommonTag), StringComparer.Ordinal);
        reasons[ResourceNames.ConnectorTag] = nameof(ConnectorSpec.ConnectorName);
        reasons[ResourceNames.EnvTag] = nameof(ConnectorSpec.Env);
        reasons[ResourceNames.FleetTag] = nameof(ConnectorSpec.Fleet);
        reasons[ResourceNames.ManagedByTag] = "marks the resources that this module may change and delete";
        return reasons;
    }

    private static KrakenException TooManyTags(ConnectorSpec spec, int policies) => new(
        KrakenErrorKind.SpecInvalid,
        $"CommonTag has {spec.CommonTag.Count} tags; a role can have {TagRule.MostTags}, and this module needs {(spec.Fleet is null ? "four" : "five")} of them, one "
        + $"of them for the number of managed policies ({policies}) that so many topics require.",
        "Give fewer tags.")
    {
        ConnectorName = spec.ConnectorName,
    };
}
