using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Tests.Planning;

public sealed class PolicyPropertiesTests
{
    private const string Policy =
        """
        {"Version":"2012-10-17","Statement":[
          {"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"arn:aws:s3:::b"},
          {"Sid":"Key","Effect":"Allow","Action":"kms:Decrypt","Resource":["arn:aws:kms:::k"],
           "Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","aws:SourceAccount":["1","2"]}}}]}
        """;

    private const string SamePolicyInAnotherForm =
        """
        {"Statement":[
          {"Condition":{"StringEquals":{"aws:SourceAccount":["2","1"],"kms:ViaService":["s3.us-east-1.amazonaws.com"]}},
           "Resource":"arn:aws:kms:::k","Action":["kms:Decrypt"],"Effect":"Allow","Sid":"Key"},
          {"Effect":"Allow","Action":["s3:ListBucket","s3:GetObject"],"Resource":["arn:aws:s3:::b"],"Sid":"Read"}],
         "Version":"2012-10-17"}
        """;

    [Fact]
    public void Policies_that_mean_the_same_have_no_difference() =>
        Assert.Empty(Compare(SamePolicyInAnotherForm, Policy));

    [Fact]
    public void A_policy_as_IAM_returns_it_url_encoded_has_no_difference() =>
        Assert.Empty(Compare(Uri.EscapeDataString(Policy), Policy));

    [Fact]
    public void A_difference_names_its_statement()
    {
        var changes = Compare(Policy.Replace("s3:ListBucket", "s3:PutObject", StringComparison.Ordinal), Policy);

        var change = Assert.Single(changes);
        Assert.Equal("Policy[Read]", change.Property);
        Assert.Contains("s3:PutObject", change.Current, StringComparison.Ordinal);
        Assert.Contains("s3:ListBucket", change.Desired, StringComparison.Ordinal);
        Assert.True(change.InPlace);
    }

    [Fact]
    public void A_statement_that_somebody_added_is_a_difference()
    {
        var added = Policy.Replace(
            """{"Sid":"Read",""",
            """{"Effect":"Allow","Action":"iam:*","Resource":"*"},{"Sid":"Read",""",
            StringComparison.Ordinal);

        var change = Assert.Single(Compare(added, Policy));

        Assert.Equal("Policy[statement 1]", change.Property);
        Assert.Null(change.Desired);
    }

    [Fact]
    public void A_missing_policy_lacks_every_statement()
    {
        var changes = PropertyComparison.Compare(
            Of(null), Of(Policy));

        Assert.Equal(["Policy[Key]", "Policy[Read]"], changes.Select(c => c.Property).Order(StringComparer.Ordinal));
        Assert.All(changes, c => Assert.Null(c.Current));
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Author":"me","Action":"*"}]}""")]
    [InlineData("no json")]
    public void A_policy_that_cannot_be_read_differs(string current)
    {
        var changes = Compare(current, Policy);

        Assert.Contains(changes, c => c.Property == "Policy[whole]" && c.Current == current);
        Assert.Equal(3, changes.Count);
    }

    private static IReadOnlyList<PropertyChange> Compare(string current, string desired) =>
        PropertyComparison.Compare(Of(current), Of(desired));

    private static IEnumerable<Property> Of(string? text) =>
        PolicyProperties.Of(PolicyProperties.Policy, text, InPlaceUpdate.Tags);
}
