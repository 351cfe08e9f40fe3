namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// No optional text is blank. A blank one in a file or of a parameter stands for one that was not given, so this finds specs
/// that were made otherwise: AWS would refuse the blank, some of it after other resources have been made.
/// </summary>
internal sealed class BlankRule : ISpecRule
{
    public void Check(SpecCheck check)
    {
        foreach (var field in SpecFields.All)
        {
            // A text that cannot be left out has a form of its own, which its rule judges.
            if (field is { Kind: SpecFieldKind.Text, IsNullable: true }
                && field.Get(check.Spec) is string text && string.IsNullOrWhiteSpace(text))
            {
                check.Error(field.Name, "Blank", text, "is blank", "Leave it out (null), or give a value.");
            }
        }
    }
}
