using Kraken.MskConnect.Policies;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>A role. Source of what it has: IAM API reference, Role.</summary>
internal sealed class Role
{
    internal required string Name { get; init; }

    internal required string Path { get; init; }

    internal required string Id { get; init; }

    internal required string Arn { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal string? Description { get; init; }

    internal required long MaxSessionDuration { get; init; }

    /// <summary>The trust policy as it was given.</summary>
    internal required string TrustText { get; set; }

    internal PolicyDocument Trust => PolicyDocument.Parse(TrustText);

    internal string? BoundaryArn { get; set; }

    /// <summary>Inline policies by name, as they were given.</summary>
    internal SortedDictionary<string, string> Inline { get; } = new(StringComparer.Ordinal);

    /// <summary>The ARNs of attached managed policies.</summary>
    internal SortedSet<string> Attached { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);
}
