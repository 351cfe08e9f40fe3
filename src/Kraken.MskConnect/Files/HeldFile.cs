namespace Kraken.MskConnect.Files;

/// <summary>
/// Does again what failed because another process held the file: on Windows an indexer, an antivirus or an editor has a
/// file open for a moment after it was written.
/// </summary>
internal static class HeldFile
{
    /// <summary>The waits between the tries, together a second and a half.</summary>
    internal static readonly IReadOnlyList<TimeSpan> Waits =
        Array.ConvertAll([50, 100, 200, 400, 750], ms => TimeSpan.FromMilliseconds(ms));

    /// <summary>What an error of Windows' begins with; on other systems the code is the system's own.</summary>
    private const int Windows = unchecked((int)0x80070000);

    /// <summary>Windows' codes: sharing and lock violation, a mapped section, ReplaceFile's three.</summary>
    private static readonly int[] _held =
        [Windows | 32, Windows | 33, Windows | 1224, Windows | 1175, Windows | 1176, Windows | 1177];

    /// <summary>Does it until it succeeds, fails otherwise, or the waits are over.</summary>
    /// <param name="action">What is done; it may be done several times.</param>
    /// <param name="wait">Waits.</param>
    internal static void Try(Action action, Action<TimeSpan> wait)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception e) when (IsHeld(e) && tries < Waits.Count)
            {
                wait(Waits[tries]);
            }
        }
    }

    /// <summary>Whether the failure may pass.</summary>
    internal static bool IsHeld(Exception e) =>
        e is UnauthorizedAccessException || (e is IOException && _held.Contains(e.HResult));
}
