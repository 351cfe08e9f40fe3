using System.Text;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A removal as a person reads it.</summary>
public static class RemovalText
{
    /// <summary>The removal's text.</summary>
    /// <param name="removal">The removal.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(RemovalResult removal, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(removal);
        var text = new StringBuilder(ForeignText.OneLine(removal.ConnectorName)).Append(": ").Append(removal.Removed.Count switch
        {
            0 when removal.Kept.Count > 0 => "nothing was removed",
            0 => "nothing was left to remove",
            1 => "1 resource removed",
            var count => $"{count} resources removed",
        });
        foreach (var removed in removal.Removed)
        {
            text.AppendLine()
                .Append(color ? Ansi.Red : "").Append("  -  ").Append(ForeignText.OneLine(removed)).Append(color ? Ansi.Reset : "");
        }

        foreach (var kept in removal.Kept)
            text.AppendLine().Append("  =  ").Append(ForeignText.OneLine(kept));
        return text.ToString();
    }
}
