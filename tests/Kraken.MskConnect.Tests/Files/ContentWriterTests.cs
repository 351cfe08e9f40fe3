using System.Diagnostics;
using System.Runtime.Versioning;
using Kraken.MskConnect.Files;
using Kraken.Tests.Shared;

namespace Kraken.MskConnect.Tests.Files;

public sealed class ContentWriterTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kraken-files");

    private string File1 => Path.Combine(_folder.FullName, "file");

    /// <summary>Modes, owners, links, devices and pipes are Unix's.</summary>
    public static string? MissingReason => OperatingSystem.IsWindows() ? "modes and devices as Unix has them" : null;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_new_file_has_the_content_and_nothing_is_left_beside_it()
    {
        new ContentWriter().Write(File1, "one"u8);
        new ContentWriter().Write(File1, "2"u8);
        Assert.Equal("2", File.ReadAllText(File1));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [FactIf(typeof(ContentWriterTests))]
    [UnsupportedOSPlatform("windows")]
    public void A_file_keeps_its_mode_and_its_further_names()
    {
        foreach (var mode in new[] { OwnerOnly, OwnerOnly | UnixFileMode.GroupRead, (UnixFileMode)0b111_101_101, UnixFileMode.UserRead })
        {
            var file = Path.Combine(_folder.FullName, $"{(int)mode}");
            File.WriteAllText(file, "old");
            File.SetUnixFileMode(file, mode);
            new ContentWriter().Write(file, "new"u8);
            Assert.Equal((mode, "new"), (File.GetUnixFileMode(file), File.ReadAllText(file)));
        }

        File.WriteAllText(File1, "a longer one");
        Run("ln", File1, File1 + "2");
        new ContentWriter().Write(File1, "new"u8);
        Assert.Equal("new", File.ReadAllText(File1 + "2"));
    }

    [FactIf(typeof(ContentWriterTests))]
    public void A_file_keeps_its_owner_where_that_may_be_given()
    {
        File.WriteAllText(File1, "old");
        if (!UnixFile.TryGive(File1, 1000, 1000))
            return; // Only root may; what happens without is the next test's.
        new ContentWriter().Write(File1, "new"u8);
        var after = UnixFile.Find(File1)!;
        Assert.Equal((1000u, 1000u, "new"), (after.User, after.Group, File.ReadAllText(File1)));
        Assert.False(ContentWriter.IsReadOnly(File1));
    }

    [FactIf(typeof(ContentWriterTests))]
    public void A_link_stays_one_and_so_does_one_that_leads_to_nothing_yet()
    {
        var link = Path.Combine(_folder.FullName, "link");
        var second = Path.Combine(_folder.FullName, "second");
        File.CreateSymbolicLink(link, "file");
        File.CreateSymbolicLink(second, link);
        new ContentWriter().Write(second, "one"u8);
        new ContentWriter().Write(link, "two"u8);
        Assert.Equal(("file", link), (new FileInfo(link).LinkTarget, new FileInfo(second).LinkTarget));
        Assert.Equal("two", File.ReadAllText(File1));
    }

    [FactIf(typeof(ContentWriterTests))]
    public void Links_that_lead_round_are_an_error_and_stay()
    {
        File.CreateSymbolicLink(File1, "other");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "other"), "file");
        Assert.Throws<IOException>(() => new ContentWriter().Write(File1, "x"u8));
        Assert.Equal("other", new FileInfo(File1).LinkTarget);
    }

    [FactIf(typeof(ContentWriterTests))]
    public void A_device_and_a_pipe_are_written_through()
    {
        var link = Path.Combine(_folder.FullName, "null");
        File.CreateSymbolicLink(link, "/dev/null");
        new ContentWriter().Write(link, "x"u8);
        Assert.Equal(UnixFileKind.Device, UnixFile.Find("/dev/null")!.Kind);
        Assert.True(ContentWriter.IsThrough(link));

        Run("mkfifo", File1);
        var reading = Task.Run(() => File.ReadAllText(File1));
        new ContentWriter().Write(File1, "through"u8);
        Assert.True(reading.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal("through", reading.Result);
        Assert.Equal(UnixFileKind.Pipe, UnixFile.Find(File1)!.Kind);
    }

    [FactIf(typeof(ContentWriterTests))]
    public void A_pipe_that_nobody_reads_is_an_error_and_holds_nobody()
    {
        Run("mkfifo", File1);
        var watch = Stopwatch.StartNew();
        Assert.Contains("Nobody", Assert.Throws<IOException>(() => new ContentWriter().Write(File1, "x"u8)).Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Equal(UnixFileKind.Pipe, UnixFile.Find(File1)!.Kind);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(true, 5)]
    public void A_file_that_somebody_holds_is_tried_again(bool isRefused, int times)
    {
        File.WriteAllText(File1, "old");
        var waited = TimeSpan.Zero;
        var writer = new ContentWriter
        {
            Replace = (half, file) =>
            {
                if (times-- > 0)
                    throw isRefused ? new UnauthorizedAccessException() : new IOException("held", unchecked((int)0x80070020));
                File.Move(half, file, overwrite: true);
            },
            Wait = time => waited += time,
        };
        writer.Write(File1, "new"u8);
        Assert.Equal("new", File.ReadAllText(File1));
        Assert.InRange(waited, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_file_that_stays_held_keeps_what_it_had_and_what_cannot_pass_is_not_tried_again()
    {
        File.WriteAllText(File1, "old");
        var (tries, waited) = (0, TimeSpan.Zero);
        Assert.Throws<UnauthorizedAccessException>(() => Write(new UnauthorizedAccessException()));
        Assert.True(tries > 3);
        Assert.InRange(waited, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        tries = 0;
        Assert.Throws<IOException>(() => Write(new IOException("no space", unchecked((int)0x80070070))));
        Assert.Equal(1, tries);
        Assert.Equal("old", File.ReadAllText(File1));
        Assert.Single(_folder.GetFileSystemInfos());

        void Write(Exception error) => new ContentWriter
        {
            Replace = (_, _) =>
            {
                tries++;
                throw error;
            },
            Wait = time => waited += time,
        }.Write(File1, "new"u8);
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
