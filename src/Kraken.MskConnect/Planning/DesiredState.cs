using Kraken.MskConnect.Networking;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Planning;

/// <summary>All that a spec asks AWS for, derived once, before any call.</summary>
internal sealed record DesiredState
{
    private DesiredState(ConnectorSpec spec)
    {
        var policy = ConnectorPolicyBuilder.Build(spec);
        var partition = SpecArn.PartitionOf(spec.Region);
        Spec = spec;
        Tags = ResourceNames.OwnershipTags(spec);
        Policy = policy.Document;
        if (policy.Parts.Count > 1 && Tags.Count >= TagRule.MostTags)
            throw TooManyTags(spec, policy.Parts.Count - 1);
        Trust = policy.Trust;
        EgressRules = Networking.EgressRules.Derive(spec);
        Configuration = EffectiveConfiguration.Of(spec);
        RoleName = ResourceNames.RoleName(spec.ConnectorName, spec.Region);
        RoleArn = $"arn:{partition}:iam::{spec.AccountId}:role{spec.RolePath}{RoleName}";
        SecurityGroupName = ResourceNames.SecurityGroupName(spec.ConnectorName);
        LogGroupName = ResourceNames.LogGroupName(spec.ConnectorName);
    }

    /// <summary>The spec that it was derived from.</summary>
    public ConnectorSpec Spec { get; }

    /// <summary>The tags of every resource.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; }

    /// <summary>What the role may do.</summary>
    public PolicyDocument Policy { get; }

    /// <summary>Who may assume the role.</summary>
    public PolicyDocument Trust { get; }

    /// <summary>Where the security group lets the connector connect to.</summary>
    public IReadOnlyList<EgressRule> EgressRules { get; }

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

    /// <summary>The ARN of a log group of that name in the spec's account and region; without <c>:*</c>.</summary>
    public string LogGroupArnOf(string name) =>
        $"arn:{SpecArn.PartitionOf(Spec.Region)}:logs:{Spec.Region}:{Spec.AccountId}:log-group:{name}";

    /// <summary>Derives it. Makes no AWS call.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: a rule is broken.</exception>
    public static DesiredState From(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var errors = SpecValidator.Validate(spec).Findings.Where(f => f.Severity == FindingSeverity.Error).ToList();
        return errors.Count == 0
            ? new DesiredState(spec)
            : throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                string.Join(" ", errors.Select(e => e.Message)),
                string.Join(" ", errors.Select(e => e.Remedy).Distinct()))
            {
                ConnectorName = spec.ConnectorName,
            };
    }

    private static KrakenException TooManyTags(ConnectorSpec spec, int policies) => new(
        KrakenErrorKind.SpecInvalid,
        $"CommonTag has {spec.CommonTag.Count} tags; a role takes {TagRule.MostTags}, of which this module needs four, one "
        + $"of them for the number of managed policies ({policies}) that so many topics take.",
        "Give fewer tags.")
    {
        ConnectorName = spec.ConnectorName,
    };
}
