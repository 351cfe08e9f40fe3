using Amazon.KafkaConnect;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
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

    /// <summary>Where this fails, the core waits as we do and <see cref="PatientAdaptivePolicy"/> may go.</summary>
    [Fact]
    public async Task The_cores_own_policy_gives_up_while_others_take_the_tokens()
    {
        _bucket.UpdateClientSendingRate(isThrottlingError: true);
        _bucket.TakenByOthers = 20;

        await Assert.ThrowsAsync<AmazonClientException>(() => Acquire(new CoresPolicy(_config, _bucket)));
    }

    private Task Acquire() => Acquire(new PatientAdaptivePolicy(_config, _bucket));

    private Task Acquire(AdaptiveRetryPolicy policy)
    {
        var context = Substitute.For<IExecutionContext>();
        context.RequestContext.ClientConfig.Returns(_config);
        context.RequestContext.CancellationToken.Returns(_cancel.Token);
        return policy.ObtainSendTokenAsync(context, null!);
    }

    private sealed class CoresPolicy : AdaptiveRetryPolicy
    {
        public CoresPolicy(IClientConfig config, TokenBucket bucket)
            : base(config) => TokenBucket = bucket;
    }

    private sealed class ClockedBucket : TokenBucket
    {
        private double _now = 1000;

        public int Waits { get; private set; }

        public int TakenByOthers { get; set; }

        protected override double GetTimestamp() => _now;

        protected override Task WaitForTokenAsync(int delayMs, CancellationToken cancellationToken)
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
