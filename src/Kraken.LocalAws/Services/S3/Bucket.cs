namespace Kraken.LocalAws.Services.S3;

/// <summary>A bucket.</summary>
internal sealed class Bucket
{
    internal required string Name { get; init; }

    internal required DateTimeOffset Created { get; init; }

    /// <summary>The key that objects are encrypted with by default, or null for S3's own.</summary>
    internal string? KmsKeyArn { get; set; }

    /// <summary>The region that it is in; null for the cloud's own.</summary>
    internal string? Region { get; set; }

    /// <summary>The account that it belongs to; null for the cloud's own. Another one lets nobody of the cloud's in.</summary>
    internal string? OwnerId { get; set; }

    internal SortedDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);
}

/// <summary>An object.</summary>
internal sealed record StoredObject(byte[] Body, string ETag, string? ContentType, DateTimeOffset Modified)
{
    /// <summary>Its checksum; null in state files of versions that kept none.</summary>
    internal ObjectChecksum? Checksum { get; init; }
}
