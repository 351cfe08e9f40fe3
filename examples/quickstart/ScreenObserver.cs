using Kraken.MskConnect.Provisioning;

namespace Kraken.Quickstart;

/// <summary>Shows each step of the work once.</summary>
internal sealed class ScreenObserver : IProvisioningObserver
{
    private readonly HashSet<string> _shown = [];

    public void Report(ProvisioningEvent happened)
    {
        if (happened.Level == ProvisioningEventLevel.Detail)
            return;
        var line = $"{happened.ConnectorName}: {happened.Message}";
        lock (_shown)
        {
            if (_shown.Add(line))
                Screen.Line(line);
        }
    }
}
