using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Kraken.MskConnect.Loader;

/// <summary>Tells whether two paths are one folder: letter case, links, short names and mounts spell it differently.</summary>
internal static class FolderIdentity
{
    /// <summary>Whether both paths lead to the same folder.</summary>
    public static bool IsSame(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal))
            return true;
        try
        {
            return Of(one) is { } identity && identity == Of(other);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    private static string? Of(string folder) =>
        OperatingSystem.IsWindows() ? OnWindows(folder)
        : OperatingSystem.IsLinux() ? OnLinux(folder) ?? RealPath(folder)
        : RealPath(folder);

    // The volume's serial number and the folder's number on it. Source: BY_HANDLE_FILE_INFORMATION.
    private static string? OnWindows(string folder)
    {
        const uint ShareAll = 7;
        const uint OpenExisting = 3;
        const uint BackupSemantics = 0x02000000;
        var handle = CreateFile(folder, 0, ShareAll, IntPtr.Zero, OpenExisting, BackupSemantics, IntPtr.Zero);
        if (handle == new IntPtr(-1))
            return null;
        try
        {
            return GetFileInformationByHandle(handle, out var about)
                ? $"{about.VolumeSerialNumber}:{about.FileIndexHigh}:{about.FileIndexLow}"
                : null;
        }
        finally
        {
            CloseHandle(handle);
        }
    }

    // The device and the inode. Source: statx(2); struct statx has the same layout on every architecture.
    private static string? OnLinux(string folder)
    {
        const int CurrentDirectory = -100;
        const uint WithInode = 0x100;
        const int InodeAt = 32;
        const int DeviceAt = 136;
        var about = new byte[256];
        try
        {
            return StatX(CurrentDirectory, folder, 0, WithInode, about) == 0
                ? $"{BitConverter.ToUInt64(about, DeviceAt)}:{BitConverter.ToUInt64(about, InodeAt)}"
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library.
            return null;
        }
    }

    // Without links and, on macOS, in the case that the folder was made with.
    private static string? RealPath(string folder)
    {
        var path = RealPathOf(folder, IntPtr.Zero);
        if (path == IntPtr.Zero)
            return null;
        try
        {
            return Marshal.PtrToStringUTF8(path);
        }
        finally
        {
            Free(path);
        }
    }

    [DllImport("kernel32", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr CreateFile(
        string name, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(IntPtr file, out FileInformation about);

    [DllImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(IntPtr handle);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] about);

    [DllImport("libc", EntryPoint = "realpath")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr RealPathOf([MarshalAs(UnmanagedType.LPUTF8Str)] string path, IntPtr resolved);

    [DllImport("libc", EntryPoint = "free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Free(IntPtr memory);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct FileInformation
    {
        public readonly uint FileAttributes;
        public readonly uint CreationTimeLow;
        public readonly uint CreationTimeHigh;
        public readonly uint LastAccessTimeLow;
        public readonly uint LastAccessTimeHigh;
        public readonly uint LastWriteTimeLow;
        public readonly uint LastWriteTimeHigh;
        public readonly uint VolumeSerialNumber;
        public readonly uint FileSizeHigh;
        public readonly uint FileSizeLow;
        public readonly uint NumberOfLinks;
        public readonly uint FileIndexHigh;
        public readonly uint FileIndexLow;
    }
}
