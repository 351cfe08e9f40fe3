using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class ScreenLinesTests
{
    private const string Arn = "arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.orders.mnpi";

    [Fact]
    public void A_line_that_fits_stays() => Assert.Equal(["  Logs  logs"], ScreenLines.Break("  Logs  logs", 12));

    [Fact]
    public void A_long_value_continues_under_its_beginning_behind_a_separator() => Assert.Equal(
        [
            "    Resource  arn:aws:kafka:us-east-1:123456789012:topic/kraken-dev/5c1d6e1b-",
            "              2f0a-4d6c-9c5a-0b7c3f1e9a42-5/cdc.orders.mnpi",
        ],
        ScreenLines.Break($"    Resource  {Arn}", 79));

    [Fact]
    public void A_value_stays_beside_its_name() => Assert.Equal(
        [
            "       Configuration[partitioner.class]  io.confluent.connect.storage.",
            "                                         partitioner.TimeBasedPartitioner",
        ],
        ScreenLines.Break("       Configuration[partitioner.class]  io.confluent.connect.storage.partitioner.TimeBasedPartitioner", 79));

    [Fact]
    public void A_value_below_its_name_is_not_moved_further_down() => Assert.Equal(
        [new string(' ', 40) + "io.confluent.connect.storage.", new string(' ', 42) + "partitioner.TimeBasedPartitioner"],
        ScreenLines.Break(new string(' ', 40) + "io.confluent.connect.storage.partitioner.TimeBasedPartitioner", 79));

    [Fact]
    public void Prose_is_broken_at_words() => Assert.Equal(
        [
            "  Warning  AutoscalingMaxWorkerCount '2' means autoscaling,",
            "           which sets tasks.max to workers x MCU x 2.",
        ],
        ScreenLines.Break("  Warning  AutoscalingMaxWorkerCount '2' means autoscaling, which sets tasks.max to workers x MCU x 2.", 60));

    [Fact]
    public void What_stands_before_the_first_line_takes_its_room() => Assert.Equal(
        ["one two", "  three four five"],
        ScreenLines.Break("one two three four five", 20, taken: 9));

    [Fact]
    public void A_text_in_a_column_is_broken_at_words_and_long_words_behind_separators() => Assert.Equal(
        [
            "The role lacks kafka-cluster:ReadData on",
            "arn:aws:kafka:us-east-1:123456789012:",
            "topic/kraken-dev/5c1d6e1b-2f0a-4d6c-9c5a-",
            "0b7c3f1e9a42-5/cdc.orders.mnpi",
        ],
        ScreenLines.InColumn("The role lacks kafka-cluster:ReadData on " + Arn, 79, 37));

    [Fact]
    public void A_long_word_without_separators_goes_to_the_next_line() => Assert.Equal(
        ["(ConnectorName,", "InternalTopicScope)"], ScreenLines.InColumn("(ConnectorName, InternalTopicScope)", 79, 46));

    [Fact]
    public void A_narrow_column_is_left_to_PowerShell() =>
        Assert.Equal(["one two three"], ScreenLines.InColumn("one two three", 40, 37));

    [Fact]
    public void A_value_too_far_to_the_right_continues_near_the_margin() => Assert.Equal(
        ["  a" + new string(' ', 55) + "one two", "    three four"],
        ScreenLines.Break("  a" + new string(' ', 55) + "one two three four", 66));

    [Fact]
    public void Colours_take_no_room_and_stay() => Assert.Equal(
        ["\u001b[32mone\u001b[0m two", "  three"],
        ScreenLines.Break("\u001b[32mone\u001b[0m two three", 8));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(79)]
    public void Nothing_is_lost_and_no_line_is_too_long(int width)
    {
        foreach (var line in new[] { $"       Policy[Groups]           on {Arn}", Arn, new string('x', 300), "", new string(' ', 200), "ä😀😀😀😀😀😀" })
        {
            var pieces = ScreenLines.Break(line, width).ToList();
            Assert.Equal(Regex.Replace(line, " ", ""), Regex.Replace(string.Concat(pieces), " ", ""));
            Assert.All(pieces, p => Assert.True(p.Length <= Math.Max(width, 2), $"{p.Length} columns of {width}: {p}"));
        }
    }
}
