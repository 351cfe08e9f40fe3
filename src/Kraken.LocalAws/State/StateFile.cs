using Kraken.MskConnect.Files;

namespace Kraken.LocalAws.State;

/// <summary>
/// The file that a cloud's state is kept in. It is replaced as a whole, so that whoever reads it finds one state or
/// the next and never half of one; and one process at a time has it. Others than its owner cannot read a new one, for
/// configurations may hold secrets. A change that cannot be saved is taken back: what fails has changed nothing.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly FileStream _lock;
    private readonly ContentWriter _writer;
    private readonly List<Loss> _lost = [];
    private byte[] _last = [];
    private long _saved;
    private bool _closed;

    private StateFile(string path, FileStream held, ContentWriter writer)
    {
        Path = path;
        _lock = held;
        _writer = writer;
    }

    internal string Path { get; }

    /// <summary>Takes the file for this process; it need not exist yet.</summary>
    /// <param name="path">The file; a link stands for what it leads to.</param>
    /// <param name="writer">How it is written; null for the usual way.</param>
    /// <exception cref="IOException">Another process has it, its folder does not exist, or it is no file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    internal static StateFile Open(string path, ContentWriter? writer = null)
    {
        path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(path))
            throw new IOException($"The state file '{path}' is a folder. Give a file in it.");
        if (ContentWriter.IsThrough(path))
            throw new IOException($"The state file '{path}' is a device or a pipe, which keeps nothing. Give a file.");
        path = ContentWriter.Target(path);
        var held = path + ".lock";
        try
        {
            return new StateFile(path, new FileStream(held, LockOptions()), writer ?? NewWriter());
        }
        catch (DirectoryNotFoundException e)
        {
            throw new IOException(
                $"The folder of the state file '{path}' does not exist. Make it, or give another.", e);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"The state file '{path}' is in use by another LocalAws. Stop that one, or give another file.", e);
        }
    }

    /// <summary>What was saved, or null where nothing was yet.</summary>
    internal byte[]? Read() => File.Exists(Path) ? File.ReadAllBytes(Path) : null;

    /// <summary>Tells the state that the cloud begins with, to which it goes back where its first change is not saved.</summary>
    internal void Begin(byte[] state) => _last = state;

    /// <summary>
    /// Returns once a state of that version or a later one is on the disk. Callers that come while another's state is
    /// being written share the next write. Where it cannot be written, all that was changed since the last write is taken
    /// back, and each caller who waits for one of those changes is told.
    /// </summary>
    /// <param name="version">The version that must be saved.</param>
    /// <param name="snapshot">Gives the present state and its version.</param>
    /// <param name="restore">Goes back to an earlier state, and gives the version that was reached until then.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    internal async Task SaveAsync(
        long version, Func<(byte[] State, long Version)> snapshot, Func<byte[], long> restore)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_lost.Find(l => l.After < version && version <= l.UpTo) is { } lost)
                throw new IOException(lost.Reason);
            if (_saved >= version)
                return;
            var (state, current) = snapshot();
            try
            {
                _writer.Write(Path, state);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _lost.Add(new Loss(_saved, restore(_last), e.Message));
                throw;
            }

            (_saved, _last) = (current, state);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Frees the file once what is being written is on the disk. Later saves are refused.</summary>
    public void Dispose()
    {
        _writing.Wait();
        _closed = true;
        _lock.Dispose();
        _writing.Release();
    }

    /// <summary>How the file is written: whole, to the disk, and for its owner alone where it is new.</summary>
    internal static ContentWriter NewWriter() => new()
    {
        ModeOfNew = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        Suffix = ".new",
        ToDisk = true,
        MayWriteInPlace = false,
    };

    private static FileStreamOptions LockOptions()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Changes that were taken back: those of the versions after one and up to another.</summary>
    private sealed record Loss(long After, long UpTo, string Reason);
}
