namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// Lets the requests of several processes through one at a time, in an order that a seed decides. It decides only when
/// each process either waits with a request or has ended, so that no process is passed over because it is slower.
/// </summary>
internal sealed class Interleaving(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Process> _processes = [];
    private readonly object _gate = new();
    private readonly List<int> _order = [];
    private bool _oneIsThrough;

    /// <summary>Which process each request was of, from 1.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>Adds a process. All are to be added before the first of them sends.</summary>
    public Process Add(HttpMessageHandler inner)
    {
        var process = new Process(inner, this);
        _processes.Add(process);
        return process;
    }

    private async Task EnterAsync(Process process, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            process.Waiting.Add(turn);
            LetOneThrough();
        }

        try
        {
            await turn.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                if (!process.Waiting.Remove(turn))
                    Leave();
            }

            throw;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _oneIsThrough = false;
            LetOneThrough();
        }
    }

    private void End(Process process)
    {
        lock (_gate)
        {
            process.HasEnded = true;
            LetOneThrough();
        }
    }

    private void LetOneThrough()
    {
        var waiting = _processes.Where(p => p.Waiting.Count > 0).ToList();
        if (_oneIsThrough || waiting.Count == 0 || _processes.Any(p => p.Waiting.Count == 0 && !p.HasEnded))
            return;
        _oneIsThrough = true;
        var process = waiting[_random.Next(waiting.Count)];
        _order.Add(_processes.IndexOf(process) + 1);
        var requests = process.Waiting;
        var next = _random.Next(requests.Count);
        requests[next].SetResult();
        requests.RemoveAt(next);
    }

    /// <summary>A process's way to the embedded AWS; disposed of, the process has ended.</summary>
    public sealed class Process(HttpMessageHandler inner, Interleaving interleaving) : DelegatingHandler(inner)
    {
        internal List<TaskCompletionSource> Waiting { get; } = [];

        internal bool HasEnded { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await interleaving.EnterAsync(this, cancellationToken);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                interleaving.Leave();
            }
        }

        protected override void Dispose(bool disposing)
        {
            interleaving.End(this);
            base.Dispose(disposing);
        }
    }
}
