using System.Globalization;

namespace Kraken.LocalAws.Wire;

/// <summary>When a request was signed, and whether that is too far from now.</summary>
internal static class SignatureTime
{
    private const string Form = "yyyyMMdd'T'HHmmss'Z'";

    // Source: IAM user guide, troubleshoot Signature Version 4 (its messages name 15 minutes); Amazon S3 API
    // reference, RequestTimeTooSkewed (15 minutes).
    private static readonly TimeSpan _allowed = TimeSpan.FromMinutes(15);

    /// <summary>Refuses a request that was signed too long ago or in the future.</summary>
    /// <param name="request">The request; one that does not tell when it was signed is not judged.</param>
    /// <param name="scopeDate">The date in the credential's scope.</param>
    /// <param name="now">The real time.</param>
    /// <param name="dialect">The service's words.</param>
    /// <exception cref="AwsError">It is refused.</exception>
    internal static void Check(WireRequest request, string scopeDate, DateTimeOffset now, Dialect dialect)
    {
        var text = request.Header("X-Amz-Date") ?? request.Query["X-Amz-Date"].FirstOrDefault();
        if (text is null)
            return;
        if (!DateTimeOffset.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed))
        {
            throw dialect.IncompleteSignature.ToError(
                $"Date must be in ISO-8601 'basic format'. Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601");
        }

        if (!text.StartsWith(scopeDate, StringComparison.Ordinal))
        {
            throw dialect.Skewed.ToError(
                $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{scopeDate}' != '{text[..8]}', from '{text}'.");
        }

        if ((now - signed).Duration() > _allowed)
            throw dialect.Skewed.ToError(Message(signed, now, dialect.Skewed.Code));
    }

    private static string Message(DateTimeOffset signed, DateTimeOffset now, string code)
    {
        if (code == "RequestTimeTooSkewed")
            return "The difference between the request time and the current time is too large.";
        if (code == "RequestExpired")
            return "Request has expired.";
        var limit = signed < now ? now - _allowed : now + _allowed;
        var (state, relation, sign) = signed < now ? ("expired", "earlier", "-") : ("not yet current", "later", "+");
        return $"Signature {state}: {Text(signed)} is {(signed < now ? "now" : "still")} {relation} than {Text(limit)} "
            + $"({Text(now)} {sign} {_allowed.TotalMinutes} min.)";
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
}
