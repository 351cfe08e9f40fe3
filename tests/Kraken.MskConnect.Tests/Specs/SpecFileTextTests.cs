using System.Text;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs;

public sealed class SpecFileTextTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-text");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Encodings that a file may be in.</summary>
    public static TheoryData<byte[]> Right() => new(
        Encoding.UTF8.GetBytes(Json),
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Json)],
        [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Json)],
        [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Json)]);

    private const string Json = """{ "connector_name": "a", "description": "größer 👩‍💻" }""";

    [Theory]
    [MemberData(nameof(Right))]
    public void Files_in_UTF8_and_in_UTF16_with_its_mark_are_read(byte[] bytes) =>
        Assert.Equal("größer 👩‍💻", Read(bytes)[0].Spec.Description);

    [Fact]
    public void An_older_encoding_is_refused_with_line_and_byte()
    {
        var error = Assert.Throws<KrakenException>(() => Read(Encoding.Latin1.GetBytes("{\n \"connector_name\": \"größer\" }")));
        Assert.Equal(KrakenErrorKind.SpecUnreadable, error.Kind);
        Assert.Contains("not valid UTF-8: line 2 has the byte 0xF6", error.Message, StringComparison.Ordinal);
        Assert.Contains("utf8", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7B00", "zero bytes")]
    [InlineData("007B", "zero bytes")]
    [InlineData("FFFE7B0000D8", "not valid UTF-16")]
    [InlineData("FFFE7B", "not valid UTF-16")]
    [InlineData("FFFE00007B000000", "UTF-32")]
    [InlineData("0000FEFF0000007B", "UTF-32")]
    [InlineData("22C0AF22", "not valid UTF-8")]
    [InlineData("22EDA08022", "not valid UTF-8")]
    [InlineData("22E282", "not valid UTF-8")]
    public void Anything_else_is_refused(string hex, string why) =>
        Assert.Contains(why, Assert.Throws<KrakenException>(() => Read(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_a_missing_file_and_an_endless_one_are_each_one_error()
    {
        var folder = Path.Combine(_folder.FullName, "specs.json");
        Directory.CreateDirectory(folder);
        Assert.Contains("is a folder", Error(folder).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Error(Path.Combine(_folder.FullName, "none.json")).Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            var endless = Path.Combine(_folder.FullName, "endless.json");
            File.CreateSymbolicLink(endless, "/dev/zero");
            Assert.Contains("longer than 64 MiB", Error(endless).Message, StringComparison.Ordinal);
        }

        static KrakenException Error(string path) => Assert.Throws<KrakenException>(() => SpecReader.ReadFile(path));
    }

    private IReadOnlyList<SpecReading> Read(byte[] bytes)
    {
        var file = Path.Combine(_folder.FullName, "spec.json");
        File.WriteAllBytes(file, bytes);
        return SpecReader.ReadFile(file);
    }
}
