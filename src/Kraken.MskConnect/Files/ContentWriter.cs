using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Kraken.MskConnect.Files;

/// <summary>
/// Gives a file new content, whole or not at all, and leaves everything else of it as it was: mode, owner, further names. A
/// link stays a link, and what it leads to is written. What is no regular file, such as a device or a named pipe, is
/// written through.
/// </summary>
/// <remarks>
/// A regular file is replaced by another one that was written beside it, so that whoever reads it finds the old content or
/// the new. Where that would change more than the content, since the owner cannot be given or the file has several names,
/// it is written in place.
/// </remarks>
public sealed partial class ContentWriter
{
    private const int MostLinks = 40;

    /// <summary>How long a pipe may be without a reader.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Who may use a file that is new; null leaves it to the system.</summary>
    public UnixFileMode? ModeOfNew { get; init; }

    /// <summary>
    /// What is added to the file's name for the one that takes its place; null for something that no other file has.
    /// </summary>
    public string? Suffix { get; init; }

    /// <summary>
    /// Whether a file may be written in place where replacing it would change its owner or part its names. Default true.
    /// </summary>
    public bool MayWriteInPlace { get; init; } = true;

    /// <summary>Whether the content is on the disk before the file is replaced.</summary>
    public bool ToDisk { get; init; }

    /// <summary>Puts one file in another's place; tests put theirs here.</summary>
    internal Action<string, string> Replace { get; init; } = PutInPlace;

    /// <summary>Waits before it is tried again; tests put theirs here.</summary>
    internal Action<TimeSpan> Wait { get; init; } = Thread.Sleep;

    /// <summary>Whether the path leads to what takes content away instead of holding it: a device, a pipe, a stream.</summary>
    /// <param name="path">The path.</param>
    public static bool IsThrough(string path) => Stream(Target(path)) is not null || IsDevice(path);

    /// <summary>
    /// Whether the file is marked as one that nobody shall write: Windows' attribute, or on Unix a mode that lets nobody
    /// write. What this process may not write shows when it tries.
    /// </summary>
    /// <param name="path">The path.</param>
    public static bool IsReadOnly(string path)
    {
        const UnixFileMode Anybody = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        return OperatingSystem.IsWindows()
            ? new FileInfo(path) is { Exists: true, IsReadOnly: true }
            : UnixFile.Find(path) is { } there && (there.Mode & Anybody) == 0;
    }

    /// <summary>Writes the content.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="content">The content.</param>
    /// <exception cref="IOException">It cannot be written; what was there is there still.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Target(path);
        if (Stream(target) is { } number)
            ToStream(number, content);
        else if (IsDevice(path))
            WriteThrough(path, content);
        else
            WriteFile(target, content);
    }

    /// <summary>The path that links lead to.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">They lead round in a circle.</exception>
    public static string Target(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        for (var i = 0; i < MostLinks; i++)
        {
            if (Stream(path) is not null || new FileInfo(path).LinkTarget is not { } link)
                return path;
            path = Path.GetFullPath(link, Path.GetDirectoryName(path) ?? path);
        }

        throw new IOException($"The links at '{path}' form a circle.");
    }

    /// <summary>The number of the process's own open stream that a path stands for, as /dev/stdout does; null for none.</summary>
    private static int? Stream(string path) =>
        !OperatingSystem.IsWindows() && OwnStream().Match(path) is { Success: true } own
            && (own.Groups["process"].Value is "" or "self"
                || own.Groups["process"].Value == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            ? int.Parse(own.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static bool IsDevice(string path) => OperatingSystem.IsWindows()
        ? Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal)
        : UnixFile.Find(path) is { Kind: UnixFileKind.Pipe or UnixFileKind.Device };

    /// <summary>What was written before stays: the stream goes on from where it is.</summary>
    private static void ToStream(int number, ReadOnlySpan<byte> content)
    {
        using var stream = number switch
        {
            1 => Console.OpenStandardOutput(),
            2 => Console.OpenStandardError(),
            _ => new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, bufferSize: 0),
        };
        stream.Write(content);
        stream.Flush();
    }

    private static void WriteThrough(string path, ReadOnlySpan<byte> content)
    {
        using var file = OpenThrough(path);
        file.Write(content);
        file.Flush();
    }

    /// <summary>Opens a device or a pipe. The opening of a pipe waits for its reader.</summary>
    private static FileStream OpenThrough(string path)
    {
        var opening = Task.Factory.StartNew(
            () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (((IAsyncResult)opening).AsyncWaitHandle.WaitOne(_patience))
            return opening.GetAwaiter().GetResult();

        // A reader of our own lets the opening end.
        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            opening.ContinueWith(o => o.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion).Wait(_patience);
        throw new IOException($"Nobody has read from the pipe for {_patience.TotalSeconds} seconds.");
    }

    private void WriteFile(string file, ReadOnlySpan<byte> content)
    {
        var there = UnixFile.Find(file);
        if (MayWriteInPlace && there?.Links > 1)
        {
            WriteInPlace(file, content);
            return;
        }

        // Not longer than any name may be, whatever the file's own.
        var half = Suffix is null ? Path.Combine(Path.GetDirectoryName(file)!, $".{Guid.NewGuid():N}") : file + Suffix;
        try
        {
            if (TryWriteHalf(half, content, there))
                HeldFile.Try(() => Replace(half, file), Wait);
            else
                WriteInPlace(file, content);
        }
        finally
        {
            if (File.Exists(half))
                File.Delete(half);
        }
    }

    /// <summary>Writes the file that takes the other's place, with its mode and owner.</summary>
    /// <returns>False where that cannot be and the file is there, so that it can be written in place.</returns>
    private bool TryWriteHalf(string half, ReadOnlySpan<byte> content, UnixFile? there)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };

        // Nobody else reads it before it has its mode.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = there is null ? ModeOfNew : UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            if (Suffix is not null)
                File.Delete(half);
            using var stream = new FileStream(half, options);
            stream.Write(content);
            stream.Flush(ToDisk);
        }
        catch (UnauthorizedAccessException) when (MayWriteInPlace && there is not null)
        {
            // The file may be written, and its folder not.
            return false;
        }

        if (there is null || OperatingSystem.IsWindows())
            return true;
        if (UnixFile.Find(half) is { } own && (own.User, own.Group) != (there.User, there.Group)
            && !UnixFile.TryGive(half, there.User, there.Group) && MayWriteInPlace)
        {
            return false;
        }

        File.SetUnixFileMode(half, there.Mode);
        return true;
    }

    private void WriteInPlace(string file, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.Read);
        stream.Write(content);
        stream.SetLength(content.Length);
        stream.Flush(ToDisk);
    }

    /// <summary>On Windows the new file gets the old one's access list and attributes.</summary>
    private static void PutInPlace(string half, string file)
    {
        if (!OperatingSystem.IsWindows() || !File.Exists(file))
        {
            File.Move(half, file, overwrite: true);
            return;
        }

        var attributes = File.GetAttributes(file);
        if (attributes.HasFlag(FileAttributes.ReadOnly))
            File.SetAttributes(file, attributes & ~FileAttributes.ReadOnly);
        try
        {
            File.Replace(half, file, destinationBackupFileName: null, ignoreMetadataErrors: true);
        }
        finally
        {
            if (attributes.HasFlag(FileAttributes.ReadOnly))
                File.SetAttributes(file, attributes);
        }
    }

    [GeneratedRegex(@"^(?:/dev|/proc/(?<process>self|[0-9]+)(?:/task/[0-9]+)?)/fd/(?<number>[0-9]{1,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnStream();
}
