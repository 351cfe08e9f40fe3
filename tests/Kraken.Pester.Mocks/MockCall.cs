namespace Kraken.Pester.Mocks;

/// <summary>A call that a mocked client took.</summary>
/// <param name="Operation">For example <c>CreateRole</c>.</param>
/// <param name="Request">The request as the core made it.</param>
public sealed record MockCall(string Operation, object Request);

/// <summary>Whom a cmdlet connected as, and where to.</summary>
/// <param name="AccessKey">The access key's id.</param>
/// <param name="SecretKey">The secret key.</param>
/// <param name="Token">The session token; empty where there is none.</param>
/// <param name="Region">The region.</param>
/// <param name="EndpointUrl">The endpoint, or null for AWS's own.</param>
public sealed record MockConnection(string AccessKey, string SecretKey, string Token, string Region, string? EndpointUrl);
