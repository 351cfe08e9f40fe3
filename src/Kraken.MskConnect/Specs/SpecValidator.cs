using Kraken.MskConnect.Specs.Rules;

namespace Kraken.MskConnect.Specs;

/// <summary>Checks a spec against every rule and returns every finding at once. Makes no AWS call.</summary>
public static class SpecValidator
{
    /// <summary>The rules, one file each under Rules/; their order does not matter.</summary>
    private static readonly Action<SpecCheck>[] _rules =
    [
        RequiredRule.Check,
        NameRule.Check,
        PlaceRule.Check,
        ChoiceRule.Check,
        KafkaConnectVersionRule.Check,
        NetworkRule.Check,
        BootstrapServerRule.Check,
        ArnRule.Check,
        RevisionRule.Check,
        TopicListRule.Check,
        TopicCoverageRule.Check,
        TopicCreationRule.Check,
        OverGrantRule.Check,
        ConfigurationRule.Check,
        NumberRule.Check,
        DebeziumRule.Check,
        S3SinkRule.Check,
        SecretRule.Check,
        CapacityRule.Check,
        LogRetentionRule.Check,
        TagRule.Check,
        RoleRule.Check,
    ];

    /// <summary>Validates one spec.</summary>
    /// <param name="spec">The spec to look at.</param>
    /// <returns>All findings; never null.</returns>
    public static SpecValidation Validate(ConnectorSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var check = new SpecCheck(spec);
        foreach (var rule in _rules)
            rule(check);
        return new SpecValidation(spec.ConnectorName, Order(check.Findings));
    }

    /// <summary>Errors first, then in the order of the spec's properties.</summary>
    internal static IReadOnlyList<SpecFinding> Order(IEnumerable<SpecFinding> findings) =>
        [.. findings.OrderByDescending(f => f.Severity).ThenBy(f => SpecFields.OrderOf(f.Field))];
}
