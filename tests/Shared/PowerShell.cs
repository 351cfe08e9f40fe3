using System.Diagnostics;

namespace Kraken.Tests.Shared;

/// <summary>The PowerShell of this machine.</summary>
internal static class PowerShell
{
    private static readonly Version _oldest = new(7, 4);
    private static readonly Lazy<string?> _reason = new(FindReason);

    /// <summary>The executable's path, or null where there is none.</summary>
    public static string? Path { get; } = FindPath();

    /// <summary>Why PowerShell cannot be used; null where it can.</summary>
    public static string? MissingReason => _reason.Value;

    /// <summary>Runs a short command that must not wait for input.</summary>
    /// <returns>The lines of its standard output.</returns>
    public static string[] Ask(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(
            Path!, ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        _ = errors.Result;
        return lines;
    }

    private static string? FindReason()
    {
        if (Path is null)
            return "pwsh is not on the PATH; install PowerShell 7.4 or newer.";
        var answer = Ask("\"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor)\"");
        return Version.TryParse(answer.FirstOrDefault(), out var version) && version >= _oldest
            ? null
            : $"pwsh is version {version?.ToString() ?? "unknown"}; install PowerShell 7.4 or newer.";
    }

    private static string? FindPath()
    {
        var name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
