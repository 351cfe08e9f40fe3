namespace Kraken.LocalAws.Wire;

/// <summary>
/// The credential scope of a signed request. The signature itself is not verified: LocalAws knows no secret keys.
/// Source: IAM user guide, elements of an AWS API request signature.
/// </summary>
/// <param name="AccessKeyId">Whose key signed.</param>
/// <param name="Date">The day that it was signed on, as eight digits.</param>
/// <param name="Region">The region that the request was signed for.</param>
/// <param name="Service">The service that the request was signed for.</param>
internal sealed record Credential(string AccessKeyId, string Date, string Region, string Service)
{
    private const string Scheme = "AWS4-HMAC-SHA256";

    /// <summary>
    /// Whether the request claims to be signed, be it well or not.
    /// </summary>
    internal static bool IsClaimed(WireRequest request) =>
        request.Header("Authorization") is not null || request.Query.Contains("X-Amz-Credential");

    /// <summary>The request's credential, from its header or its query; null where it is not signed.</summary>
    internal static Credential? Find(WireRequest request)
    {
        var scope = request.Query["X-Amz-Credential"].FirstOrDefault();
        if (request.Header("Authorization") is { } header && header.StartsWith(Scheme, StringComparison.Ordinal))
        {
            const string Field = "Credential=";
            var start = header.IndexOf(Field, StringComparison.Ordinal);
            if (start < 0)
                return null;
            start += Field.Length;
            var end = header.IndexOf(',', start);
            scope = (end < 0 ? header[start..] : header[start..end]).Trim();
        }

        return scope?.Split('/') is [{ Length: > 0 } key, { Length: 8 } date, var region, var service, "aws4_request"]
            ? new Credential(key, date, region, service)
            : null;
    }
}
