using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services;

/// <summary>What a handler is told of a request.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Input">The validated request.</param>
/// <param name="AccessKeyId">Whose key signed it.</param>
/// <param name="RequestId">The request's id.</param>
/// <param name="Now">The time of the request.</param>
internal sealed record Call(
    string Operation, Structure Input, string AccessKeyId, string RequestId, DateTimeOffset Now);
