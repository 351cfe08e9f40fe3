namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Fields that take one of a few words hold one of them.</summary>
internal sealed class ChoiceRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            if (field.Choices.Count == 0 || field.Get(check.Spec) is not string value || field.Choices.Contains(value)
                || field.IsReportedElsewhere(value))
            {
                continue;
            }

            check.Error(
                field.Name, field.Name + "Allowed", value, $"is not one of {string.Join(", ", field.Choices)}",
                $"Give {string.Join(" or ", field.Choices)}.");
        }
    }
}
