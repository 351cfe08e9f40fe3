using Amazon;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>Derives a connector's policy and trust from its spec. Pure: makes no AWS call.</summary>
public static class ConnectorPolicyBuilder
{
    /// <summary>
    /// The most characters that a role's inline policies may have in sum, white space uncounted.
    /// Source: IAM user guide, IAM and AWS STS quotas.
    /// </summary>
    public const int InlineLimit = 10_240;

    /// <summary>
    /// The service that assumes the role. Source: Amazon MSK developer guide, Service execution role.
    /// </summary>
    public const string ServicePrincipal = "kafkaconnect.amazonaws.com";

    /// <summary>Builds the policy.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <returns>The policy, each statement with its reason.</returns>
    /// <exception cref="KrakenException">
    /// <see cref="KrakenErrorKind.PolicyTooLarge"/> where the policy is larger than IAM takes inline.
    /// </exception>
    public static ConnectorPolicy Build(ConnectorSpec spec)
    {
        var policy = Derive(spec);
        RefuseOverLimit(policy);
        return policy;
    }

    /// <summary>Derives the policy whatever its size, as <see cref="Build"/> does it before it looks at the limit.</summary>
    /// <param name="spec">A spec that passed validation.</param>
    /// <returns>The policy, each statement with its reason; it may be larger than IAM takes.</returns>
    public static ConnectorPolicy Derive(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var traits = new ConnectorTraits(spec);
        var findings = new List<SpecFinding>();
        var requirements = AccessRequirements.Of(spec, traits, findings);
        var statements = RequirementStatements.Of(requirements);

        if (spec.MskAuthenticationType != "IAM")
        {
            findings.Insert(0, new SpecFinding(
                FindingSeverity.Information,
                nameof(ConnectorSpec.MskAuthenticationType),
                "KafkaGrantsUnused",
                spec.MskAuthenticationType,
                $"MskAuthenticationType is {spec.MskAuthenticationType}: "
                + "MSK heeds the kafka-cluster grants only under IAM, so they are unused.",
                "Nothing to do; they are there so that a change to IAM needs no other policy."));
        }

        return new ConnectorPolicy(spec.ConnectorName, statements, Trust(spec), findings);
    }

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

    private static void RefuseOverLimit(ConnectorPolicy policy)
    {
        var size = policy.Document.ToJson().Count(c => !char.IsWhiteSpace(c));
        if (size <= InlineLimit)
            return;
        var largest = policy.Statements.MaxBy(s => s.Statement.Resources.Sum(r => r.Length))!;
        throw new KrakenException(
            KrakenErrorKind.PolicyTooLarge,
            $"The policy of connector '{policy.ConnectorName}' has {size} characters; "
            + $"IAM takes {InlineLimit} inline in a role. Its largest statement is {largest.Statement.Sid} "
            + $"with {largest.Statement.Resources.Count} resources.",
            "Name fewer topics: let one entry with * at its end stand for those with a common beginning, "
            + $"in {string.Join(", ", largest.Because)}.")
        {
            ConnectorName = policy.ConnectorName,
        };
    }
}
