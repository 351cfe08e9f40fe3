namespace Kraken.MskConnect.Specs.Rules;

/// <summary>How many prefixes may stand for topics: a number that can be meant.</summary>
internal static class OverGrantRule
{
    private const int Most = 1_000;

    internal static void Check(SpecCheck check)
    {
        const string field = nameof(ConnectorSpec.MaxOverGrant);
        if (check.Spec.MaxOverGrant is < 0 or > Most)
        {
            check.Error(
                field, field + "Range", check.Spec.MaxOverGrant, $"is not in the range 0 to {Most}",
                "Give 0 to grant nothing more than the listed topics, or the most prefixes that may be made of them.");
        }
    }
}
