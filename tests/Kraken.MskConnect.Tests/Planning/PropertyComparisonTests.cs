using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Tests.Planning;

public sealed class PropertyComparisonTests
{
    [Fact]
    public void Equal_properties_in_any_order_have_no_difference() => Assert.Empty(PropertyComparison.Compare(
        [Of("B", "2"), Of("A", "1"), Of("C", null)],
        [Of("A", "1"), Of("B", "2")]));

    [Fact]
    public void Differences_come_in_the_order_of_what_is_wanted_then_what_is_too_much()
    {
        var changes = PropertyComparison.Compare(
            [Of("Z", "surplus"), Of("A", "old"), Of("Y", "surplus")],
            [Of("M", "new"), Of("A", "new")]);

        Assert.Equal(["M", "A", "Y", "Z"], changes.Select(c => c.Property));
        Assert.Equal([null, "old", "surplus", "surplus"], changes.Select(c => c.Current));
        Assert.Equal(["new", "new", null, null], changes.Select(c => c.Desired));
    }

    [Fact]
    public void A_property_that_AWS_cannot_change_says_so()
    {
        var change = Assert.Single(PropertyComparison.Compare(
            [Property.Fixed("KafkaConnectVersion", "2.7.1")], [Property.Fixed("KafkaConnectVersion", "3.7.x")]));

        Assert.False(change.InPlace);
    }

    [Fact]
    public void A_changed_secret_is_told_without_its_values()
    {
        var change = Assert.Single(PropertyComparison.Compare(
            [Property.Configuration("database.password", "canary-one", InPlaceUpdate.Tags)],
            [Property.Configuration("database.password", "canary-two", InPlaceUpdate.Tags)]));

        Assert.Equal("Configuration[database.password]", change.Property);
        Assert.Equal(Redaction.ChangedMask, change.Desired);
        Assert.DoesNotContain("canary", change.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_secret_is_told_without_its_value()
    {
        var change = Assert.Single(PropertyComparison.ForCreation(
            [Property.Configuration("sasl.jaas.config", "canary", InPlaceUpdate.Tags), Of("Description", null)]));

        Assert.Null(change.Current);
        Assert.Equal(Redaction.Mask, change.Desired);
    }

    [Fact]
    public void A_grant_on_a_secret_is_shown() => Assert.Equal(
        "grant", Assert.Single(PropertyComparison.ForCreation([Of("Policy[DatabaseSecret]", "grant")])).Desired);

    [Fact]
    public void Tags_that_the_spec_does_not_name_are_left_alone()
    {
        var wanted = new Dictionary<string, string> { ["env"] = "dev", ["owner"] = "us" };
        var current = new Dictionary<string, string> { ["env"] = "dev", ["owner"] = "them", ["cost-center"] = "42" };

        var change = Assert.Single(PropertyComparison.Compare(Property.CurrentTags(current, wanted), Property.Tags(wanted)));

        Assert.Equal(new PropertyChange("Tag[owner]", "them", "us", true), change);
    }

    private static Property Of(string name, string? value) => new(PropertyName.Parse(name), value, InPlaceUpdate.Tags);
}
