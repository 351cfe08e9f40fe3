using System.Globalization;
using Kraken.MskConnect.Specs.Schema;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Fields that hold a number hold one that they take.</summary>
internal sealed class NumberFieldRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            if (field.Kind != SpecFieldKind.WholeNumber || field.Get(check.Spec) is not { } value)
                continue;
            var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            if (field.Range is { } range && !range.Has(number))
            {
                check.Error(
                    field.Name, range.Rule, number,
                    range.HasMost ? $"is not between {range.Least} and {range.Most}" : $"is less than {range.Least}",
                    range.Remedy ?? Remedy(range));
            }

            if (field.Values is { } values && !values.All.Any(taken => taken == number))
            {
                check.Error(
                    field.Name, values.Rule, number, values.Problem(),
                    values.Remedy ?? $"The nearest is {values.Nearest(number)}.");
            }
        }
    }

    private static string Remedy(NumberRange range) =>
        range.HasMost ? $"Give a number from {range.Least} to {range.Most}." : $"Give {range.Least} or more.";
}
