using System.Text.Json;
using Kraken.LocalAws.Wire;
using Kraken.MskConnect;
using Kraken.MskConnect.Policies;

namespace Kraken.LocalAws.Services.Iam;

/// <summary>Identity and Access Management: roles with their policies. Source: IAM API reference.</summary>
internal sealed partial class IamService(LocalCloud cloud) : Service(cloud, "iam")
{
    private const int DefaultPage = 100;
    private const int MaxTags = 50;

    private readonly Dictionary<string, Role> _roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ManagedPolicy> _policies = new(StringComparer.Ordinal);

    /// <summary>The role of that ARN, or null.</summary>
    internal Role? FindRole(string arn) => _roles.Values.FirstOrDefault(r => r.Arn == arn);

    /// <summary>The managed policy of that ARN, or null.</summary>
    internal ManagedPolicy? FindPolicy(string arn) => _policies.GetValueOrDefault(arn);

    private Role GetRole(string name) =>
        _roles.GetValueOrDefault(name)
        ?? throw new AwsError("NoSuchEntity", $"The role with name {name} cannot be found.");

    private string IamArn(string resource) => $"arn:{Cloud.Partition}:iam::{Cloud.AccountId}:{resource}";

    /// <summary>
    /// Refuses a text that is no policy. An identity policy names no principal, a trust policy no resource.
    /// </summary>
    private static void CheckPolicy(string text, bool isTrust)
    {
        PolicyDocument document;
        try
        {
            document = PolicyDocument.Parse(text);
        }
        catch (KrakenException e)
        {
            throw new AwsError(
                "MalformedPolicyDocument", e.InnerException is JsonException
                    ? "This policy contains invalid Json"
                    : $"Syntax errors in policy. {e.Message}");
        }

        foreach (var statement in document.Statements)
        {
            if (isTrust && (statement.Resources.Count > 0 || statement.NotResources.Count > 0))
                throw new AwsError("MalformedPolicyDocument", "Has prohibited field Resource");
            if (isTrust && statement.Principals.Count == 0)
                throw new AwsError("MalformedPolicyDocument", "Missing required field Principal");
            if (!isTrust && statement.Principals.Count > 0)
                throw new AwsError("MalformedPolicyDocument", "Policy document should not specify a principal.");
            if (!isTrust && statement.Resources.Count == 0 && statement.NotResources.Count == 0)
                throw new AwsError("MalformedPolicyDocument", "Policy statement must contain resources.");
            if (statement.Actions.Concat(statement.NotActions).FirstOrDefault(
                a => a != "*" && !a.Contains(':', StringComparison.Ordinal)) is { } bare)
                throw new AwsError(
                    "MalformedPolicyDocument",
                    $"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc. ({bare})");
            if (statement.Resources.Concat(statement.NotResources).FirstOrDefault(
                r => r != "*" && !r.StartsWith("arn:", StringComparison.Ordinal)) is { } resource)
                throw new AwsError("MalformedPolicyDocument", $"Resource {resource} must be in ARN format or \"*\".");
        }

        if (document.Statements.Where(s => s.Sid is not null).GroupBy(s => s.Sid).FirstOrDefault(
            g => g.Count() > 1) is { } twice)
            throw new AwsError(
                "MalformedPolicyDocument", $"Statement IDs (SID) in a single policy must be unique. ({twice.Key})");
    }

    /// <summary>A policy's size as the limits count it: without white space.</summary>
    private static int Size(string policy) => policy.Count(c => !char.IsWhiteSpace(c));

    private static Structure Listed<T>(
        Call call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, object?> write)
    {
        var page = Paging.Cut(
            items, key, call.Input.Text("Marker"), call.Input.Number("MaxItems") ?? DefaultPage,
            () => new AwsError("ValidationError", "Invalid Marker."));
        return new Structure
        {
            [member] = page.Items.Select(write).ToList(),
            ["IsTruncated"] = page.NextToken is not null,
            ["Marker"] = page.NextToken,
        };
    }
}
