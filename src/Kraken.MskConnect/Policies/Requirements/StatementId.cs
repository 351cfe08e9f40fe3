using System.Globalization;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>The id of a statement that a spec adds, made of its reason.</summary>
internal static class StatementId
{
    /// <summary>Begins the ids, so that none is that of a derived statement.</summary>
    internal const string Start = "Additional";

    private const int Longest = 64;

    /// <summary>The id: the words of the reason, each with a capital letter. The same reason gives the same id again.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="taken">The ids that others have; the new one is added. One that is taken gets a number at its end.</param>
    internal static string Of(string reason, HashSet<string> taken)
    {
        var words = new string([.. reason.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        if (!name.StartsWith(Start, StringComparison.Ordinal))
            name = Start + name;
        name = name[..Math.Min(name.Length, Longest)];
        var id = name;
        for (var number = 2; !taken.Add(id); number++)
            id = name + number.ToString(CultureInfo.InvariantCulture);
        return id;
    }
}
