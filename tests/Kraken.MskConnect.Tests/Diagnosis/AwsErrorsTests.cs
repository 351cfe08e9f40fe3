using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Tests.Diagnosis;

public sealed class AwsErrorsTests
{
    [Theory]
    [InlineData("AccessDenied", 403, KrakenErrorKind.AccessDenied)]
    [InlineData("AccessDeniedException", 400, KrakenErrorKind.AccessDenied)]
    [InlineData("UnauthorizedOperation", 403, KrakenErrorKind.AccessDenied)]
    [InlineData("ForbiddenException", 403, KrakenErrorKind.AccessDenied)]
    [InlineData("ExpiredToken", 403, KrakenErrorKind.CredentialsInvalid)]
    [InlineData("InvalidClientTokenId", 403, KrakenErrorKind.CredentialsInvalid)]
    [InlineData("AuthFailure", 401, KrakenErrorKind.CredentialsInvalid)]
    [InlineData("UnauthorizedException", 401, KrakenErrorKind.CredentialsInvalid)]
    [InlineData("TooManyRequestsException", 429, KrakenErrorKind.Throttled)]
    [InlineData("RequestLimitExceeded", 503, KrakenErrorKind.Throttled)]
    [InlineData("LimitExceeded", 409, KrakenErrorKind.QuotaExceeded)]
    [InlineData("RulesPerSecurityGroupLimitExceeded", 400, KrakenErrorKind.QuotaExceeded)]
    [InlineData("NotFoundException", 404, KrakenErrorKind.NotFound)]
    [InlineData("InvalidVpcID.NotFound", 400, KrakenErrorKind.NotFound)]
    [InlineData("BadRequestException", 400, KrakenErrorKind.RequestRefused)]
    [InlineData("InternalServerErrorException", 500, KrakenErrorKind.ServiceFailure)]
    [InlineData("ServiceUnavailableException", 503, KrakenErrorKind.ServiceFailure)]
    public void Each_code_has_its_kind(string code, int status, KrakenErrorKind kind)
    {
        var error = Translate(Service(code, "Some words", status), "iam:GetRole");

        Assert.Equal(kind, error.Kind);
        Assert.Contains("iam:GetRole", error.Message, StringComparison.Ordinal);
        Assert.Contains("Some words", error.Message, StringComparison.Ordinal);
        Assert.Equal("orders", error.ConnectorName);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Too_many_requests_to_make_a_connector_means_a_limit_of_the_account()
    {
        var error = Translate(
            Service("TooManyRequestsException", "Resource limit reached", 429), "kafkaconnect:CreateConnector");

        Assert.Equal(KrakenErrorKind.QuotaExceeded, error.Kind);
        Assert.Contains("60 workers", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_denied_call_names_the_permission_that_is_missing()
    {
        var error = Translate(
            Service("AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: iam:PassRole on resource: y"),
            "kafkaconnect:CreateConnector");

        Assert.Contains("iam:PassRole", error.Message, StringComparison.Ordinal);
        Assert.Contains("kafkaconnect:CreateConnector", error.Message, StringComparison.Ordinal);
        Assert.Contains("Grant iam:PassRole", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("logs:CreateLogDelivery", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_permission_that_ends_in_a_digit_is_named_whole()
    {
        var error = Translate(
            Service("AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to perform: kafka:DescribeClusterV2"),
            "kafka:DescribeClusterV2");

        Assert.Contains("Grant kafka:DescribeClusterV2 to", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_is_down_is_unreachable()
    {
        var error = Translate(
            new AmazonClientException("y", new HttpRequestException(
                "Connection refused (127.0.0.1:9)", new SocketException((int)SocketError.ConnectionRefused))),
            "sts:GetCallerIdentity");

        Assert.Equal(KrakenErrorKind.EndpointUnreachable, error.Kind);
        Assert.Contains("127.0.0.1:9", error.Message, StringComparison.Ordinal);
        Assert.Contains("sts:GetCallerIdentity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_credentials_are_told_as_such()
    {
        var error = Translate(new AmazonClientException("Failed to resolve AWS credentials."), "sts:GetCallerIdentity");

        Assert.Equal(KrakenErrorKind.CredentialsInvalid, error.Kind);
    }

    [Fact]
    public void A_secret_that_AWS_repeats_is_in_no_text_and_no_inner_exception()
    {
        var error = Translate(
            Service("BadRequestException", "Invalid value canary for database.password"), "kafkaconnect:CreateConnector");

        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void An_error_without_a_secret_keeps_its_cause()
    {
        var cause = Service("BadRequestException", "No such thing");

        Assert.Same(cause, Translate(cause, "iam:GetRole").InnerException);
    }

    [Fact]
    public void Several_errors_are_told_as_one()
    {
        var error = AwsErrors.Translate(
            new AggregateException(Service("AccessDenied", "first"), Service("Throttling", "second")), null, t => t ?? "");

        Assert.Equal(KrakenErrorKind.AccessDenied, error.Kind);
        Assert.Contains("first", error.Message, StringComparison.Ordinal);
        Assert.Contains("second", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_translated_error_stays_as_it_is()
    {
        var error = new KrakenException(KrakenErrorKind.TimedOut, "m", "r");

        Assert.Same(error, AwsErrors.Translate(error, "orders", t => t ?? ""));
    }

    private static AmazonServiceException Service(string code, string message, int status = 400) =>
        new(message, ErrorType.Sender, code, "request-1", (HttpStatusCode)status);

    private static KrakenException Translate(Exception error, string action)
    {
        AwsErrors.NoteAction(error, action);
        var configuration = new Dictionary<string, string> { ["database.password"] = "canary" };
        return AwsErrors.Translate(error, "orders", t => Redaction.Scrub(t, configuration));
    }
}
