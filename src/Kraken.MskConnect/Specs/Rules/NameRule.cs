namespace Kraken.MskConnect.Specs.Rules;

/// <summary>
/// The connector's name is one that AWS takes and that can stand in topic names, ARNs and IAM patterns without
/// meaning something else there.
/// </summary>
internal sealed class NameRule : ISpecRule
{
    /// <summary>Source: Amazon MSK Connect API reference, CreateConnector.</summary>
    private const int LongestName = 128;

    /// <summary>Source: Amazon MSK Connect API reference, CreateConnector.</summary>
    private const int LongestDescription = 1024;

    public void Check(SpecCheck check)
    {
        var name = check.Spec.ConnectorName;
        if (name.Length > LongestName)
        {
            check.Error(
                nameof(ConnectorSpec.ConnectorName), "ConnectorNameLength", name,
                $"has {name.Length} characters; MSK Connect accepts at most {LongestName}", "Give a shorter name.");
        }

        if (!string.IsNullOrWhiteSpace(name) && !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'))
        {
            check.Error(
                nameof(ConnectorSpec.ConnectorName), "ConnectorNameCharacters", name,
                "contains characters that are not allowed in the names of MSK Connect's topics or in IAM patterns",
                "Use letters, digits, dots, underscores and hyphens only.");
        }

        if (name is "." or "..")
        {
            check.Error(
                nameof(ConnectorSpec.ConnectorName), "ConnectorNameDots", name,
                "stands for a folder in URLs, log group names and file paths", "Choose another name.");
        }

        if (check.Spec.Description is { Length: > LongestDescription } description)
        {
            check.Error(
                nameof(ConnectorSpec.Description), "DescriptionLength", description[..40] + "…",
                $"has {description.Length} characters; MSK Connect accepts at most {LongestDescription}",
                "Give a shorter description.");
        }
    }
}
