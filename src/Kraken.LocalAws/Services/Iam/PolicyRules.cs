using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.LocalAws.Wire;
using Kraken.MskConnect;
using Kraken.MskConnect.Policies;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>What IAM refuses as a malformed policy. Source: IAM user guide, grammar of the JSON policy language.</summary>
internal static partial class PolicyRules
{
    /// <exception cref="AwsError">The text is no policy, or one that identities cannot have.</exception>
    internal static void CheckIdentity(string text)
    {
        var document = Read(text);
        foreach (var statement in document.Statements)
        {
            if (statement.Principals.Count > 0 || statement.NotPrincipals.Count > 0)
                throw Malformed("Policy document should not specify a principal.");
            if (statement.Resources.Count == 0 && statement.NotResources.Count == 0)
                throw Malformed("Policy statement must contain resources.");
        }
    }

    /// <exception cref="AwsError">The text is no policy, or one that does not tell who may assume a role.</exception>
    internal static void CheckTrust(string text)
    {
        foreach (var statement in Read(text).Statements)
        {
            if (statement.Resources.Count > 0 || statement.NotResources.Count > 0)
                throw Malformed("Has prohibited field Resource");
            // Source: IAM user guide, NotPrincipal; the words are a guess after those for Resource.
            if (statement.NotPrincipals.Count > 0)
                throw Malformed("Has prohibited field NotPrincipal");
            if (statement.Principals.Count == 0)
                throw Malformed("Missing required field Principal");
        }
    }

    /// <summary>A policy's size as the limits count it: without white space.</summary>
    internal static int Size(string policy) => policy.Count(c => !char.IsWhiteSpace(c));

    private static PolicyDocument Read(string text)
    {
        try
        {
            return PolicyDocument.Parse(text);
        }
        catch (KrakenException e) when (e.InnerException is JsonException)
        {
            throw Malformed("This policy contains invalid Json");
        }
        catch (KrakenException e)
        {
            throw Malformed(Words(e.Message));
        }
    }

    /// <summary>What the reader says, in IAM's words where they are known.</summary>
    private static string Words(string message) =>
        message.Contains(".Sid is '", StringComparison.Ordinal)
            ? message.Contains("', as is that of ", StringComparison.Ordinal)
                ? "Statement IDs (SID) in a single policy must be unique."
                : "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
        : message.EndsWith("names no service.", StringComparison.Ordinal)
            ? "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
        : BareResource().Match(message) is { Success: true } bare
            ? $"Resource {bare.Groups["resource"].Value} must be in ARN format or \"*\"."
        : $"Syntax errors in policy. {message}";

    private static AwsError Malformed(string message) => new("MalformedPolicyDocument", message);

    [GeneratedRegex(@"\.(Not)?Resource(\[\d+\])? is '(?<resource>.*)'\.\z", RegexOptions.CultureInvariant)]
    private static partial Regex BareResource();
}
