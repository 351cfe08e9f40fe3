namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// Lets the requests of several processes through one at a time, in an order that a seed decides among those that wait.
/// </summary>
internal sealed class Interleaving(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<TaskCompletionSource> _waiting = [];
    private bool _running;

    /// <summary>A process's way to the embedded AWS.</summary>
    public HttpMessageHandler Process(HttpMessageHandler inner) => new Gate(inner, this);

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            _waiting.Add(turn);
            if (!_running)
            {
                _running = true;
                _ = LetThroughAsync();
            }
        }

        await turn.Task.WaitAsync(cancellationToken);
    }

    private async Task LetThroughAsync()
    {
        while (true)
        {
            // Time for the others to come to their next request.
            await Task.Delay(1);
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    _running = false;
                    return;
                }

                var next = _random.Next(_waiting.Count);
                _waiting[next].SetResult();
                _waiting.RemoveAt(next);
            }
        }
    }

    private sealed class Gate(HttpMessageHandler inner, Interleaving interleaving) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await interleaving.EnterAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
