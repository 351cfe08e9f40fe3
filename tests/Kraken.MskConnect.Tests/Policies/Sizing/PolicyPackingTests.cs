using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Sizing;

namespace Kraken.MskConnect.Tests.Policies.Sizing;

/// <summary>Statements spread over policies, and kept where they are when they change.</summary>
public class PolicyPackingTests
{
    private static PolicyStatement Grants(int from, int to) => new()
    {
        Sid = "Grants",
        Actions = ["s3:GetObject"],
        Resources = [.. Enumerable.Range(from, to - from).Select(i => $"arn:aws:s3:::bucket/{i:D5}/{new string('x', 60)}")],
    };

    private static IReadOnlyList<PolicyDocument> Pack(PolicyStatement statement, IReadOnlyList<PolicyDocument>? current = null) =>
        PolicyPacking.Pack([statement], current)!;

    private static IEnumerable<int> Changed(IReadOnlyList<PolicyDocument> before, IReadOnlyList<PolicyDocument> after) =>
        Enumerable.Range(0, Math.Max(before.Count, after.Count)).Where(i =>
            before.ElementAtOrDefault(i)?.ToJson() != after.ElementAtOrDefault(i)?.ToJson());

    private static string[] All(IEnumerable<PolicyDocument> policies) =>
        [.. policies.SelectMany(p => p.Statements).SelectMany(s => s.Resources).Order(StringComparer.Ordinal)];

    [Fact]
    public void Each_resource_stands_in_one_policy()
    {
        var packed = Pack(Grants(0, 300));

        Assert.True(packed.Count > 3);
        Assert.Equal(Grants(0, 300).Resources, All(packed));
    }

    [Fact]
    public void A_resource_more_changes_one_policy_wherever_it_sorts()
    {
        var before = Pack(Grants(1, 300));

        var after = Pack(Grants(0, 300), before);

        Assert.Single(Changed(before, after));
        Assert.Equal(Grants(0, 300).Resources, All(after));
    }

    [Fact]
    public void A_resource_less_changes_one_policy()
    {
        var before = Pack(Grants(0, 300));

        var after = Pack(Grants(1, 300), before);

        Assert.Equal([0], Changed(before, after));
    }

    [Fact]
    public void What_fits_inline_again_goes_there_alone() =>
        Assert.Single(Pack(Grants(0, 20), Pack(Grants(0, 300))));

    [Fact]
    public void What_is_there_in_pieces_that_leave_no_room_is_packed_anew()
    {
        var full = Pack(Grants(0, 760));
        Assert.Equal(11, full.Count);

        var packed = Pack(Grants(0, 760), [.. full.Reverse()]);

        Assert.Equal(Grants(0, 760).Resources, All(packed));
        Assert.All(packed.Skip(1), p => Assert.True(PolicyLimits.SizeOf(p) <= PolicyLimits.Managed));
    }

    [Fact]
    public void More_than_a_role_can_have_is_not_packed() => Assert.Null(PolicyPacking.Pack([Grants(0, 2000)]));

    [Fact]
    public void A_statement_of_all_but_some_is_not_divided()
    {
        var fence = new PolicyStatement
        {
            Sid = "Fence", Effect = PolicyEffect.Deny, Actions = ["s3:*"], NotResources = Grants(0, 40).Resources,
        };

        var packed = PolicyPacking.Pack([Grants(0, 300), fence])!;

        Assert.Equal(fence.NotResources, Assert.Single(packed.SelectMany(p => p.Statements), s => s.Sid == "Fence").NotResources);
        Assert.Contains(packed[0].Statements, s => s.Sid == "Fence");
    }
}
