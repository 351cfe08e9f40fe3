using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs;

public class ResourceNamesTests
{
    [Fact]
    public void A_short_name_stands_in_every_name_as_it_is()
    {
        Assert.Equal("/aws/msk-connect/orders", ResourceNames.LogGroupName("orders"));
        Assert.Equal("msk-connect-orders-us-east-1", ResourceNames.RoleName("orders", "us-east-1"));
        Assert.Equal("msk-connect-orders", ResourceNames.SecurityGroupName("orders"));
        Assert.Equal("msk-connect-orders", ResourceNames.PolicyName("orders"));
    }

    [Fact]
    public void A_role_name_is_64_characters_at_most_and_always_the_same()
    {
        for (var length = 1; length <= 128; length++)
        {
            var name = ResourceNames.RoleName(new string('a', length), "ap-southeast-2");

            Assert.InRange(name.Length, 1, 64);
            Assert.Matches("^[a-z0-9-]+$", name);
        }

        Assert.Equal("msk-connect-aaaaaaaaaaaaaaaaaaaaaaaaaa-dc98ad14de-ap-southeast-2", ResourceNames.RoleName(new string('a', 128), "ap-southeast-2"));
    }

    [Fact]
    public void Long_names_that_differ_at_their_end_have_different_roles()
    {
        var names = Enumerable.Range(0, 500).Select(i => ResourceNames.RoleName(new string('a', 100) + i, "us-east-1"));

        Assert.Equal(500, names.Distinct().Count());
    }

    [Fact]
    public void Names_that_differ_by_the_case_of_letters_have_roles_that_IAM_tells_apart()
    {
        string[] names = ["orders", "Orders", "ORDERS"];

        Assert.Equal(3, names.Select(n => ResourceNames.RoleName(n, "us-east-1")).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(3, names.Select(ResourceNames.SecurityGroupName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void The_same_connector_in_another_region_has_another_role() => Assert.NotEqual(
        ResourceNames.RoleName(new string('a', 128), "us-east-1"), ResourceNames.RoleName(new string('a', 128), "us-east-2"));

    [Fact]
    public void Every_valid_name_gives_names_that_AWS_takes()
    {
        var connector = "sg-" + new string('Z', 120) + "._9";

        Assert.Matches("^[\\w+=,.@-]{1,64}$", ResourceNames.RoleName(connector, "us-gov-west-1"));
        Assert.Matches("^[\\w+=,.@-]{1,128}$", ResourceNames.PolicyName(connector));
        Assert.Matches("^(?!sg-)[a-zA-Z0-9 ._-]{1,255}$", ResourceNames.SecurityGroupName(connector));
        Assert.Matches("^[._/#A-Za-z0-9-]{1,512}$", ResourceNames.LogGroupName(connector));
    }

    [Fact]
    public void Tags_are_the_common_ones_ownership_and_environment()
    {
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["env"] = "dev",
                ["kraken:connector"] = "s3-sink-raw-mnpi-dev",
                ["kraken:managed-by"] = "Kraken.MskConnect",
                ["owner"] = "data-platform",
                ["project"] = "kraken",
            },
            ResourceNames.OwnershipTags(ReferenceExamples.S3Sink));
    }

    [Fact]
    public void Our_tags_win()
    {
        var spec = ReferenceExamples.S3Sink with { CommonTag = new Dictionary<string, string> { ["env"] = "x", ["kraken:connector"] = "y" } };

        Assert.Equal(["dev", "s3-sink-raw-mnpi-dev", "Kraken.MskConnect"], ResourceNames.OwnershipTags(spec).Values);
    }
}
