namespace Kraken.MskConnect.Cmdlets.Tests;

public class GivenParametersTests
{
    [Theory]
    [InlineData("EndpointUrl", KrakenErrorKind.EndpointUnreachable)]
    [InlineData("ProfileName", KrakenErrorKind.CredentialsInvalid)]
    [InlineData("ProfileLocation", KrakenErrorKind.CredentialsInvalid)]
    [InlineData("Credential", KrakenErrorKind.CredentialsInvalid)]
    [InlineData("AccessKey", KrakenErrorKind.CredentialsInvalid)]
    [InlineData("SecretKey", KrakenErrorKind.CredentialsInvalid)]
    public void What_is_given_with_nothing_in_it_is_refused_by_name(string name, KrakenErrorKind kind)
    {
        foreach (var nothing in new object?[] { null, "", " ", "\t\r\n" })
        {
            var fault = GivenParameters.Fault(new Dictionary<string, object?> { [name] = nothing });
            Assert.NotNull(fault);
            Assert.Equal(kind, fault.Kind);
            Assert.StartsWith(name + ":", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_given_and_what_has_a_value_is_none()
    {
        Assert.Null(GivenParameters.Fault(new Dictionary<string, object?>()));
        Assert.Null(GivenParameters.Fault(new Dictionary<string, object?>
        {
            ["EndpointUrl"] = "http://127.0.0.1:1", ["SessionToken"] = null, ["Credential"] = new object(),
        }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(true, "")]
    [InlineData(true, "http://127.0.0.1:1", null)]
    [InlineData(false, "http://127.0.0.1:1")]
    public void A_list_is_empty_where_one_of_it_is(bool isEmpty, params string?[] urls) =>
        Assert.Equal(isEmpty, GivenParameters.IsEmpty(urls));
}
