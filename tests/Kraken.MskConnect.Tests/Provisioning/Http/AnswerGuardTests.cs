using System.Net;
using System.Text;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Aws.Http;

namespace Kraken.MskConnect.Tests.Provisioning.Http;

/// <summary>What answers in AWS's place: a call ends soon, reads little, and says what answered.</summary>
public sealed class AnswerGuardTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData(200, "<html><body>Sign in: hunter2</body></html>", "text/html", "a web page", 1)]
    [InlineData(403, "<!DOCTYPE html><title>hunter2</title>", "text/html", "a web page", 1)]
    [InlineData(403, " \n<HTML>hunter2", null, "a web page", 1)]
    [InlineData(404, "<html>", "application/json", "a web page", 1)]
    [InlineData(407, "<html>hunter2</html>", "text/html", "asks for credentials", 1)]
    [InlineData(407, "{}", "application/json", "asks for credentials", 1)]
    [InlineData(429, "<html>hunter2</html>", "text/html", "a web page", 5)]
    [InlineData(502, "<html>hunter2</html>", "text/html", "a web page", 5)]
    [InlineData(403, "Blocked, hunter2", "text/plain", "something other than JSON or XML", 1)]
    [InlineData(200, "Blocked, hunter2", "text/plain", "something other than JSON or XML", 1)]
    [InlineData(403, "", null, "an error without a message", 1)]
    [InlineData(301, "", null, "a redirect", 1)]
    [InlineData(307, "", null, "a redirect", 1)]
    public async Task What_is_no_AWS_service_is_told(int status, string body, string? type, string what, int attempts)
    {
        var answers = 0;
        using var aws = Clients((_, _) =>
        {
            answers++;
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null)
                content.Headers.ContentType = new(type);
            var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = content };
            if (status is >= 300 and < 400)
                answer.Headers.Location = new Uri("http://elsewhere.example/steal?hunter2");
            return Task.FromResult(answer);
        });

        var error = await ErrorAsync(aws);

        Assert.Equal(KrakenErrorKind.EndpointUnreachable, error.Kind);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(attempts, answers);
    }

    [Theory]
    [InlineData(403, """{"message": "no"}""", KrakenErrorKind.EndpointUnreachable)]
    [InlineData(400, """{"error": "no"}""", KrakenErrorKind.EndpointUnreachable)]
    [InlineData(200, """{"connectors": 5}""", KrakenErrorKind.AnswerInvalid)]
    [InlineData(200, """{"connectors": [""", KrakenErrorKind.AnswerInvalid)]
    public async Task An_answer_that_is_none_of_the_services_is_no_refusal_of_AWSs(int status, string body, KrakenErrorKind kind)
    {
        using var aws = Clients((_, _) => Task.FromResult(Answer(status, new StringContent(body))));

        Assert.Equal(kind, (await ErrorAsync(aws)).Kind);
    }

    [Fact]
    public async Task An_endless_answer_is_read_up_to_a_bound_and_once()
    {
        var stream = new Endless();
        var attempts = 0;
        using var aws = Clients((_, _) =>
        {
            attempts++;
            return Task.FromResult(Answer(200, new StreamContent(stream)));
        });

        var error = await ErrorAsync(aws);

        Assert.Equal(KrakenErrorKind.EndpointUnreachable, error.Kind);
        Assert.Contains("larger than", error.Message, StringComparison.Ordinal);
        Assert.InRange(stream.Given, 1, AnswerGuard.LargestAnswer + 1024 * 1024);
        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task An_answer_that_says_it_is_too_large_is_not_read_at_all()
    {
        var stream = new Endless();
        using var aws = Clients((_, _) =>
        {
            var content = new StreamContent(stream);
            content.Headers.ContentLength = 3L * 1024 * 1024 * 1024;
            return Task.FromResult(Answer(200, content));
        });

        Assert.Contains("larger than", (await ErrorAsync(aws)).Message, StringComparison.Ordinal);
        Assert.Equal(0, stream.Given);
    }

    [Fact]
    public async Task Silence_is_asked_twice_and_no_more()
    {
        var attempts = 0;
        using var aws = Clients(async (_, stop) =>
        {
            attempts++;
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            throw new InvalidOperationException("The delay ends by the token alone.");
        });

        var error = await ErrorAsync(aws);

        Assert.Equal(KrakenErrorKind.EndpointUnreachable, error.Kind);
        Assert.Contains("did not answer within", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_silence_too()
    {
        using var aws = Clients((_, _) => Task.FromResult(Answer(200, new StreamContent(new Dripping()))));

        Assert.Contains("did not end its answer", (await ErrorAsync(aws)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_the_call_is_not_told_of_silence()
    {
        using var stop = new CancellationTokenSource();
        using var aws = Clients(async (_, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("The delay ends by the token alone.");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest(), stop.Token));
    }

    [Fact]
    public async Task What_AWS_says_is_let_through()
    {
        var empty = Answer(200, new ByteArrayContent([]));
        using var listed = Clients((_, _) => Task.FromResult(Answer(200, new StringContent("""{"connectors": []}"""))));
        using var denied = Clients((_, _) =>
        {
            var answer = Answer(403, new StringContent("""{"message": "User is not authorized"}"""));
            answer.Headers.Add("x-amzn-ErrorType", "ForbiddenException");
            return Task.FromResult(answer);
        });

        Assert.Empty((await listed.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest())).Connectors);
        Assert.Equal(KrakenErrorKind.AccessDenied, (await ErrorAsync(denied)).Kind);
        empty.Dispose();
    }

    [Theory]
    [InlineData("http://127.0.0.1:4566", false)]
    [InlineData("http://localhost:4566", false)]
    [InlineData("http://[::1]:4566", false)]
    [InlineData("https://kafkaconnect.us-east-1.amazonaws.com", true)]
    public void Loopback_is_never_reached_through_a_proxy(string endpoint, bool mayUseProxy)
    {
        var config = ClientSettings.Apply(new Amazon.KafkaConnect.AmazonKafkaConnectConfig(), "us-east-1", endpoint);
        config.SetWebProxy(new WebProxy("http://127.0.0.1:9"));

        using var sockets = AwsHttpClientFactory.Sockets(config);

        Assert.Equal(mayUseProxy, sockets.UseProxy);
    }

    private static ServiceClients Clients(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) =>
        ServiceClients.Create(
            new BasicAWSCredentials("A", "S"), "us-east-1", "http://127.0.0.1:9", new Guarded(answer));

    private static async Task<KrakenException> ErrorAsync(ServiceClients aws)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => aws.KafkaConnect.ListConnectorsAsync(new ListConnectorsRequest()));
        return AwsErrors.Translate(error, "orders", text => text ?? "");
    }

    private static HttpResponseMessage Answer(int status, HttpContent content) =>
        new((HttpStatusCode)status) { Content = content };

    private sealed class Guarded(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(new AnswerGuard(TimeSpan.FromSeconds(0.5), new Answering(answer)));
    }

    private sealed class Answering(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }

    private sealed class Endless : Incoming
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }

    private sealed class Dripping : Incoming
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(20, cancellationToken);
            buffer.Span[0] = (byte)' ';
            return 1;
        }
    }

    private abstract class Incoming : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
