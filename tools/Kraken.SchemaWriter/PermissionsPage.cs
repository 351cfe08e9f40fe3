using Kraken.MskConnect.Policies.Caller;

namespace Kraken.SchemaWriter;

/// <summary>The part of the page of permissions that is made of the list with which policies for callers are made.</summary>
internal static class PermissionsPage
{
    private const string Begin = "<!-- The build generates these rows from src/Kraken.MskConnect/Policies/Caller. -->\n";
    private const string End = "<!-- End of the generated rows. -->\n";

    /// <summary>The page with its rows made anew.</summary>
    /// <param name="page">The page as it is.</param>
    public static string Renew(string page)
    {
        var text = page.ReplaceLineEndings("\n");
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidDataException("The page of permissions lacks the comments between which its rows are written.");
        return text[..begin] + Begin
            + "\n| For | Actions | On | Why, and when | Asked by AWS for the module's call |\n|---|---|---|---|---|\n"
            + CallerTables.Documentation() + "\n" + text[end..];
    }
}
