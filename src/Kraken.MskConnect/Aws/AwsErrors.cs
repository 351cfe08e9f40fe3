using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using Amazon.Runtime;
using Kraken.MskConnect.Aws.Http;
using Kraken.MskConnect.Specs.Reading;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Aws;

/// <summary>The only place that translates exceptions of the AWS SDK into errors that a user can correct.</summary>
internal static partial class AwsErrors
{
    private const string ActionKey = "Kraken.Action";

    // AWS repeats what it was sent, which may be long.
    private const int LongestWords = 2_000;

    /// <summary>Notes on an exception which call it came from.</summary>
    /// <param name="error">What the call threw.</param>
    /// <param name="action">The call's name as IAM knows it, for example <c>iam:CreateRole</c>.</param>
    public static void NoteAction(Exception error, string action) => error.Data[ActionKey] = action;

    /// <summary>Translates an exception.</summary>
    /// <param name="error">What was thrown; a <see cref="KrakenException"/> stays as it is.</param>
    /// <param name="connectorName">The connector that the work was for, or null.</param>
    /// <param name="scrub">Takes every secret out of a text.</param>
    public static KrakenException Translate(Exception error, string? connectorName, Func<string?, string> scrub)
    {
        if (error is KrakenException already)
            return already;
        if (error is AggregateException { InnerExceptions: { Count: > 0 } several })
            return Combine([.. several.Select(e => Translate(e, connectorName, scrub))]);
        var action = error.Data[ActionKey] as string ?? "the call to AWS";
        var (kind, message, remedy) = error switch
        {
            _ when Chain(error).OfType<UnusableAnswerException>().FirstOrDefault() is { } answer => (
                KrakenErrorKind.EndpointUnreachable, $"{action} got no answer from AWS. {answer.Message}.", answer.Remedy),

            AmazonUnmarshallingException e => Unreadable(action, $" (HTTP {(int)e.StatusCode})"),
            AmazonServiceException { InnerException: { } inner } e when e.ErrorCode is null && IsUnreachable(inner) =>
                Unreachable(action, inner),
            AmazonServiceException e when e.ErrorCode is null && IsUnreachable(e) => Unreachable(action, e),
            AmazonServiceException e when (int)e.StatusCode is >= 200 and < 300 && IsUnreadable(e) => Unreadable(action),
            AmazonServiceException e => FromService(e, action),
            JsonException or XmlException => Unreadable(action),
            _ when IsUnreachable(error) => Unreachable(action, error),
            AmazonClientException e => FromClient(e, action),
            _ => (
                KrakenErrorKind.Unexpected,
                $"{action} failed: {error.Message}",
                "Run again with -Debug; if the error persists, report it with that output."),
        };

        // AWS repeats what it was sent. The original goes along only where it says nothing secret.
        var whole = error.ToString();
        var shown = scrub(whole) == whole && ForeignText.Lines(whole) == whole && !HasLines(error) ? error : null;
        return new KrakenException(kind, ForeignText.OneLine(scrub(message)), remedy, shown) { ConnectorName = connectorName };
    }

    /// <summary>The first error, with what else went wrong beside it.</summary>
    private static KrakenException Combine(IReadOnlyList<KrakenException> errors)
    {
        var first = errors[0];
        var others = errors.Skip(1).Select(e => e.Message).Where(m => m != first.Message).Distinct().ToList();
        return others.Count == 0
            ? first
            : new KrakenException(
                first.Kind, $"{first.Message} Also: {string.Join(" ", others)}", first.Remedy, first.InnerException)
            {
                ConnectorName = first.ConnectorName,
            };
    }

    /// <summary>Whether a message could pass for lines of ours.</summary>
    private static bool HasLines(Exception error) => Chain(error).Any(e => e.Message.Trim().Contains('\n', StringComparison.Ordinal));

