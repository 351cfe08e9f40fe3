using Kraken.MskConnect.Policies.Requirements;

namespace Kraken.MskConnect.Specs.Rules;

/// <summary>Every required field is given.</summary>
internal sealed class RequiredRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            if (field.IsRequired && !IsGiven(field.Get(check.Spec)))
            {
                check.Error(
                    field.Name, "Required", null, "is required and was not given",
                    $"Give {field.Name} ({field.TerraformName} in a tfvars file).");
            }
        }
    }

    // What is blank says nothing.
    private static bool IsGiven(object? value) => value switch
    {
        string text => !string.IsNullOrWhiteSpace(text),
        IReadOnlyList<string> list => !list.All(string.IsNullOrWhiteSpace),
        IReadOnlyDictionary<string, string> map => map.Count > 0,
        _ => value is not null,
    };
}
