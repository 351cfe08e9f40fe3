using Kraken.LocalAws;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>
/// Lets calls go in waves: holds all answers of a wave until the last of its calls has come, then gives them together.
/// A call that waits for an answer of its own wave never comes. So work that ends shows that no more calls wait for one
/// another than there are waves, however fast the machine is.
/// </summary>
/// <param name="inner">What reaches the embedded AWS.</param>
/// <param name="waves">The operations of each wave. A call that comes before its wave is held until then.</param>
internal sealed class WaveHandler(HttpMessageHandler inner, IReadOnlyList<string[]> waves) : DelegatingHandler(inner)
{
    /// <summary>Longer than this a wave is not late: one of its calls waits for another.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly List<TaskCompletionSource> _held = [];
    private int _wave;

    /// <summary>The embedded AWS, which knows what was called.</summary>
    public LocalCloud? Cloud { get; set; }

    /// <summary>Waits for the work to end.</summary>
    /// <exception cref="TimeoutException">A wave did not become whole; the message says what it lacks.</exception>
    public async Task EndAsync(Task work)
    {
        try
        {
            await work.WaitAsync(_patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(
                $"Wave {_wave + 1} of {waves.Count} lacks {string.Join(", ", Lacking())}; called were "
                + string.Join(", ", Cloud!.Requests.Select(r => r.Operation)), e);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _held.Add(held);
            while (_wave < waves.Count && Lacking().Count == 0)
            {
                _wave++;
                Release();
            }

            if (_wave == waves.Count)
                Release();
        }

        await held.Task.WaitAsync(cancellationToken);
        return response;
    }

    private void Release()
    {
        foreach (var held in _held)
            held.SetResult();
        _held.Clear();
    }

    /// <summary>What of the waves up to the present one has not been called yet.</summary>
    private List<string> Lacking()
    {
        var lacking = waves.Take(_wave + 1).SelectMany(w => w).ToList();
        foreach (var request in Cloud!.Requests)
            lacking.Remove(request.Operation);
        return lacking;
    }
}
