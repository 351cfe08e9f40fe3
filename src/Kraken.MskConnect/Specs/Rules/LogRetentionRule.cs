namespace Kraken.MskConnect.Specs.Rules;

/// <summary>The retention is one that CloudWatch Logs takes, or none.</summary>
internal static class LogRetentionRule
{
    /// <summary>Events do not expire. Source: Terraform AWS provider, aws_cloudwatch_log_group, retention_in_days.</summary>
    internal const int Never = 0;

    /// <summary>Source: Amazon CloudWatch Logs API reference, PutRetentionPolicy.</summary>
    internal static readonly int[] Days =
    [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ];

    internal static void Check(SpecCheck check)
    {
        var days = check.Spec.LogRetentionInDays;
        if (days == Never || Days.Contains(days))
            return;
        var nearest = Days.MinBy(allowed => Math.Abs((long)allowed - days));
        check.Error(
            nameof(ConnectorSpec.LogRetentionInDays), "LogRetentionAllowed", days,
            $"is not one of the values that CloudWatch Logs takes: {string.Join(", ", Days)}; or {Never}, for events that "
            + "never expire",
            $"The nearest is {nearest}.");
    }
}