    private static (KrakenErrorKind Kind, string Message, string Remedy) FromService(
        AmazonServiceException e, string action) => e.ErrorCode switch
    {
        "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "ForbiddenException"
            or "NotAuthorized" or "AuthorizationError"
            // S3's answer to a HEAD request has no body, so the SDK takes the status for the code.
            or nameof(HttpStatusCode.Forbidden) => AccessDenied(e, action),

        "ExpiredToken" or "ExpiredTokenException" or "RequestExpired" or "TokenRefreshRequired" => (
            KrakenErrorKind.CredentialsInvalid,
            $"The session credentials have expired ({action}: {Words(e)}).",
            "Sign in again (for example: aws sso login) or renew the session token, then run again."),

        "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidAccessKeyId" or "AuthFailure"
            or "SignatureDoesNotMatch" or "InvalidSignatureException" or "IncompleteSignature"
            or "MissingAuthenticationToken" or "MissingAuthenticationTokenException"
            or "UnauthorizedException" => (
            KrakenErrorKind.CredentialsInvalid,
            $"AWS does not accept the credentials ({action}: {Words(e)}).",
            "Check the access key, the profile and the computer's clock; then run again."),

        "OptInRequired" or "InvalidRegion" => (
            KrakenErrorKind.CredentialsInvalid,
            $"The account cannot use this service or region ({action}: {Words(e)}).",
            "Enable the region in the account's settings, or correct Region."),

        // "Limit exceeded. Resource limit reached." Source: KafkaConnect's service model, TooManyRequestsException. Of a
        // call that makes nothing it can only mean the rate.
        "TooManyRequestsException" when action == "kafkaconnect:CreateConnector" => (
            KrakenErrorKind.QuotaExceeded,
            $"A limit of the account is reached ({action}: {Words(e)}).",
            "MSK Connect allows 60 workers per account, counting the maximum of autoscaling: remove connectors, lower "
            + "AutoscalingMaxWorkerCount, or request an increase in the Service Quotas console; then run again."),

        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled"
            or "RequestThrottledException" or "TooManyRequestsException" or "RequestLimitExceeded" or "SlowDown"
            or "BandwidthLimitExceeded" or "PriorRequestNotComplete" => (
            KrakenErrorKind.Throttled,
            $"AWS kept throttling {action} ({Words(e)}).",
            "Run again: completed work is kept. If the error persists, lower -ThrottleLimit or ask AWS for a higher rate."),

        "LimitExceeded" or "LimitExceededException" or "ServiceQuotaExceededException"
            or "SecurityGroupLimitExceeded" or "RulesPerSecurityGroupLimitExceeded"
            or "ResourceLimitExceeded" or "InsufficientFreeAddressesInSubnet" => (
            KrakenErrorKind.QuotaExceeded,
            $"A limit of the account is reached ({action}: {Words(e)}).",
            "Remove what is no longer needed, or request an increase in the Service Quotas console; then run again."),

        "NoSuchEntity" or "NoSuchEntityException" or "NotFoundException" or "ResourceNotFoundException" => NotFound(e, action),

        { } code when code.EndsWith(".NotFound", StringComparison.Ordinal) => NotFound(e, action),

        _ when (int)e.StatusCode >= 500 || e.StatusCode == HttpStatusCode.RequestTimeout => (
            KrakenErrorKind.ServiceFailure,
            $"AWS failed at {action} ({Words(e)}).",
            "Run again: completed work is kept. If the error persists, see the AWS Health Dashboard."),

        null or "" or "Unknown" => WithoutCode(e, action),

        _ => (
            KrakenErrorKind.RequestRefused,
            $"AWS refused {action}: {Words(e)}.",
            "Correct what AWS names in the spec, then run again: completed work is kept."),
    };

    /// <summary>AWS's errors have a code: one without is a proxy's, a gateway's or another service's.</summary>
    private static (KrakenErrorKind Kind, string Message, string Remedy) WithoutCode(
        AmazonServiceException e, string action) => (
        KrakenErrorKind.EndpointUnreachable,
        $"The endpoint of {action} answered HTTP {(int)e.StatusCode} ({e.StatusCode}) without an AWS error code. It is not an "
        + "AWS service, or a proxy or gateway is in front of it.",
        "Check -EndpointUrl, HTTPS_PROXY and NO_PROXY; then run again: completed work is kept.");

