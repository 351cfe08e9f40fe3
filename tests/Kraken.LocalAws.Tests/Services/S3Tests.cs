using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

public sealed class S3Tests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Buckets_are_listed_by_prefix_and_page_by_page()
    {
        var first = await ListAsync("?prefix=kraken-&max-buckets=1");
        Assert.Equal(("kraken-", "kraken-connect-plugins-dev"), (first.Element("Prefix"), first.Element("Name")));

        var token = Uri.EscapeDataString(first.Element("ContinuationToken")!);
        var second = await ListAsync($"?prefix=kraken-&max-buckets=1&continuation-token={token}");
        Assert.Equal(("kraken-raw-mnpi-dev", null), (second.Element("Name"), second.Element("ContinuationToken")));
        Assert.Null((await ListAsync("?prefix=other")).Element("Name"));
        Assert.Equal("InvalidArgument", (await ListAsync("?continuation-token=!")).Element("Code"));
    }

    private Task<Answer> ListAsync(string query) => _test.Raw.RestAsync("s3", HttpMethod.Get, "/" + query);
}
