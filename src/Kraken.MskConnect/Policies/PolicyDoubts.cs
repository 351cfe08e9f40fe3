using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies;

/// <summary>Something that a connector may use and that cannot be derived from its spec.</summary>
/// <param name="Field">The spec's field or key of the configuration.</param>
/// <param name="Rule">The rule whose warning tells it.</param>
/// <param name="Text">What cannot be derived, in words.</param>
internal sealed record PolicyDoubt(string Field, string Rule, string Text);

/// <summary>
/// What a derived policy may lack. A policy with doubts is neither proven nor disproven. A person ends a doubt by saying in
/// the spec what the module cannot know.
/// </summary>
internal static class PolicyDoubts
{
    /// <summary>The rule of a doubt about ports, which no policy grants.</summary>
    private const string Port = "PortUnknown";

    /// <summary>The doubts of a spec; empty for most.</summary>
    internal static IReadOnlyList<PolicyDoubt> Of(ConnectorSpec spec)
    {
        var connector = SpecConnector.Of(spec);
        var config = connector.Config;
        List<PolicyDoubt> doubts = [];
        if (!connector.IsKnown && config.Class.Length > 0 && !SaysWhatIsUnknown(spec))
        {
            doubts.Add(new PolicyDoubt(
                SpecFinding.ConfigurationField(ConnectorConfig.ClassKey), "ConnectorClassUnknown",
                $"the module does not know the class {config.Class}: which topics beyond the lists, which AWS services and which ports it uses"));
        }

        if (connector.Use.UnfollowedTransform is { } transform && spec.KafkaTopicWrite.Count == 0)
        {
            doubts.Add(new PolicyDoubt(
                SpecFinding.ConfigurationField(transform + ".type"), "TransformUnknown", $"the transformation {transform} decides at run time which topics are written"));
        }

        doubts.AddRange(
            from finding in connector.Use.Findings
            where finding.IsDoubt && finding.Rule != Port && !SpecDoubts.IsAnswered(spec, finding)
            select new PolicyDoubt(SpecFinding.ConfigurationField(finding.Key), finding.Rule, $"{finding.Key} {finding.Problem}"));
        return doubts;
    }

    /// <summary>Whether a person says in the spec what a class that the module does not know uses.</summary>
    private static bool SaysWhatIsUnknown(ConnectorSpec spec) =>
        spec.AdditionalPolicyStatement.Count > 0 || spec.AdditionalManagedPolicyArn.Count > 0
        || spec.AdditionalConsumerGroup.Count > 0 || spec.AdditionalTransactionalId.Count > 0;
}
