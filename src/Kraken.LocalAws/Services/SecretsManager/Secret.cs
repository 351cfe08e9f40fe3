namespace Kraken.LocalAws.Services.SecretsManager;

/// <summary>A secret. The value of the one that is there from the start is made up and opens nothing.</summary>
internal sealed record Secret(
    string Arn, string Name, string? KmsKeyId, string Value, DateTimeOffset Created, string VersionId)
{
    internal string? Description { get; init; }
}
