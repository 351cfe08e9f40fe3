namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every ARN agrees with the spec's region, account and partition.</summary>
internal sealed class ArnPlaceRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            if (field.Arn is not null && field.Get(check.Spec) is string text)
                CheckOne(check, field, text);
        }
    }

    private static void CheckOne(SpecCheck check, SpecField field, string text)
    {
        // The form is another rule's to report.
        var kind = field.Arn!;
        if (!SpecArn.TryParse(text, out var arn) || !kind.IsOf(arn))
            return;

        if (check.Partition is { } partition && arn.Partition != partition)
        {
            check.Error(
                field.Name, "ArnPartition", text,
                $"is in partition {arn.Partition}, but region {check.Spec.Region} is in {partition}",
                "Give an ARN in the region's partition.");
        }

        var region = ArnPlace.Of(check, field).Region;
        if (kind.HasRegion && arn.Region != region && PlaceRule.IsRegion(region))
        {
            check.Error(
                field.Name, "ArnRegion", text, $"is in region '{arn.Region}', not in {region}",
                $"Give an ARN in {region}, or correct Region.");
        }

        var account = check.Spec.AccountId;
        if (kind.HasAccount && arn.AccountId != account && arn.AccountId != kind.OtherAccount && PlaceRule.IsAccount(account))
        {
            check.Error(
                field.Name, "ArnAccount", text, $"is in account '{arn.AccountId}', not in {account}",
                $"Give an ARN in account {account}, or correct AccountId.");
        }
    }
}
