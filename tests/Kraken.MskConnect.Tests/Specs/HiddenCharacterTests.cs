using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Specs;

public class HiddenCharacterTests
{
    private static readonly ConnectorSpec _sink = ReferenceExamples.S3Sink;

    private static SpecFinding Only(ConnectorSpec spec) =>
        Assert.Single(SpecValidator.Validate(spec).Findings, f => f.Severity == FindingSeverity.Error);

    [Theory]
    [InlineData("us-east-1\n", "Region 'us-east-1\\n' has a line break at its end.")]
    [InlineData("us-east-1\r\n", "Region 'us-east-1\\r\\n' has a line break at its end.")]
    [InlineData("us\u200b-east-1", "Region 'us\\u200b-east-1' has the invisible character U+200B at character 3.")]
    [InlineData("\tus-east-1", "Region '\\tus-east-1' has a tab at character 1.")]
    public void It_is_told_once_and_shown_so_that_it_is_seen(string region, string message) =>
        Assert.Equal(message, Only(_sink with { Region = region }).Message);

    [Theory]
    [InlineData("SELECT *\n\tFROM orders\r\nWHERE id > 1")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")]
    [InlineData("one\n  two: \tthree\n")]
    [InlineData("größer als 5 € 👩‍💻")]
    public void A_value_of_the_configuration_may_have_lines_and_any_script(string value) =>
        Assert.DoesNotContain(SpecValidator.Validate(_sink.WithKey("query", value)).Findings, f => f.Severity == FindingSeverity.Error);

    [Fact]
    public void A_separator_may_be_what_cannot_be_seen()
    {
        Assert.True(SpecValidator.Validate(_sink.WithKey("format.bytearray.separator", "\n")).IsValid);
        Assert.True(SpecValidator.Validate(_sink.WithKey("csv.delimiter", "\u0001")).IsValid);
    }

    [Theory]
    [InlineData("x\n")]
    [InlineData("\nx")]
    [InlineData("a\u001b[2Jb")]
    [InlineData("a\u0000b")]
    public void A_value_of_the_configuration_has_none_around_it_and_no_control_characters(string value)
    {
        var error = Only(_sink.WithKey("some.key", value));
        Assert.Equal(("ConnectorConfiguration[some.key]", "HiddenCharacter"), (error.Field, error.Rule));
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void A_secret_is_not_shown_for_a_line_break()
    {
        var error = Only(_sink.WithKey("database.password", "hunter2hunter2\n"));
        Assert.Equal("HiddenCharacter", error.Rule);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }
}
