namespace Kraken.MskConnect.Cmdlets;

/// <summary>An embedded AWS that runs in this process.</summary>
/// <param name="EndpointUrl">Where it is reached; give it to the other cmdlets' -EndpointUrl.</param>
/// <param name="Region">The one region that it has.</param>
/// <param name="AccountId">The one account that it has, 12 digits.</param>
public sealed record LocalAwsInstance(string EndpointUrl, string Region, string AccountId);
