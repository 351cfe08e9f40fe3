namespace Kraken.MskConnect.Reconciling;

/// <summary>Ignores every event.</summary>
internal sealed class SilentObserver : IProvisioningObserver
{
    public static SilentObserver Instance { get; } = new();

    public void Report(ProvisioningEvent happened)
    {
    }
}
