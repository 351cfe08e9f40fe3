using System.Globalization;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>A customer managed policy. Source: IAM API reference, Policy and PolicyVersion.</summary>
internal sealed class ManagedPolicy
{
    internal required string Name { get; init; }

    internal required string Path { get; init; }

    internal required string Id { get; init; }

    internal required string Arn { get; init; }

    internal string? Description { get; init; }

    internal required DateTimeOffset Created { get; init; }

    internal Dictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The versions, the oldest first.</summary>
    internal List<PolicyVersion> Versions { get; } = [];

    /// <summary>The number of the version that counts.</summary>
    internal int DefaultVersion { get; set; }

    /// <summary>The number of the version that was made last; a deleted one's is not given again.</summary>
    internal int LastVersion { get; set; }

    /// <summary>The version that counts.</summary>
    internal PolicyVersion Default => Versions.Find(v => v.Number == DefaultVersion)!;

    /// <summary>The text that counts.</summary>
    internal string Text => Default.Text;

    internal PolicyVersion AddVersion(string text, DateTimeOffset now, bool isDefault)
    {
        var version = new PolicyVersion(++LastVersion, text, now);
        Versions.Add(version);
        if (isDefault)
            DefaultVersion = version.Number;
        return version;
    }
}

/// <summary>One version of a managed policy.</summary>
internal sealed record PolicyVersion(int Number, string Text, DateTimeOffset Created)
{
    internal string Id => "v" + Number.ToString(CultureInfo.InvariantCulture);
}
