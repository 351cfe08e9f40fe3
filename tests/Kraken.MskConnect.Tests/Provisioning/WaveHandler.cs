namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>
/// Lets requests through in waves: holds all that come until no more come, then lets them go together. A request of
/// the next wave can only have been sent after an answer of this one, so the number of waves is the length of the
/// longest chain of calls that wait for one another.
/// </summary>
internal sealed class WaveHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrivals;

    /// <summary>The operations of each wave so far.</summary>
    public List<List<string>> Waves { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task open;
        lock (_gate)
        {
            if (_arrivals++ == 0)
            {
                Waves.Add([]);
                _ = OpenWhenQuietAsync();
            }

            Waves[^1].Add($"{request.Method} {request.RequestUri}");
            open = _open.Task;
        }

        await open.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task OpenWhenQuietAsync()
    {
        for (var seen = 0; ;)
        {
            await Task.Delay(_quiet);
            lock (_gate)
            {
                if (seen == _arrivals)
                {
                    _arrivals = 0;
                    _open.SetResult();
                    _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    return;
                }

                seen = _arrivals;
            }
        }
    }
}
