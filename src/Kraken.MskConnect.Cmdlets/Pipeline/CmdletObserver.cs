using Kraken.MskConnect.Reconciling;

namespace Kraken.MskConnect.Cmdlets;

public abstract partial class AsyncCmdlet
{
    /// <summary>Carries the core's events to the pipeline thread.</summary>
    private sealed class CmdletObserver(AsyncCmdlet cmdlet, ProgressBars progress) : IProvisioningObserver
    {
        public void Report(ProvisioningEvent happened)
        {
            if (happened.Level != ProvisioningEventLevel.Progress)
            {
                cmdlet.Say(() => Show(happened));
                return;
            }

            // Now, and not when the pipeline thread hears of it, which may be at a prompt.
            var now = Clock.GetTimestamp();
            var time = cmdlet._workTime.Value ?? cmdlet._wholeTime;
            cmdlet.Post(() => progress.Show(happened, time));
            cmdlet.Say(() => cmdlet.Story.Hear(happened, now, time));
        }

        public Task WhileAwsWorksAsync(Func<Task> wait) => cmdlet.WithoutSlotAsync(wait);

        private void Show(ProvisioningEvent happened)
        {
            var text = $"{happened.ConnectorName}: {happened.Message}";
            if (happened.Level == ProvisioningEventLevel.Warning)
                cmdlet.WriteWarning(text);
            else if (happened.Level == ProvisioningEventLevel.Call)
                cmdlet.WriteDebug(text);
            else
                cmdlet.WriteVerbose(text);
        }
    }
}
