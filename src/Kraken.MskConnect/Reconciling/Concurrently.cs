namespace Kraken.MskConnect.Reconciling;

/// <summary>Awaits concurrent work.</summary>
internal static class Concurrently
{
    /// <summary>Waits for all; where several fail, throws the error of the first in the order of the arguments.</summary>
    public static async Task AllAsync(params Task[] tasks)
    {
        await Task.WhenAll(tasks).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var task in tasks)
            await task;
    }
}
