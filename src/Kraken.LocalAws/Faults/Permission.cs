namespace Kraken.LocalAws.Faults;

/// <summary>What a call's permission is called.</summary>
internal static class Permission
{
    // Source: Amazon S3 API reference, HeadBucket and GetBucketEncryption, permissions.
    private static readonly Dictionary<string, string> _others = new(StringComparer.Ordinal)
    {
        ["s3:HeadBucket"] = "s3:ListBucket",
        ["s3:GetBucketEncryption"] = "s3:GetEncryptionConfiguration",
    };

    /// <summary>The action that IAM policies name; mostly the operation's own name.</summary>
    internal static string Of(string service, string? operation) =>
        _others.GetValueOrDefault($"{service}:{operation}", $"{service}:{operation}");
}
