using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning.Saving;

namespace Kraken.MskConnect.Tests.Provisioning.Tagged;

/// <summary>Which connectors have lost their spec, and how many of them are too many.</summary>
public class FleetReviewTests
{
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 1, false)]
    [InlineData(3, 2, false)]
    [InlineData(3, 1, true)]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(0, 0, false)]
    public void More_than_half_is_refused_and_half_is_not(int members, int described, bool isRefused)
    {
        var all = Members(members);
        var review = FleetReview.Of("orders", all, all.Take(described));

        Assert.Equal(members - described, review.WithoutSpec.Count);
        Assert.Equal(isRefused, review.IsMost);
        if (!isRefused)
        {
            review.RefuseMost();
            return;
        }

        var error = Assert.Throws<KrakenException>(review.RefuseMost);
        Assert.Equal(KrakenErrorKind.PruneRefused, error.Kind);
        Assert.Contains($"Fleet 'orders': {members - described} of {members} connectors", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_of_another_region_or_another_case_describes_another_connector() => Assert.Equal(
        ["a", "b"],
        FleetReview.Of(
            "orders",
            [new("a", "us-east-1"), new("b", "us-east-1")],
            [new("a", "eu-west-1"), new("B", "us-east-1")]).WithoutSpec.Select(m => m.ConnectorName));

    [Fact]
    public void What_has_come_into_being_since_is_left_alone()
    {
        var before = FleetReview.Of("orders", Members(3), [new("m0", "us-east-1")]);
        var now = FleetReview.Of("orders", Members(4), [new("m0", "us-east-1"), new("m1", "us-east-1")]);

        Assert.Equal(["m2"], now.Since(before).WithoutSpec.Select(m => m.ConnectorName));
    }

    [Fact]
    public void A_saved_plan_allows_the_removals_that_it_has_and_no_others()
    {
        var planned = new SavedRemovals("orders", [("a", "us-east-1"), ("b", "us-east-1")]);

        SavedRemovals.RefuseOthers(planned, "orders", [("b", "us-east-1"), ("a", "us-east-1")]);
        SavedRemovals.RefuseOthers(null, "orders", []);
        Assert.Equal(KrakenErrorKind.PlanMismatch, Refused(planned, "fills", ("a", "us-east-1")));
        Assert.Equal(KrakenErrorKind.PlanStale, Refused(planned, "orders", ("a", "us-east-1")));
        Assert.Equal(KrakenErrorKind.PlanStale, Refused(planned, "orders", ("a", "us-east-1"), ("c", "us-east-1")));
        Assert.Equal(KrakenErrorKind.PlanStale, Refused(null, "orders", ("a", "us-east-1")));

        static KrakenErrorKind Refused(SavedRemovals? planned, string fleet, params (string, string)[] now) =>
            Assert.Throws<KrakenException>(() => SavedRemovals.RefuseOthers(planned, fleet, now)).Kind;
    }

    [Fact]
    public void Removals_come_back_from_the_file_and_are_part_of_its_checksum()
    {
        var text = SavedPlan.Of([], removals: new SavedRemovals("orders", [("a", "us-east-1")])).ToJson();

        var read = SavedPlan.Parse(text, "plan.json").Removals!;
        Assert.Equal(("orders", ("a", "us-east-1")), (read.Fleet, Assert.Single(read.Connectors)));
        Assert.Null(SavedPlan.Parse(SavedPlan.Of([]).ToJson(), "plan.json").Removals);
        var error = Assert.Throws<KrakenException>(
            () => SavedPlan.Parse(text.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), "plan.json"));
        Assert.Equal(KrakenErrorKind.PlanInvalid, error.Kind);
    }

    private static List<FleetMember> Members(int count) => [.. Enumerable.Range(0, count).Select(i => new FleetMember($"m{i}", "us-east-1"))];
}
