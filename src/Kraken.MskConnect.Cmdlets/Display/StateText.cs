using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A connector's state as a person reads it.</summary>
public static class StateText
{
    /// <summary>The state, green where all is well, red where it failed, else yellow.</summary>
    /// <param name="state">The state as MSK Connect names it.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Render(string state, bool color = false)
    {
        var paint = state switch
        {
            "RUNNING" => Ansi.Green,
            "FAILED" => Ansi.Red,
            _ => Ansi.Yellow,
        };
        var shown = ForeignText.OneLine(state);
        return color ? paint + shown + Ansi.Reset : shown;
    }
}
