using System.Management.Automation;
using System.Runtime.CompilerServices;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Which warnings of a spec were shown already. A run imports its specs once and gives them to several cmdlets: each warning is
/// told by the first of them. A spec that is imported again has its warnings again.
/// </summary>
internal static class ToldWarnings
{
    private static readonly ConditionalWeakTable<ConnectorSpec, HashSet<string>> _told = [];

    /// <summary>The warnings that are still to be told.</summary>
    /// <param name="warnings">The texts of all warnings.</param>
    /// <param name="given">The spec as it was given to the cmdlet; null where it was made of something else.</param>
    /// <param name="read">The spec as the cmdlet uses and remembers it.</param>
    /// <param name="isShown">Whether the user sees warnings now: what is suppressed is not told.</param>
    public static IReadOnlyList<string> New(IEnumerable<string> warnings, ConnectorSpec? given, ConnectorSpec? read, bool isShown)
    {
        var all = warnings.ToList();
        if (given is null || all.Count == 0)
            return all;
        var told = _told.GetOrCreateValue(given);
        lock (told)
        {
            var untold = all.Where(w => !told.Contains(w)).ToList();
            if (isShown)
                told.UnionWith(untold);
            if (read is not null)
                _told.AddOrUpdate(read, told);
            return untold;
        }
    }

    /// <summary>Whether the cmdlet's warnings reach the user.</summary>
    public static bool AreShown(PSCmdlet cmdlet)
    {
        var asked = cmdlet.MyInvocation.BoundParameters.TryGetValue("WarningAction", out var bound)
            ? bound
            : cmdlet.SessionState.PSVariable.GetValue("WarningPreference");
        return !LanguagePrimitives.TryConvertTo(asked, out ActionPreference preference)
            || preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
