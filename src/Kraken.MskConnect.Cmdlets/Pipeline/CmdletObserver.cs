using Kraken.MskConnect.Provisioning;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>Carries the core's events to the pipeline thread.</summary>
    private sealed class CmdletObserver(AsyncCmdlet cmdlet, ProgressBars progress) : IProvisioningObserver
    {
        public void Report(ProvisioningEvent happened) => cmdlet.Post(() => Show(happened));

        public Task WhileAwsWorksAsync(Func<Task> wait) => cmdlet.WithoutSlotAsync(wait);

        private void Show(ProvisioningEvent happened)
        {
            switch (happened.Level)
            {
                case ProvisioningEventLevel.Progress:
                    progress.Show(happened);
                    break;
                case ProvisioningEventLevel.Warning:
                    cmdlet.WriteWarning($"{happened.ConnectorName}: {happened.Message}");
                    break;
                default:
                    cmdlet.WriteVerbose($"{happened.ConnectorName}: {happened.Message}");
                    break;
            }
        }
    }
}
