using Kraken.MskConnect.Connectors.Topics;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Groups, transactional IDs and managed policies that are added have the form of such, and each stands once.</summary>
internal sealed class AdditionalNameRule : ISpecRule
{
    /// <summary>Managed policies that a role may have attached. Source: IAM user guide, IAM and AWS STS quotas.</summary>
    private const int MostPolicies = 10;

    public void Check(SpecCheck check)
    {
        var spec = check.Spec;
        CheckNames(check, nameof(spec.AdditionalConsumerGroup), "consumer group", spec.AdditionalConsumerGroup);
        CheckNames(check, nameof(spec.AdditionalTransactionalId), "transactional ID", spec.AdditionalTransactionalId);
        var field = nameof(spec.AdditionalManagedPolicyArn);
        foreach (var arn in spec.AdditionalManagedPolicyArn)
            CheckPolicy(check, field, arn);
        if (spec.AdditionalManagedPolicyArn.Count > MostPolicies)
        {
            check.Error(
                field, "TooManyPolicies", null, $"has {spec.AdditionalManagedPolicyArn.Count} policies; a role can have {MostPolicies}",
                "Give fewer policies, or put their statements into AdditionalPolicyStatement.");
        }

        CheckOnce(check, nameof(spec.AdditionalConsumerGroup), spec.AdditionalConsumerGroup);
        CheckOnce(check, nameof(spec.AdditionalTransactionalId), spec.AdditionalTransactionalId);
        CheckOnce(check, field, spec.AdditionalManagedPolicyArn);
    }

    private static void CheckNames(SpecCheck check, string field, string what, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var plain = name.EndsWith('*') ? name[..^1] : name;
            if (plain.Length == 0)
            {
                check.Error(
                    field, "EveryName", name, $"names no {what} in particular",
                    "Name each, or the prefix that they share, with a * at its end.");
            }
            else if (name.Length > KafkaTopic.LongestName || plain.Any(c => c is '*' or '?' or '/' || char.IsWhiteSpace(c))
                || plain.Contains("${", StringComparison.Ordinal))
            {
                // A policy names them at the end of an ARN, in which these characters mean something else.
                check.Error(
                    field, "NameFormat", name, $"is not a {what}",
                    $"Give at most {KafkaTopic.LongestName} characters without blanks, slashes, question marks and ${{; a * is allowed at the end.");
            }
        }
    }

    private static void CheckPolicy(SpecCheck check, string field, string text)
    {
        // Policies of AWS itself have the account aws.
        var kind = ArnKind.ManagedPolicy;
        var remedy = $"Give the ARN of a managed policy, for example arn:{check.Partition ?? "aws"}:iam::{check.Spec.AccountId}:policy/orders.";
        if (text.Length > ArnKind.LongestArn || !SpecArn.TryParse(text, out var arn) || !kind.IsOf(arn) || arn.Region.Length > 0)
            check.Error(field, "PolicyArnFormat", text, $"is not the ARN of {kind.Name}", remedy);
        else if (check.Partition is { } partition && arn.Partition != partition)
            check.Error(field, "ArnPartition", text, $"is in partition {arn.Partition}, not in {partition}", remedy);
        else if (arn.AccountId != check.Spec.AccountId && arn.AccountId != kind.OtherAccount && PlaceRule.IsAccount(check.Spec.AccountId))
            check.Error(field, "ArnAccount", text, $"is in account '{arn.AccountId}', not in {check.Spec.AccountId}", remedy);
    }

    private static void CheckOnce(SpecCheck check, string field, IReadOnlyList<string> values)
    {
        foreach (var twice in values.GroupBy(v => v, StringComparer.Ordinal).Where(group => group.Count() > 1))
            check.Error(field, "GivenTwice", twice.Key, "is given more than once", "Give it once.");
    }
}
