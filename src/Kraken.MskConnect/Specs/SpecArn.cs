using System.Diagnostics.CodeAnalysis;
using Amazon;

namespace Kraken.MskConnect.Specs;

/// <summary>Reads ARNs as the rest of the core needs them; <see cref="Arn"/> does the parsing.</summary>
internal static class SpecArn
{
    /// <summary>
    /// Parses an ARN; texts with white space or with an empty partition, service or resource are none.
    /// </summary>
    internal static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        if (!string.IsNullOrEmpty(text) && !text.Any(char.IsWhiteSpace) && Arn.TryParse(text, out arn)
            && arn.Partition.Length > 0 && arn.Service.Length > 0 && arn.Resource.Length > 0)
        {
            return true;
        }

        arn = null;
        return false;
    }

    /// <summary>Parses an ARN that validation has let pass.</summary>
    internal static Arn Parse(string text, string field) => TryParse(text, out var arn)
        ? arn
        : throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"{field} '{text}' is not an ARN.",
            "Give the complete ARN, arn:partition:service:region:account:resource.");

    /// <summary>The partition of a region, for example <c>aws-cn</c> for <c>cn-north-1</c>.</summary>
    internal static string PartitionOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionName;

    /// <summary>The domain names of services in a region, for example <c>amazonaws.com.cn</c>.</summary>
    internal static string DnsSuffixOf(string region) => RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
}
