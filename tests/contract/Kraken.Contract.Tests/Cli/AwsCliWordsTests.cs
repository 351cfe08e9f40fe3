namespace Kraken.Contract.Tests.Cli;

public class AwsCliWordsTests
{
    [Theory]
    [InlineData("iam get-role --role-name r", new[] { "iam", "get-role", "--role-name", "r" })]
    [InlineData("a  'b c' ''", new[] { "a", "b c", "" })]
    [InlineData("--x '{\"a\": [1, 2]}'", new[] { "--x", "{\"a\": [1, 2]}" })]
    [InlineData("--x=a'b c'd", new[] { "--x=ab cd" })]
    public void A_command_is_split_at_blanks_outside_of_quotes(string command, string[] words) =>
        Assert.Equal(words, AwsCli.Words(command));
}
