using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Tests;

/// <summary>What somebody may have meant by a name that is none.</summary>
public class SimilarTests
{
    [Theory]
    [InlineData("database.host", "database.hostname")]
    [InlineData("database.prot", "database.port")]
    [InlineData("databse.hostname", "database.hostname")]
    [InlineData("slot", null)]
    [InlineData("something.else", null)]
    public void The_name_that_is_meant_is_found(string given, string? meant) =>
        Assert.Equal(meant, Similar.To(given, ["database.port", "database.hostname", "database.user", "slot.name"]));
}
