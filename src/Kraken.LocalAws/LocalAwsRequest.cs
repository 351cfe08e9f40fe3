namespace Kraken.LocalAws;

/// <summary>A request that an embedded AWS answered.</summary>
/// <param name="Sequence">The request's number in its cloud, from 1, in the order of arrival.</param>
/// <param name="Service">The service's signing name, for example <c>iam</c>; empty where it could not be told.</param>
/// <param name="Operation">The operation, for example <c>CreateRole</c>; empty where it could not be told.</param>
/// <param name="AccessKeyId">Whose access key signed it, or null.</param>
/// <param name="StatusCode">The HTTP status; 0 where the connection was reset.</param>
/// <param name="ErrorCode">The error's code, or null.</param>
/// <param name="IsMutating">Whether the operation is one that changes what AWS holds.</param>
/// <param name="Started">When it arrived, by the cloud's clock.</param>
/// <param name="Ended">When its answer was ready, by the cloud's clock.</param>
public sealed record LocalAwsRequest(
    long Sequence,
    string Service,
    string Operation,
    string? AccessKeyId,
    int StatusCode,
    string? ErrorCode,
    bool IsMutating,
    DateTimeOffset Started,
    DateTimeOffset Ended);
