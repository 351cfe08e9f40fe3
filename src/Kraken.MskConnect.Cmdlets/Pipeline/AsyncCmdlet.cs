using System.Management.Automation;
using System.Threading.Channels;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// A cmdlet whose work runs on other threads. PowerShell's streams and prompts belong to the pipeline thread, so the
/// work posts to a queue that the pipeline thread drains.
/// </summary>
public abstract partial class AsyncCmdlet : PSCmdlet, IDisposable
{
    /// <summary>How many connectors are worked on at once where nothing else is asked for.</summary>
    private protected const int DefaultConcurrency = 5;

    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(1);

    private readonly Channel<Action> _queue =
        Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly ProgressBars _progress;
    private WorkSlots? _slots;
    private AwsSession? _session;
    private int _running;

    private protected AsyncCmdlet()
    {
        _wholeTime = new WorkTime(Clock);
        _progress = new ProgressBars(Clock, WriteProgress);
    }

    /// <summary>How many pieces of work run at once; 1 or more.</summary>
    private protected virtual int Concurrency => 1;

    /// <summary>Whether work that only waits for AWS counts as running too.</summary>
    private protected virtual bool WaitingCounts => false;

    /// <summary>Is cancelled when the pipeline stops.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>How many errors there were so far; on the pipeline thread.</summary>
    private protected int Failures { get; private set; }

    /// <summary>Takes what the core reports, on any thread.</summary>
    private protected Reconciling.IProvisioningObserver Observer => field ??= new CmdletObserver(this, _progress);

    /// <summary>Handles one pipeline input, on the pipeline thread.</summary>
    private protected abstract void ProcessInput();

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        PlainTypeNames.Register(typeof(Specs.ConnectorSpec).Assembly, typeof(AsyncCmdlet).Assembly);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        Try(ProcessInput);
        while (_queue.Reader.TryRead(out var action))
            Run(action);
    }

    /// <summary>Handles an item. Whatever fails, it is this item's error and ends no other's work.</summary>
    private protected void Try(Action handle)
    {
        try
        {
            handle();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception error) when (ErrorRecords.IsOwn(error))
        {
            Tally.Count(Outcome.Failed);
            WriteError(ErrorRecords.From(error, (error as KrakenException)?.ConnectorName));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_running > 0)
        {
            if (Next() is { } action)
                Run(action);
            else
                Refresh();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Starts a piece of work. Its failure becomes an error of its own and stops no other.</summary>
    /// <param name="connectorName">The connector that it is about; its progress bar ends with the work.</param>
    /// <param name="target">The error's target object.</param>
    /// <param name="work">The work; runs on the thread pool.</param>
    private protected void Start(string connectorName, object? target, Func<CancellationToken, Task> work)
    {
        if (_slots is null)
            (_slots, _ordersAll) = (new WorkSlots(Concurrency), OnlyReads);
        _running++;
        var turn = _order.Begin();
        _ = Task.Run(() => RunAsync(connectorName, target, work, _slots, turn));
    }

    /// <summary>Writes an error and counts it.</summary>
    private protected new void WriteError(ErrorRecord error)
    {
        Failures++;
        base.WriteError(string.Equals($"{GetVariableValue("ErrorView")}", "NormalView", StringComparison.OrdinalIgnoreCase)
            ? ErrorRecords.InOneMessage(error)
            : error);
    }

    /// <summary>Lets the pipeline thread do something, soon.</summary>
    private protected void Post(Action action) => _queue.Writer.TryWrite(action);

    /// <summary>Lets the pipeline thread answer, for example ask the user.</summary>
    private protected Task<T> AskAsync<T>(Func<T> question) => AtPromptAsync(() => AskNowAsync(question));

    private Task<T> AskNowAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (PipelineStoppedException)
            {
                answer.SetCanceled(CancellationToken.None);
                throw;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                answer.SetException(error);
            }
        });
        return answer.Task.WaitAsync(StopToken);
    }

    /// <summary>Lets other work go on while one piece of it only waits for AWS.</summary>
    private protected async Task WithoutSlotAsync(Func<Task> wait)
    {
        if (WaitingCounts || _slots is not { } slots)
        {
            await wait();
            return;
        }

        slots.Leave();
        try
        {
            await wait();
        }
        finally
        {
            await slots.ReturnAsync(StopToken);
        }
    }

    /// <summary>Releases the work that is still running.</summary>
    public void Dispose()
    {
        // Not disposed itself: work that is just ending may still look at its token.
        _stop.Cancel();
        _session?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RunAsync(
        string connectorName, object? target, Func<CancellationToken, Task> work, WorkSlots slots, int turn)
    {
        _turn.Value = turn;
        var entered = false;
        try
        {
            await slots.EnterAsync(StopToken);
            entered = true;
            _workTime.Value = new WorkTime(Clock);
            await work(StopToken);
        }
        catch (Exception) when (StopToken.IsCancellationRequested)
        {
            // The pipeline is stopping: nobody listens, and what failed did so because of that.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Say(() => ShowFailure(error, target));
        }
        finally
        {
            if (entered)
                slots.Leave();
            Post(() =>
            {
                _running--;
                _progress.Complete(connectorName);
                _order.End(turn);
                if (!OnlyReads)
                    Story.End(ForeignText.OneLine(connectorName), "Done");
            });
        }
    }

    private void Refresh()
    {
        _progress.Refresh();
        Story.Tick();
    }

    /// <summary>The next action; null after a second without one.</summary>
    private Action? Next()
    {
        if (_queue.Reader.TryRead(out var action))
            return action;
        try
        {
            _queue.Reader.WaitToReadAsync(StopToken).AsTask().Wait(_tick, StopToken);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        return _queue.Reader.TryRead(out action) ? action : null;
    }

    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch
        {
            // A stream has thrown: -ErrorAction Stop, or the pipeline is over. Then the other work is to end too.
            _stop.Cancel();
            throw;
        }
    }
}
