using System.Management.Automation.Host;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>How many columns a text may take.</summary>
internal static class ScreenWidth
{
    /// <summary>Where nobody knows better, as for a file and a CI system's log.</summary>
    public const int Default = 120;

    /// <summary>Narrower than this, lines are left to the terminal.</summary>
    public const int Least = 80;

    /// <summary>The console's width, if the text goes to one.</summary>
    public static int Current => OfScreen is { } width ? Math.Max(Least - 1, width) : Default;

    /// <summary>
    /// The columns that PowerShell gives a view: the screen's, and in a console without one, as in a CI system, 80. Where the
    /// host knows none, PowerShell takes 120.
    /// </summary>
    public static int Of(PSHost host)
    {
        try
        {
            if (host.UI?.RawUI is { } screen && screen.BufferSize.Width > 1)
                return screen.BufferSize.Width - 1;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Hosts tell in many ways that they have no screen, as a runbook's has none.
        }

        return Default - 1;
    }

    /// <summary>The console's width; null if the output goes elsewhere, where lines stay whole.</summary>
    public static int? OfScreen
    {
        get
        {
            try
            {
                // The last column is left free: terminals differ in what they do behind it.
                return Console.IsOutputRedirected || Console.WindowWidth < 2 ? null : Console.WindowWidth - 1;
            }
            catch (Exception e) when (e is IOException or PlatformNotSupportedException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}
