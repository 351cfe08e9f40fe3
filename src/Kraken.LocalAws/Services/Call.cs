using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services;

/// <summary>What a handler is told of a request.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Input">The validated request.</param>
/// <param name="AccessKeyId">Whose key signed it.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="Now">The time of the request.</param>
internal sealed record Call(
    string Operation, Structure Input, string AccessKeyId, string RequestId, DateTimeOffset Now)
{
    /// <summary>How many items a page has at most, whatever is asked for.</summary>
    internal int LargestPage { get; init; } = int.MaxValue;

    /// <summary>
    /// How many items the page is to have: what the request's member asks for, or else the service's default. A page
    /// may always be smaller than asked for. Source: IAM API reference, MaxItems; EC2 API reference, pagination.
    /// </summary>
    internal long PageSize(string member, long unasked) =>
        Math.Min(Input.Number(member) ?? unasked, LargestPage);
}
