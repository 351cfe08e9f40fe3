using System.Text.Json;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Tests;

public class ForeignTextTests
{
    [Theory]
    [InlineData("plain ä 漢字 😀 text", "plain ä 漢字 😀 text")]
    [InlineData("a\u001b[2Jb", "a\\u001b[2Jb")]
    [InlineData("\u001b]0;owned\a", "\\u001b]0;owned\\u0007")]
    [InlineData("a\rb\nc\td", "a\\rb\\nc\\td")]
    [InlineData("a\u202eb\u2066c\u200b", "a\\u202eb\\u2066c\\u200b")]
    [InlineData("a\u0085b\u2028c\u009b31m", "a\\u0085b\\u2028c\\u009b31m")]
    [InlineData("tag \U000e0041", "tag \\udb40\\udc41")]
    [InlineData("x\n::error::y", "x\\n:\\:error:\\:y")]
    [InlineData("::error file=a::b", ":\\:error file=a:\\:b")]
    [InlineData("  ::warning::b", "  :\\:warning:\\:b")]
    [InlineData("::debug", ":\\:debug")]
    [InlineData("see ::set-output name=a::b", "see :\\:set-output name=a:\\:b")]
    [InlineData("##[error]x", "##\\[error]x")]
    [InlineData("text ##vso[task.setvariable variable=a]b", "text ##vso\\[task.setvariable variable=a]b")]
    [InlineData("##VSO[task.complete]", "##VSO\\[task.complete]")]
    [InlineData("##teamcity[x]", "##teamcity\\[x]")]
    [InlineData("::/0", "::/0")]
    [InlineData("::1, fe80::1", "::1, fe80::1")]
    [InlineData("[array][0] # [x] ## [y]", "[array][0] # [x] ## [y]")]
    [InlineData("Type::Member", "Type::Member")]
    [InlineData("", "")]
    public void What_drives_a_terminal_or_a_CI_system_is_escaped(string text, string shown)
    {
        Assert.Equal(shown, ForeignText.OneLine(text));
        Assert.Equal(shown, ForeignText.OneLine(shown));
    }

    [Fact]
    public void Half_a_pair_is_no_character() => Assert.Equal("half \\ud800 a", ForeignText.OneLine("half \ud800 a"));

    [Fact]
    public void Lines_stay_where_they_are_asked_for_and_each_is_harmless()
    {
        Assert.Equal("a\n:\\:error:\\:b\n\tc", ForeignText.Lines("a\n::error::b\n\tc"));
        Assert.Equal("a\r\nb\\rc", ForeignText.Lines("a\r\nb\rc"));
        Assert.False(ForeignText.IsHarmful("-----BEGIN CERTIFICATE-----\r\nabc\n\tx"));
        Assert.True(ForeignText.IsHarmful("a\n::error::b"));
        Assert.True(ForeignText.IsHarmful("a\u001bb"));
    }

    [Fact]
    public void JSON_keeps_its_values()
    {
        const string value = "a\u202e\u200b\u009b ##vso[x] ##[y] ::z:: 漢 \ud83d\ude00";
        var json = ForeignText.Json($"{{\n  \"v\": \"{value}\"\n}}");

        Assert.DoesNotMatch("[\u202e\u200b\u009b]|##vso\\[|##\\[", json);
        Assert.Equal(value, JsonDocument.Parse(json).RootElement.GetProperty("v").GetString());
    }

    [Fact]
    public void An_error_says_nothing_that_drives_a_terminal()
    {
        var error = new KrakenException(KrakenErrorKind.Unexpected, "a\u001b[31m\n::error::b", "c\u202e ##[d]");

        Assert.Equal("a\\u001b[31m\n:\\:error:\\:b", error.Message);
        Assert.Equal("c\\u202e ##\\[d]", error.Remedy);
    }
}
