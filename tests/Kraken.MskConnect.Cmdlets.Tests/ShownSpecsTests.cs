using System.Text.Json;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class ShownSpecsTests
{
    private static readonly ConnectorSpec _spec = new()
    {
        ConnectorName = "orders",
        ConnectorConfiguration = new Dictionary<string, string> { ["database.password"] = "canary", ["topics"] = "t" },
    };

    [Fact]
    public void What_is_shown_holds_no_secret()
    {
        var shown = ShownSpecs.Show(_spec);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(shown), StringComparison.Ordinal);
        Assert.Equal("t", shown.ConnectorConfiguration["topics"]);
    }

    [Fact]
    public void What_is_shown_leads_back_to_the_spec() =>
        Assert.Equal(_spec.ConnectorConfiguration, ShownSpecs.Original(ShownSpecs.Show(_spec)).ConnectorConfiguration);

    [Fact]
    public void A_spec_without_a_secret_is_shown_as_it_is()
    {
        var harmless = _spec with { ConnectorConfiguration = new Dictionary<string, string> { ["topics"] = "t" } };
        Assert.Same(harmless, ShownSpecs.Show(harmless));
        Assert.Same(harmless, ShownSpecs.Original(harmless));
    }

    [Fact]
    public void A_mask_that_came_back_is_an_error_of_its_key()
    {
        var copy = ShownSpecs.Show(_spec) with { Env = "dev" };
        var finding = Assert.Single(ShownSpecs.LostSecrets(copy));
        Assert.Equal("ConnectorConfiguration[database.password]", finding.Field);
        Assert.Empty(ShownSpecs.LostSecrets(_spec));
    }
}
