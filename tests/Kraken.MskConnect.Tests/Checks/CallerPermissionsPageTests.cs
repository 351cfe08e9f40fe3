using Kraken.MskConnect.Policies.Caller;
using Kraken.MskConnect.Tests.Specs.Schema;
using Kraken.SchemaWriter;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>docs/permissions.md is made of the list of what a caller needs.</summary>
public sealed class CallerPermissionsPageTests
{
    private static readonly string _page = RepositoryFiles.Read("docs/permissions.md").ReplaceLineEndings("\n");

    [Fact]
    public void The_page_of_the_repository_is_the_one_that_the_list_makes() => Assert.Equal(PermissionsPage.Renew(_page), _page);

    [Fact]
    public void The_page_names_every_action_of_the_list_and_every_source()
    {
        Assert.All(CallerPermissions.All, p => Assert.Contains($"`{p.Action}`", _page, StringComparison.Ordinal));
        Assert.All(CallerPermissions.All.Select(p => p.Source).OfType<string>(), s => Assert.Contains(s, _page, StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_without_the_place_for_its_rows_is_refused() =>
        Assert.Throws<InvalidDataException>(() => PermissionsPage.Renew("# Permissions\n"));
}
