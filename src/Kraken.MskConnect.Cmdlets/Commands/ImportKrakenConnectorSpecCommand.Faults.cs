namespace Kraken.MskConnect.Cmdlets;

/// <content>What is wrong with the files, all of it where the first error ends the command.</content>
public sealed partial class ImportKrakenConnectorSpecCommand
{
    private readonly List<(Exception Error, string Path)> _failed = [];
    private readonly List<Action> _held = [];
    private bool _endsAtError;

    /// <summary>
    /// Returns a spec; where the first error ends the command, when all files are read: else the error of a cmdlet behind it in
    /// the pipeline would come before the other files' errors.
    /// </summary>
    private void Hold(Action write)
    {
        if (_endsAtError)
            _held.Add(write);
        else
            write();
    }

    /// <summary>Where the first error ends the command, all files are read before, so that it tells of all of them.</summary>
    private void Fail(Exception error, string path)
    {
        if (_endsAtError)
            _failed.Add((error, path));
        else
            WriteError(ErrorRecords.From(error, path));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            if (_failed is [var (error, path)])
                WriteError(ErrorRecords.From(error, path));
            else if (_failed.Count > 1)
                WriteError(ErrorRecords.From(ImportFaults.OfFiles(_failed), target: null));
            foreach (var write in _held)
                write();
            base.EndProcessing();
        }
        finally
        {
            _run.End(Failures > 0);
        }
    }
}
