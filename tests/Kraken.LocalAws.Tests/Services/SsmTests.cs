using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

public sealed class SsmTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_parameter_is_put_overwritten_and_read()
    {
        var put = await AskAsync("PutParameter", """{"Name":"/a/b","Value":"one","Type":"String"}""");
        Assert.Equal(1, put.Json.GetProperty("Version").GetInt64());
        Assert.Contains("ParameterAlreadyExists", (await AskAsync("PutParameter", """{"Name":"/a/b","Value":"two"}""")).Body);
        var over = await AskAsync("PutParameter", """{"Name":"/a/b","Value":"two","Overwrite":true}""");
        Assert.Equal(2, over.Json.GetProperty("Version").GetInt64());

        var got = (await AskAsync("GetParameter", """{"Name":"/a/b"}""")).Json.GetProperty("Parameter");
        Assert.Equal("two", got.GetProperty("Value").GetString());
        Assert.Equal("arn:aws:ssm:us-east-1:123456789012:parameter/a/b", got.GetProperty("ARN").GetString());
        Assert.Contains("ParameterNotFound", (await AskAsync("GetParameter", """{"Name":"/a"}""")).Body);
    }

    [Theory]
    [InlineData("""{"Names":["/s","/none"]}""", false)]
    [InlineData("""{"Names":["/s","/none"],"WithDecryption":true}""", true)]
    public async Task A_secure_parameters_value_is_told_with_decryption_alone(string request, bool told)
    {
        await AskAsync("PutParameter", """{"Name":"/s","Value":"hunter2","Type":"SecureString"}""");
        var answer = (await AskAsync("GetParameters", request)).Json;
        Assert.Equal("/none", Assert.Single(answer.GetProperty("InvalidParameters").EnumerateArray().ToList()).GetString());
        var one = Assert.Single(answer.GetProperty("Parameters").EnumerateArray().ToList());
        Assert.Equal(told, one.GetProperty("Value").GetString() == "hunter2");
    }

    [Fact]
    public async Task Parameters_are_described_by_filters_and_pages_without_their_values()
    {
        foreach (var name in new[] { "/x/1", "/x/2", "/y" })
            await AskAsync("PutParameter", $$"""{"Name":"{{name}}","Value":"hunter2","Type":"String"}""");
        var answer = await AskAsync(
            "DescribeParameters",
            """{"ParameterFilters":[{"Key":"Name","Option":"BeginsWith","Values":["/x/"]}],"MaxResults":1}""");
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
        Assert.Equal("/x/1", Assert.Single(answer.Json.GetProperty("Parameters").EnumerateArray().ToList()).GetProperty("Name").GetString());
        Assert.True(answer.Json.TryGetProperty("NextToken", out _));
        Assert.Contains("InvalidFilterKey", (await AskAsync(
            "DescribeParameters", """{"ParameterFilters":[{"Key":"Path","Option":"Recursive","Values":["/"]}]}""")).Body);
    }

    private Task<Answer> AskAsync(string operation, string request) => _test.Raw.JsonAsync("ssm", "AmazonSSM." + operation, request);
}