    private static (KrakenErrorKind Kind, string Message, string Remedy) AccessDenied(
        AmazonServiceException e, string action)
    {
        // The permission that is missing may be another than the call's own name, for example iam:PassRole.
        var missing = MissingAction().Match(e.Message ?? "") is { Success: true } named ? named.Groups[1].Value : action;
        var more = action switch
        {
            "kafkaconnect:CreateConnector" =>
                " CreateConnector also needs iam:PassRole on the role, logs:CreateLogDelivery, logs:GetLogDelivery, "
                + "logs:ListLogDeliveries, logs:PutResourcePolicy, logs:DescribeResourcePolicies, "
                + "logs:DescribeLogGroups and, once in an account, iam:CreateServiceLinkedRole.",
            "kafkaconnect:DeleteConnector" => " DeleteConnector also needs logs:DeleteLogDelivery.",
            _ => "",
        };
        return (
            KrakenErrorKind.AccessDenied,
            missing == action
                ? $"The caller is not allowed to call {action} ({Words(e)})."
                : $"The caller is not allowed {missing}, which {action} needs ({Words(e)}).",
            $"Grant {missing} to the caller, then run again: completed work is kept.{more}");
    }

    private static (KrakenErrorKind Kind, string Message, string Remedy) NotFound(
        AmazonServiceException e, string action) => (
        KrakenErrorKind.NotFound,
        $"{action} names a resource that does not exist: {Words(e)}.",
        "Correct the name, ARN or ID that AWS names, or create the resource first; then run again.");

    private static (KrakenErrorKind Kind, string Message, string Remedy) FromClient(
        AmazonClientException e, string action) =>
        e.Message.Contains("credential", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("IAM security", StringComparison.OrdinalIgnoreCase)
            ? (
                KrakenErrorKind.CredentialsInvalid,
                $"No usable AWS credentials were found ({e.Message.TrimEnd('.')}).",
                "Give -ProfileName, -Credential or -AccessKey and -SecretKey, or set AWS_PROFILE; "
                + "for SSO sign in with: aws sso login.")
            : (
                KrakenErrorKind.ServiceFailure,
                $"{action} failed: {e.Message}",
                "Run again: completed work is kept.");

    private static (KrakenErrorKind Kind, string Message, string Remedy) Unreachable(string action, Exception e) => (
        KrakenErrorKind.EndpointUnreachable,
        $"The endpoint of {action} cannot be reached: {WhyUnreachable(e).TrimEnd('.')}.",
        "Check Region, -EndpointUrl, the network and the proxy; then run again: completed work is kept.");

    /// <summary>What the answer holds is not told: it may be anything.</summary>
    private static (KrakenErrorKind Kind, string Message, string Remedy) Unreadable(string action, string status = "") => (
        KrakenErrorKind.AnswerInvalid,
        $"The answer to {action}{status} cannot be read, so it does not come from AWS or is incomplete. The answer was discarded.",
        "Check that -EndpointUrl is an AWS endpoint, and check any proxy or gateway in between; then run again: completed work is kept.");

    private static bool IsUnreadable(Exception e) =>
        Chain(e).Any(x => x is AmazonUnmarshallingException or JsonException or XmlException);

    private static bool IsUnreachable(Exception e) => Chain(e).Any(x =>
        x is SocketException or HttpRequestException or TimeoutException or WebException or IOException
        || x is TaskCanceledException { CancellationToken.IsCancellationRequested: false });

    /// <summary>The socket's own words say why; those of the exception around it say which host and port as well.</summary>
    private static string WhyUnreachable(Exception e) =>
        (Chain(e).FirstOrDefault(x => x is HttpRequestException { InnerException: SocketException }) ?? Chain(e).Last()).Message;

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }

    /// <summary>What AWS says, with its code and the request's id, which AWS's support asks for.</summary>
    private static string Words(AmazonServiceException e)
    {
        var code = e.ErrorCode ?? e.StatusCode.ToString();
        var request = string.IsNullOrEmpty(e.RequestId) ? "" : $", request {e.RequestId}";
        return string.IsNullOrWhiteSpace(e.Message)
            ? $"{code}{request}"
            : $"{BoundedText.Message(e.Message.Trim().TrimEnd('.'), LongestWords)} [{code}{request}]";
    }

    [GeneratedRegex(@"not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex MissingAction();
}
