using Amazon.KafkaConnect;
using Amazon.Runtime;
using Kraken.AwsClients.Runtime;
using NSubstitute;

namespace Kraken.AwsClients.Tests;

/// <summary>How calls wait for their turn once a client has been throttled; the clock is the test's own.</summary>
public sealed class AdaptiveRetryTests : IDisposable
{
    private readonly AmazonKafkaConnectConfig _config = new();
    private readonly ClockedBucket _bucket = new();
    private readonly CancellationTokenSource _cancel = new();

    public void Dispose() => _cancel.Dispose();

    [Fact]
    public async Task A_client_that_was_never_throttled_does_not_wait()
    {
        await Acquire();

        Assert.Equal(0, _bucket.Waits);
    }

    [Fact]
    public async Task Every_one_of_many_throttled_calls_has_its_turn()
    {
        _bucket.UpdateClientSendingRate(isThrottlingError: true);

        for (var call = 0; call < 60; call++)
        {
            // All others take what the bucket has, for as long as the core would try.
            _bucket.TakenByOthers = call % 3 == 0 ? 20 : 0;
            await Acquire();
        }

        Assert.True(_bucket.Waits > 60);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_stops_waiting()
    {
        _bucket.UpdateClientSendingRate(isThrottlingError: true);
        await _cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(Acquire);
    }

    [Fact]
    public async Task A_client_that_is_told_to_fail_fast_does()
    {
        _config.FastFailRequests = true;
        _bucket.UpdateClientSendingRate(isThrottlingError: true);

        await Assert.ThrowsAsync<AmazonClientException>(Acquire);
    }

    private Task Acquire()
    {
        var context = Substitute.For<IExecutionContext>();
        context.RequestContext.ClientConfig.Returns(_config);
        context.RequestContext.CancellationToken.Returns(_cancel.Token);
        return new PatientAdaptivePolicy(_config, _bucket).ObtainSendTokenAsync(context, null!);
    }

    private sealed class ClockedBucket : RefillingTokenBucket
    {
        private double _now = 1000;

        public int Waits { get; private set; }

        public int TakenByOthers { get; set; }

        protected override double GetTimestamp() => _now;

        protected override Task DelayAsync(int delayMs, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Waits++;
            _now += Math.Max(delayMs, 1) / 1000.0;
            if (TakenByOthers > 0)
            {
                TakenByOthers--;
                TokenBucketRefill();
                CurrentCapacity = 0;
            }

            return Task.CompletedTask;
        }
    }
}
