namespace Kraken.LocalAws.State;

/// <summary>
/// The file that a cloud's state is kept in. It is replaced as a whole, so that whoever reads it finds one state or
/// the next and never half of one; and one process at a time has it. Others than its owner cannot read it, for
/// configurations may hold secrets.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly FileStream _lock;
    private long _saved;
    private bool _closed;

    private StateFile(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    internal string Path { get; }

    /// <summary>Takes the file for this process; it need not exist yet.</summary>
    /// <exception cref="IOException">Another process has it, or its folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written to.</exception>
    internal static StateFile Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(path))
            throw new IOException($"The state file '{path}' is a folder. Give a file in it.");
        var held = path + ".lock";
        try
        {
            return new StateFile(path, new FileStream(held, Options(FileMode.OpenOrCreate, FileOptions.DeleteOnClose)));
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

    /// <summary>
    /// Returns once a state of that version or a later one is on the disk. Callers that come while another's state is
    /// being written share the next write.
    /// </summary>
    /// <param name="version">The version that must be saved.</param>
    /// <param name="snapshot">Gives the present state and its version.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    internal async Task SaveAsync(long version, Func<(byte[] State, long Version)> snapshot)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_saved >= version)
                return;
            var (state, current) = snapshot();
            Replace(state);
            _saved = current;
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

    private void Replace(byte[] state)
    {
        var next = Path + ".new";
        using (var stream = new FileStream(next, Options(FileMode.Create, FileOptions.None)))
        {
            stream.Write(state);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }

    private static FileStreamOptions Options(FileMode mode, FileOptions options)
    {
        var made = new FileStreamOptions
        {
            Mode = mode, Access = FileAccess.Write, Share = FileShare.None, Options = options,
        };
        if (!OperatingSystem.IsWindows())
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return made;
    }
}
