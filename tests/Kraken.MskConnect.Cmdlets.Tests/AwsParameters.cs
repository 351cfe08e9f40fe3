namespace Kraken.MskConnect.Cmdlets.Tests;

/// <summary>A cmdlet's AWS parameters without the cmdlet.</summary>
internal sealed class AwsParameters : IAwsParameters
{
    public string? AccessKey { get; set; }
    public string? SecretKey { get; set; }
    public string? SessionToken { get; set; }
    public string? ProfileName { get; set; }
    public string? ProfileLocation { get; set; }
    public object? Credential { get; set; }
    public string? Region { get; set; }
    public string? EndpointUrl { get; set; }
}
