using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>How the work on connectors is told where nobody asked for -Verbose: the values of the preference.</summary>
internal enum ProgressPreference
{
    /// <summary>As lines in a CI system, else as progress bars alone.</summary>
    Auto,

    /// <summary>As lines of plain information.</summary>
    Lines,

    /// <summary>As progress bars alone.</summary>
    Bars,
}

/// <summary>Reads the preference variable <c>$KrakenProgressPreference</c>.</summary>
internal static class KrakenProgress
{
    /// <summary>The variable's name.</summary>
    public const string Variable = "KrakenProgressPreference";

    // CI is set by GitHub Actions, GitLab, CircleCI, Travis and others; these alone set others.
    private static readonly string[] _signs = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "JENKINS_URL", "TEAMCITY_VERSION", "CODEBUILD_BUILD_ID"];

    /// <summary>Whether the work is told in lines.</summary>
    /// <param name="value">The variable's value; null where it is not set.</param>
    /// <param name="environment">The environment variables.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecInvalid"/>: the value is none of the preference's.</exception>
    public static bool IsInLines(object? value, Func<string, string?> environment) => Parse(value) switch
    {
        ProgressPreference.Lines => true,
        ProgressPreference.Bars => false,
        _ => _signs.Any(sign => environment(sign) is { Length: > 0 } set && !set.Equals("false", StringComparison.OrdinalIgnoreCase)),
    };

    private static ProgressPreference Parse(object? value)
    {
        var text = (value is PSObject wrapped ? wrapped.BaseObject : value)?.ToString();
        if (string.IsNullOrWhiteSpace(text))
            return ProgressPreference.Auto;
        return Enum.TryParse<ProgressPreference>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(text.Trim()[0])
            ? known
            : throw new KrakenException(
                KrakenErrorKind.SpecInvalid,
                $"${Variable}: '{Text.BoundedText.Of(text)}' is not one of {string.Join(", ", Enum.GetNames<ProgressPreference>())}.",
                "Set it to Lines for lines as in CI, to Bars for progress bars alone, or to Auto.");
    }
}
