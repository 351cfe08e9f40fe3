namespace Kraken.LocalAws.Services.Kms;

/// <summary>A customer managed key.</summary>
internal sealed record KmsKey(string Arn, string Description, DateTimeOffset Created)
{
    internal string Id => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>
    /// <c>Enabled</c>, <c>Disabled</c> or <c>PendingDeletion</c>. Source: KMS API reference, KeyMetadata, KeyState.
    /// </summary>
    internal string State { get; set; } = KeyStates.Enabled;

    /// <summary>The key policy; null for KMS's default one, <see cref="KmsService.PolicyOf"/>.</summary>
    internal string? Policy { get; set; }
}

/// <summary>The states that keys here have.</summary>
internal static class KeyStates
{
    internal const string Enabled = "Enabled";
    internal const string Disabled = "Disabled";
    internal const string PendingDeletion = "PendingDeletion";
}
