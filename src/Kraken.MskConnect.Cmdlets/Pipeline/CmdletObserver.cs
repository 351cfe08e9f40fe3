using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>Carries the core's events to the pipeline thread.</summary>
    private sealed class CmdletObserver(AsyncCmdlet cmdlet, ProgressBars progress) : IProvisioningObserver
    {
        public void Report(ProvisioningEvent happened)
        {
            if (happened.Level == ProvisioningEventLevel.Progress)
                cmdlet.Post(() => progress.Show(happened));
            else
                cmdlet.Say(() => Show(happened));
        }

        public Task WhileAwsWorksAsync(Func<Task> wait) => cmdlet.WithoutSlotAsync(wait);

        private void Show(ProvisioningEvent happened)
        {
            var text = $"{happened.ConnectorName}: {happened.Message}";
            if (happened.Level == ProvisioningEventLevel.Warning)
                cmdlet.WriteWarning(text);
            else
                cmdlet.WriteVerbose(text);
        }
    }
}
