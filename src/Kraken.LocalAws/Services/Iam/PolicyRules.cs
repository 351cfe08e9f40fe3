using System.Text.Json;
using Kraken.LocalAws.Wire;
using Kraken.MskConnect;
using Kraken.MskConnect.Policies;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>What IAM refuses as a malformed policy. Source: IAM user guide, grammar of the JSON policy language.</summary>
internal static class PolicyRules
{
    /// <exception cref="AwsError">The text is no policy, or one that identities cannot have.</exception>
    internal static void CheckIdentity(string text)
    {
        var document = Read(text);
        foreach (var statement in document.Statements)
        {
            if (statement.Principals.Count > 0)
                throw Malformed("Policy document should not specify a principal.");
            if (statement.Resources.Count == 0 && statement.NotResources.Count == 0)
                throw Malformed("Policy statement must contain resources.");
            var resources = statement.Resources.Concat(statement.NotResources);
            if (resources.FirstOrDefault(r => !IsArnOrStar(r)) is { } resource)
                throw Malformed($"Resource {resource} must be in ARN format or \"*\".");
        }
    }

    /// <exception cref="AwsError">The text is no policy, or one that does not tell who may assume a role.</exception>
    internal static void CheckTrust(string text)
    {
        foreach (var statement in Read(text).Statements)
        {
            if (statement.Resources.Count > 0 || statement.NotResources.Count > 0)
                throw Malformed("Has prohibited field Resource");
            if (statement.Principals.Count == 0)
                throw Malformed("Missing required field Principal");
        }
    }

    /// <summary>A policy's size as the limits count it: without white space.</summary>
    internal static int Size(string policy) => policy.Count(c => !char.IsWhiteSpace(c));

    private static PolicyDocument Read(string text)
    {
        PolicyDocument document;
        try
        {
            document = PolicyDocument.Parse(text);
        }
        catch (KrakenException e) when (e.InnerException is JsonException)
        {
            throw Malformed("This policy contains invalid Json");
        }
        catch (KrakenException e)
        {
            throw Malformed($"Syntax errors in policy. {e.Message}");
        }

        var actions = document.Statements.SelectMany(s => s.Actions.Concat(s.NotActions));
        if (actions.FirstOrDefault(a => a != "*" && !a.Contains(':', StringComparison.Ordinal)) is { } bare)
            throw Malformed($"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ({bare})");
        var ids = document.Statements.Select(s => s.Sid).OfType<string>();
        if (ids.GroupBy(s => s).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Malformed($"Statement IDs (SID) in a single policy must be unique. ({twice.Key})");
        return document;
    }

    private static bool IsArnOrStar(string resource) =>
        resource == "*" || resource.StartsWith("arn:", StringComparison.Ordinal);

    private static AwsError Malformed(string message) => new("MalformedPolicyDocument", message);
}
