using System.Text;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

/// <summary>The checksums of objects. The values are the algorithms' published ones for the text 123456789.</summary>
public sealed class S3ChecksumTests : IDisposable
{
    private const string Text = "123456789";
    private const string Crc32 = "y/Q5Jg==";
    private const string Path = "/kraken-raw-mnpi-dev/digits";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("crc32", Crc32)]
    [InlineData("crc32c", "4waSgw==")]
    [InlineData("crc64nvme", "rosUhgp5mIg=")]
    [InlineData("sha1", "98O8HYCOBHMq32eZZczDTKeuNEE=")]
    [InlineData("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=")]
    public async Task A_checksum_that_is_sent_is_kept_and_told_to_who_asks(string algorithm, string value)
    {
        var put = await PutAsync(("x-amz-checksum-" + algorithm, value));
        Assert.Equal((200, value), (put.Status, put.Headers["x-amz-checksum-" + algorithm]));
        Assert.Equal("FULL_OBJECT", put.Headers["x-amz-checksum-type"]);

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
        {
            var asked = await _test.Raw.SendAsync("s3", method, Path, null, ("x-amz-checksum-mode", "ENABLED"));
            Assert.Equal(value, asked.Headers["x-amz-checksum-" + algorithm]);
            var unasked = await _test.Raw.SendAsync("s3", method, Path);
            Assert.DoesNotContain("x-amz-checksum-" + algorithm, unasked.Headers.Keys);
        }

        var listed = await _test.Raw.RestAsync("s3", HttpMethod.Get, "/kraken-raw-mnpi-dev?list-type=2");
        Assert.Equal(algorithm.ToUpperInvariant(), listed.Element("ChecksumAlgorithm"));
        Assert.Equal("FULL_OBJECT", listed.Element("ChecksumType"));
    }

    [Fact]
    public async Task An_object_without_a_checksum_gets_the_default_one() =>
        Assert.Equal("rosUhgp5mIg=", (await PutAsync()).Headers["x-amz-checksum-crc64nvme"]);

    [Theory]
    [InlineData("BadDigest", "x-amz-checksum-crc32", "AAAAAA==")]
    [InlineData("InvalidRequest", "x-amz-checksum-crc32", "no base64")]
    [InlineData("InvalidRequest", "x-amz-checksum-crc32", "rosUhgp5mIg=")]
    [InlineData("InvalidRequest", "x-amz-sdk-checksum-algorithm", "CRC32")]
    [InlineData("BadDigest", "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("InvalidDigest", "Content-MD5", "short")]
    [InlineData("NotImplemented", "x-amz-checksum-xxhash64", "AAAAAAAAAAA=")]
    public async Task A_checksum_that_is_wrong_is_refused_and_nothing_is_stored(string code, string header, string value)
    {
        Assert.Equal(code, (await PutAsync((header, value))).Element("Code"));
        Assert.Equal(404, (await _test.Raw.SendAsync("s3", HttpMethod.Head, Path)).Status);
    }

    [Fact]
    public async Task Two_checksums_are_refused() => Assert.Equal(
        "InvalidRequest",
        (await PutAsync(("x-amz-checksum-crc32", Crc32), ("x-amz-checksum-crc32c", "4waSgw=="))).Element("Code"));

    [Theory]
    [InlineData("x-amz-checksum-crc32:" + Crc32 + "\r\n\r\n", 200, null)]
    [InlineData("x-amz-checksum-crc32:AAAAAA==\r\n\r\n", 400, "BadDigest")]
    [InlineData("\r\n", 400, "MalformedTrailerError")]
    public async Task A_checksum_may_follow_the_body_in_a_trailer(string trailer, int status, string? code)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes($"4\r\n1234\r\n5\r\n56789\r\n0\r\n{trailer}"));
        var put = await _test.Raw.SendAsync(
            "s3", HttpMethod.Put, Path, content,
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"), ("x-amz-trailer", "x-amz-checksum-crc32"));
        Assert.Equal(status, put.Status);
        if (code is not null)
        {
            Assert.Equal(code, put.Element("Code"));
            return;
        }

        Assert.Equal(Crc32, put.Headers["x-amz-checksum-crc32"]);
        Assert.Equal(Text, (await _test.Raw.SendAsync("s3", HttpMethod.Get, Path)).Body);
    }

    private Task<Answer> PutAsync(params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(Text));
        foreach (var (_, value) in headers.Where(h => h.Name.StartsWith("Content-", StringComparison.Ordinal)))
            content.Headers.TryAddWithoutValidation("Content-MD5", value);
        return _test.Raw.SendAsync("s3", HttpMethod.Put, Path, content, headers);
    }
}
