namespace Kraken.LocalAws.Services.Ssm;

/// <summary>A parameter, as it is now: of earlier versions nothing is kept.</summary>
internal sealed record Parameter(string Name, string Arn, string Type, string Value, long Version, DateTimeOffset Modified)
{
    internal const string SecureString = nameof(SecureString);

    /// <summary>The key that a secure one is encrypted with; null for the others.</summary>
    internal string? KeyId { get; init; }

    internal string? Description { get; init; }
}
