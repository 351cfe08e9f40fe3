using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Schema;
using Kraken.SchemaWriter;

namespace Kraken.MskConnect.Tests.Specs.Schema;

/// <summary>The page that lists the inputs of a spec.</summary>
public class InputsPageTests
{
    [Fact]
    public void The_page_of_the_repository_is_the_one_that_the_fields_make() =>
        Assert.Equal(InputsPage.Text(), RepositoryFiles.Read("docs/inputs.md"));

    [Fact]
    public void Each_input_has_one_line_with_both_names_and_what_another_value_does()
    {
        var lines = RepositoryFiles.Read("docs/inputs.md").Split('\n');
        foreach (var field in SpecFields.All)
        {
            var line = Assert.Single(lines, l => l.StartsWith($"| `{field.TerraformName}` |", StringComparison.Ordinal));
            var cells = line.Split(" | ");
            Assert.Equal($"`{field.Name}`", cells[1]);
            Assert.Equal(
                field.Change switch
                {
                    InputChange.InPlace => "in place",
                    InputChange.Replacement => "replacement",
                    InputChange.Nothing => "nothing",
                    _ => "another",
                },
                cells[5]);
        }
    }
}
