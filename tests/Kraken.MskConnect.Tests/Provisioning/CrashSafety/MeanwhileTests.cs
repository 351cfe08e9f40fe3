using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>What one process does between two calls of another, at the places where it mattered.</summary>
public sealed class MeanwhileTests
{
    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    [Theory]
    [InlineData("GetRole")]
    [InlineData("DescribeLogGroups")]
    public async Task A_removal_that_looked_too_early_for_a_part_still_removes_it_with_its_connector(string look)
    {
        using var rehearsal = new Rehearsal();
        var nothing = EndState.Of(rehearsal.Cloud);
        using var handler = new MeanwhileHandler(
            rehearsal.Cloud.CreateHandler(), look, () => rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default))
        {
            HoldsOthers = true,
        };
        using var aws = Rehearsal.ClientsOf(handler);

        await new ConnectorProvisioner(aws, null, rehearsal.Clock)
            .RemoveAsync(Spec.ConnectorName, new RemoveOptions(), default)
            .WaitAsync(TimeSpan.FromMinutes(1));

        rehearsal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await rehearsal.FindAsync("*"));
        Assert.Equal(nothing, EndState.Of(rehearsal.Cloud));
    }

    [Fact]
    public async Task A_creation_that_completes_a_connector_says_so_when_it_was_removed_meanwhile()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default);
        await rehearsal.Aws.Logs.DeleteLogGroupAsync(new() { LogGroupName = made.LogGroupName });
        using var handler = new MeanwhileHandler(
            rehearsal.Cloud.CreateHandler(),
            "PutRetentionPolicy",
            () => rehearsal.Provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions(), default));
        using var aws = Rehearsal.ClientsOf(handler);

        var error = await Assert.ThrowsAsync<KrakenException>(() => new ConnectorProvisioner(aws, null, rehearsal.Clock)
            .CreateAsync(Spec, new CreateOptions(), default)
            .WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal(KrakenErrorKind.NotFound, error.Kind);
        Assert.Contains(Spec.ConnectorName, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Lets something happen when an operation was answered for the first time, before the caller sees it.</summary>
    private sealed class MeanwhileHandler(HttpMessageHandler inner, string operation, Func<Task> action) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource _happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _calls;

        /// <summary>Whether all other calls wait until it has happened.</summary>
        public bool HoldsOthers { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!await IsMeantAsync(request, cancellationToken) || Interlocked.Increment(ref _calls) > 1)
            {
                if (HoldsOthers)
                    await _happened.Task.WaitAsync(cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }

            var response = await base.SendAsync(request, cancellationToken);
            await action();
            _happened.SetResult();
            return response;
        }

        /// <summary>IAM and EC2 name the operation in the form, CloudWatch Logs in a header.</summary>
        private async Task<bool> IsMeantAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Headers.TryGetValues("X-Amz-Target", out var targets)
                ? targets.Single().EndsWith("." + operation, StringComparison.Ordinal)
                : request.Content is not null
                    && (await request.Content.ReadAsStringAsync(cancellationToken)).Split('&').Contains("Action=" + operation);
    }
}
