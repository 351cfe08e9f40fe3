using Kraken.MskConnect.Checks;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>A check as a person reads it.</summary>
public static class CheckText
{
    /// <summary>How it ended, green where all is well, red where it failed, else yellow.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="color">True with ANSI colours.</param>
    public static string Status(CheckStatus status, bool color = false)
    {
        var paint = status switch
        {
            CheckStatus.Pass => Ansi.Green,
            CheckStatus.Fail => Ansi.Red,
            _ => Ansi.Yellow,
        };
        return color ? paint + status + Ansi.Reset : status.ToString();
    }

    /// <summary>What was seen, and what to do.</summary>
    /// <param name="check">The check.</param>
    public static string Finding(ConnectorCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return check.Remedy is null ? check.Evidence : $"{check.Evidence} {check.Remedy}";
    }
}
