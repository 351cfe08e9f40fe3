namespace Kraken.MskConnect.Cmdlets;

/// <summary>An embedded AWS that runs in this process.</summary>
/// <param name="EndpointUrl">The URL of its endpoint; give it to the other cmdlets' -EndpointUrl.</param>
/// <param name="Region">Its region.</param>
/// <param name="AccountId">Its account ID, 12 digits.</param>
public sealed record LocalAwsInstance(string EndpointUrl, string Region, string AccountId);
