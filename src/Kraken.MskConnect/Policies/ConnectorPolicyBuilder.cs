using Amazon;
using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Policies.Sizing;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Findings;

namespace Kraken.MskConnect.Policies;

/// <summary>Derives a connector's policy and trust from its spec. Pure: makes no AWS call.</summary>
public static class ConnectorPolicyBuilder
{
    /// <summary>
    /// The service that assumes the role. Source: Amazon MSK developer guide, Service execution role.
    /// </summary>
    public const string ServicePrincipal = "kafkaconnect.amazonaws.com";

    /// <summary>
    /// Builds the policy. Where IAM does not take it inline, it is regrouped and spread over managed policies too, and
    /// where <see cref="ConnectorSpec.MaxOverGrant"/> allows it, prefixes stand for topics.
    /// </summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <param name="cancellationToken">Stops the search for a form that fits, which is long for thousands of topics.</param>
    /// <returns>The policy, each statement with its reason.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PolicyTooLarge"/> where no form of the policy is small enough for IAM.
    /// </exception>
    public static ConnectorPolicy Build(ConnectorSpec spec, CancellationToken cancellationToken = default)
    {
        var derived = Derive(spec);
        var fit = PolicyFit.Of(
            derived.Statements, spec.MskClusterArn, spec.MaxOverGrant, RoomOf(spec), cancellationToken)
            ?? throw TooLarge(derived, spec);
        return new ConnectorPolicy(
            derived.ConnectorName, fit.Statements, derived.Trust,
            AcceptedFindings.Complete(spec, [.. derived.Findings, .. fit.OverGrants.Select(Finding)], FindingSource.Policy))
        {
            Parts = fit.Parts,
            OverGrants = fit.OverGrants,
        };
    }

    /// <summary>Derives the policy whatever its size, as <see cref="Build"/> does it before it looks at the limits.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <returns>The policy, each statement with its reason; it may be larger than IAM takes.</returns>
    public static ConnectorPolicy Derive(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var connector = SpecConnector.Of(spec);
        var findings = new List<SpecFinding>();
        var requirements = AccessRequirements.Of(spec, connector, findings);
        var statements = RequirementStatements.Of(requirements);
        findings.AddRange(
            from requirement in requirements
            where requirement.Finding is not null
            group requirement by (requirement.Need, requirement.Finding, Field: requirement.Because[0]) into wide
            select new SpecFinding(
                FindingSeverity.Warning,
                wide.Key.Field,
                "AllTopicsGranted",
                KafkaTopic.Every,
                $"{wide.Key.Field} '{KafkaTopic.Every}': {string.Join(", ", wide.Select(r => r.Action).Distinct())} "
                + $"{wide.Key.Finding}, whose configurations can contain passwords.",
                "Name the topics, or the prefix that they share."));

        if (!string.IsNullOrEmpty(spec.WorkerConfigurationArn) && spec.WorkerProperties is null)
        {
            findings.Insert(0, new SpecFinding(
                FindingSeverity.Information,
                nameof(ConnectorSpec.WorkerConfigurationArn),
                "WorkerConfigurationUnread",
                spec.WorkerConfigurationArn,
                $"{nameof(ConnectorSpec.WorkerConfigurationArn)} is given, but no AWS call was made, so this policy lacks what the "
                + "worker configuration may ask for: its offset.storage.topic, exactly-once delivery and its own converters.",
                "No action is needed for the cmdlets that call AWS: they read it. Compare-KrakenMskConnector shows the whole policy."));
        }

        if (spec.MskAuthenticationType != "IAM")
        {
            findings.Insert(0, new SpecFinding(
                FindingSeverity.Information,
                nameof(ConnectorSpec.MskAuthenticationType),
                "KafkaGrantsUnused",
                spec.MskAuthenticationType,
                $"MskAuthenticationType is {spec.MskAuthenticationType}: "
                + "MSK evaluates kafka-cluster grants only with IAM authentication, so they have no effect.",
                "No action is needed. The grants let you change to IAM without another policy."));
        }

        return new ConnectorPolicy(spec.ConnectorName, statements, Trust(spec), AcceptedFindings.Apply(spec, findings));
    }

    /// <summary>How many managed policies the role can have beside those that the spec lists.</summary>
    internal static int RoomOf(ConnectorSpec spec) => PolicyLimits.ManagedPerRole - spec.AdditionalManagedPolicyArn.Count;

    private static PolicyDocument Trust(ConnectorSpec spec)
    {
        var partition = SpecArn.Parse(spec.MskClusterArn, nameof(spec.MskClusterArn)).Partition;
        var service = $"arn:{partition}:kafkaconnect:{spec.Region}:{spec.AccountId}";
        return new PolicyDocument(
        [
            new PolicyStatement
            {
                Sid = "MskConnect",
                Principals = new Dictionary<string, IReadOnlyList<string>> { ["Service"] = [ServicePrincipal] },
                Actions = ["sts:AssumeRole"],
                Conditions =
                [
                    new("StringEquals", "aws:SourceAccount", [spec.AccountId]),
                    new("ArnLike", "aws:SourceArn", [$"{service}:connector/{spec.ConnectorName}/*"]),
                ],
            },
        ]);
    }

    private static SpecFinding Finding(OverGrant more) => new(
        FindingSeverity.Warning,
        nameof(ConnectorSpec.MaxOverGrant),
        "OverGrant",
        more.Prefix + "*",
        $"'{more.Prefix}*' covers {more.Topics.Count} listed topics, because not all of them fit into the policy. It also "
        + $"grants {more.More}.",
        "Set MaxOverGrant to 0 to grant only the listed topics, and give the connector fewer topics or shorter names.");

    private static KrakenException TooLarge(ConnectorPolicy policy, ConnectorSpec spec)
    {
        var largest = policy.Statements.MaxBy(s => s.Statement.Resources.Sum(r => r.Length))!;
        return new KrakenException(
            KrakenErrorKind.PolicyTooLarge,
            $"The policy of connector '{policy.ConnectorName}' has {PolicyLimits.SizeOf(policy.Document)} characters. Even "
            + $"in its shortest form that grants no more than MaxOverGrant ({spec.MaxOverGrant}) allows, it does not fit "
            + $"the {PolicyLimits.Inline} characters that IAM accepts inline and {RoomOf(spec)} managed "
            + $"policies of {PolicyLimits.Managed}. Its largest statement is {largest.Statement.Sid} with "
            + $"{largest.Statement.Resources.Count} resources.",
            "Name fewer topics: use one entry that ends with * for topics with a common prefix, "
            + $"in {string.Join(", ", largest.Because)}; or set MaxOverGrant to the number of such entries that may be created.")
        {
            ConnectorName = policy.ConnectorName,
        };
    }
}
