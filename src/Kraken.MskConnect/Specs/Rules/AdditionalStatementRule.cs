using Kraken.MskConnect.Connectors.Grants;
using Kraken.MskConnect.Specs.Objects;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Statements that are added to the policy grant what they name and nothing else, and IAM accepts them.</summary>
internal sealed class AdditionalStatementRule : ISpecRule
{
    private const int LongestReason = 255;

    public void Check(SpecCheck check)
    {
        foreach (var (index, statement) in check.Spec.AdditionalPolicyStatement.Select((s, i) => (i, s)))
            Check(check, $"{nameof(ConnectorSpec.AdditionalPolicyStatement)}[{index}]", statement);
    }

    private static void Check(SpecCheck check, string place, AdditionalStatement statement)
    {
        foreach (var action in statement.Action)
            Refuse(check, $"{place}.{nameof(statement.Action)}", action, GrantForm.OfAction(action));
        var resources = $"{place}.{nameof(statement.Resource)}";
        foreach (var resource in statement.Resource)
        {
            var refusal = GrantForm.OfResource(resource, statement.Action, statement.AllowAnyResource);
            Refuse(check, resources, resource, refusal);
            if (refusal is null && GrantForm.NamesNothing(resource))
            {
                check.Warning(
                    resources, "AnyResourceGranted", resource,
                    $"allows {string.Join(", ", statement.Action)} on every such resource", "Name the resources, if they are known.");
            }
            else if (refusal is null && check.Partition is { } partition && resource.Split(':')[1] != partition)
            {
                check.Error(
                    resources, "ArnPartition", resource, $"is not in partition {partition}, which region {check.Spec.Region} belongs to",
                    "Give an ARN in the region's partition.");
            }
        }

        foreach (var (name, keys) in statement.Condition)
        {
            foreach (var (key, values) in keys)
                Check(check, $"{place}.{nameof(statement.Condition)}.{name}.{key}", name, key, values);
        }

        if (statement.Reason.Length > LongestReason)
        {
            check.Error(
                $"{place}.{nameof(statement.Reason)}", "ReasonLength", statement.Reason,
                $"has {statement.Reason.Length} characters", $"Give at most {LongestReason}.");
        }
        else if (!string.IsNullOrWhiteSpace(statement.Reason) && !statement.Reason.Any(char.IsAsciiLetterOrDigit))
        {
            check.Error(
                $"{place}.{nameof(statement.Reason)}", "ReasonLetters", statement.Reason,
                "has no letter from A to Z and no digit, of which the statement's ID is made", "Give a reason with letters.");
        }
    }

    private static void Check(SpecCheck check, string place, string name, string key, IReadOnlyList<string> values)
    {
        if (!ConditionForm.IsKnown(name))
            check.Error(place, "ConditionOperator", name, "is not a condition operator", $"Use one of {ConditionForm.Names}.");
        else if (!key.Contains(':', StringComparison.Ordinal))
            check.Error(place, "ConditionKey", key, "names no service", "Write service:Key, for example aws:SourceAccount.");
        else if (values.Count == 0)
            check.Error(place, "ConditionValue", null, "has no values", "Give at least one value.");
        foreach (var value in values)
        {
            if (ConditionForm.IsKnown(name) && !value.Contains("${", StringComparison.Ordinal) && ConditionForm.WhyUnfit(name, value) is { } unfit)
                check.Error(place, "ConditionValue", value, $"is not {unfit.Kind}", unfit.Remedy);
        }
    }

    private static void Refuse(SpecCheck check, string field, string value, GrantRefusal? refusal)
    {
        if (refusal is not null && !string.IsNullOrWhiteSpace(value))
            check.Error(field, refusal.Rule, value, refusal.Problem, refusal.Remedy);
    }
}
