using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every ARN parses and is of the kind that its field takes.</summary>
internal sealed class ArnFormRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            if (field.Arn is not null && field.Get(check.Spec) is string text && !field.IsReportedElsewhere(text))
                CheckOne(check, field, text);
        }
    }

    private static void CheckOne(SpecCheck check, SpecField field, string text)
    {
        var kind = field.Arn!;
        var remedy = $"Give {ArnPlace.Of(check, field).Example}.";
        if (text.Length > ArnKind.LongestArn)
        {
            check.Error(
                field.Name, "ArnLength", text, $"has {text.Length} characters; AWS accepts at most {ArnKind.LongestArn}", remedy);
        }
        else if (!SpecArn.TryParse(text, out var arn))
        {
            check.Error(field.Name, "ArnFormat", text, "is not an ARN", remedy);
        }
        else if (!kind.IsOf(arn))
        {
            check.Error(field.Name, "ArnKind", text, $"is not the ARN of {kind.Name}", remedy);
        }
        else
        {
            if (!kind.HasRegion && arn.Region.Length > 0)
                check.Error(field.Name, "ArnRegion", text, "contains a region, but such an ARN has none", remedy);
            if (!kind.HasAccount && arn.AccountId.Length > 0)
                check.Error(field.Name, "ArnAccount", text, "contains an account, but such an ARN has none", remedy);
        }
    }
}
