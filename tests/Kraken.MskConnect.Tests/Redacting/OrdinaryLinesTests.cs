using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Tests.Redacting;

/// <summary>Lines that hold no secret come through as they are, whatever words they have.</summary>
public class OrdinaryLinesTests
{
    public static TheoryData<string> Lines => new(KnownKeysAndForms.OrdinaryLines);

    [Fact]
    public void There_are_enough_of_them() => Assert.True(KnownKeysAndForms.OrdinaryLines.Count >= 120, $"{KnownKeysAndForms.OrdinaryLines.Count} lines");

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_without_a_secret_is_unchanged(string line)
    {
        Assert.Equal(line, Redaction.Scrub(line));
        Assert.Equal(line, Redaction.Scrub(line, ReferenceExamples.DebeziumSource.ConnectorConfiguration));
        Assert.Equal($"first\n{line}\n\tat org.x.Y", Redaction.Scrub($"first\n{line}\n\tat org.x.Y"));
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_secret_after_it_is_masked_nevertheless(string line) => Assert.DoesNotContain(
        "c4n4ryS3cr3t", Redaction.Scrub($"{line}\npassword=c4n4ryS3cr3t\nAuthorization: Bearer c4n4ryS3cr3t"), StringComparison.Ordinal);
}
