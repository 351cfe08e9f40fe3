using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Whom and where to call.</summary>
/// <param name="Credentials">The credentials; refresh themselves where they can.</param>
/// <param name="Region">The region's system name.</param>
/// <param name="EndpointUrl">Where every call goes, or null for AWS's own endpoints.</param>
internal sealed record AwsConnection(AWSCredentials Credentials, string Region, string? EndpointUrl);
