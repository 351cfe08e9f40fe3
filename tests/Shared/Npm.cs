using System.ComponentModel;
using System.Diagnostics;

namespace Kraken.Tests.Shared;

/// <summary>Packages that npm installs into a folder of their own, outside the repository.</summary>
public static class Npm
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    /// <summary>Installs the packages, each as <c>name@version</c>, unless the folder has them already.</summary>
    /// <returns>The folder, which has <c>node_modules</c>, or why it is not there.</returns>
    public static (string? Folder, string? Missing) Install(string name, params string[] packages)
    {
        if (Run("node", ["--version"], ".") is null)
            return (null, "node is not on this machine");
        var folder = Path.Combine(Path.GetTempPath(), "kraken-" + name);
        // Written last: a folder without it was left half done.
        var done = Path.Combine(folder, "installed.txt");
        if (File.Exists(done) && File.ReadAllLines(done).SequenceEqual(packages))
            return (folder, null);
        Directory.CreateDirectory(folder);
        using var gate = Wait(folder + ".lock");
        if (File.Exists(done) && File.ReadAllLines(done).SequenceEqual(packages))
            return (folder, null);
        if (Run(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, .. packages], folder) is null)
            return (null, $"npm cannot bring {string.Join(' ', packages)}");
        File.WriteAllLines(done, packages);
        return (folder, null);
    }

    /// <summary>Waits until no other test process installs into the folder.</summary>
    private static FileStream Wait(string lockFile)
    {
        for (var waiting = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waiting.Elapsed < _patience)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static string? Run(string program, string[] arguments, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(_patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            Task.WaitAll(output, errors);
            return process.ExitCode == 0 ? output.Result : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
