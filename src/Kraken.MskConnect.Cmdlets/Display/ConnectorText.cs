using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>What became of a connector as a line, for a screen that shows texts and has no table.</summary>
public static class ConnectorText
{
    /// <summary>The columns of the table, without its heads.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(ConnectorResult connector, bool color = false)
    {
        ArgumentNullException.ThrowIfNull(connector);
        var result = connector.Result is { } made ? $"{made,-9} " : "";
        var state = StateText.Render(connector.ConnectorState, color) + new string(' ', Math.Max(0, 10 - connector.ConnectorState.Length));
        return $"{result}{state} {connector.Region,-14} {ForeignText.OneLine(connector.ConnectorName)}";
    }
}
