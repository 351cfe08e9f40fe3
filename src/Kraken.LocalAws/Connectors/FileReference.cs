namespace Kraken.LocalAws.Connectors;

/// <summary>A reference to a file in Amazon S3 in a configuration, <c>${s3import:REGION:BUCKET/KEY}</c>.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="ObjectKey">The object's key.</param>
internal sealed record FileReference(string Bucket, string ObjectKey)
{
    /// <summary>
    /// The references of a configuration, each file once; the region may be blank. Source: AWS's S3ImportConfigProvider.
    /// </summary>
    internal static IReadOnlyList<FileReference> FindAll(ConnectorConfig config) => [.. ConfigProvider.References(config, ProvidedKind.File)
        .Select(r => r.Text[(r.Text.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/', 2))
        .Where(parts => parts.Length == 2)
        .Select(parts => new FileReference(parts[0], parts[1]))
        .Distinct()];
}
