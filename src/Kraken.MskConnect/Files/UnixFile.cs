using System.Runtime.InteropServices;

namespace Kraken.MskConnect.Files;

/// <summary>What .NET does not tell of a file on Linux and macOS: its kind, its owner and how many names it has.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="User">The owner's number.</param>
/// <param name="Group">The group's number.</param>
internal sealed record UnixFile(UnixFileKind Kind, UnixFileMode Mode, uint Links, uint User, uint Group)
{
    /// <summary>Looks at what a path leads to, through links.</summary>
    /// <returns>Null where there is nothing, and on a system on which this cannot be told.</returns>
    public static UnixFile? Find(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(path) : OperatingSystem.IsMacOS() ? OnMacOS(path) : null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // An older C library.
            return null;
        }
    }

    /// <summary>Gives a file to an owner and a group. Only root may give away what is its own.</summary>
    /// <returns>Whether that was allowed.</returns>
    public static bool TryGive(string path, uint user, uint group)
    {
        try
        {
            return ChangeOwner(path, user, group) == 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    // Source: statx(2); struct statx has the same layout on every architecture.
    private static UnixFile? OnLinux(string path)
    {
        const int CurrentDirectory = -100;
        const uint Basic = 0x7ff;
        var about = new byte[256];
        return StatX(CurrentDirectory, path, 0, Basic, about) == 0
            ? Of(
                BitConverter.ToUInt16(about, 28), BitConverter.ToUInt32(about, 16), BitConverter.ToUInt32(about, 20),
                BitConverter.ToUInt32(about, 24))
            : null;
    }

    // Source: sys/stat.h of macOS, struct stat with inodes of 64 bits.
    private static UnixFile? OnMacOS(string path)
    {
        var about = new byte[256];
        var result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfIntel(path, about) : Stat(path, about);
        return result == 0
            ? Of(
                BitConverter.ToUInt16(about, 4), BitConverter.ToUInt16(about, 6), BitConverter.ToUInt32(about, 16),
                BitConverter.ToUInt32(about, 20))
            : null;
    }

    private static UnixFile Of(ushort mode, uint links, uint user, uint group)
    {
        const int KindBits = 0xF000;
        return new UnixFile(
            (mode & KindBits) switch
            {
                0x8000 => UnixFileKind.Regular,
                0x4000 => UnixFileKind.Folder,
                0x1000 => UnixFileKind.Pipe,
                _ => UnixFileKind.Device,
            },
            (UnixFileMode)(mode & ~KindBits), links, user, group);
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] about);

    [DllImport("libc", EntryPoint = "stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] about);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOfIntel([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] about);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}

/// <summary>What a path leads to.</summary>
internal enum UnixFileKind
{
    /// <summary>A file that holds what is written to it.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A named pipe.</summary>
    Pipe,

    /// <summary>A device, a socket, or whatever else takes what is written to it away.</summary>
    Device,
}
