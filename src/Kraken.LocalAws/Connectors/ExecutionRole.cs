using Kraken.LocalAws.Services.Iam;
using Kraken.MskConnect;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// A connector's role, as MSK Connect and the services that the connector calls see it. Source: Amazon MSK developer
/// guide, Understand service execution role (the principal, aws:SourceAccount, aws:SourceArn); IAM user guide, policy
/// evaluation logic. The words for a role that cannot be assumed are guesses: AWS documents none.
/// </summary>
internal sealed class ExecutionRole(LocalCloud cloud, string arn)
{
    private const string Principal = "kafkaconnect.amazonaws.com";

    /// <summary>Why MSK Connect cannot assume the role for the connector, or null where it can.</summary>
    internal string? WhyNotAssumable(string connectorArn, DateTimeOffset now)
    {
        if (cloud.Iam.FindRole(arn) is not { } role)
            return "The role doesn't exist.";
        if (now < role.Created + cloud.Options.IamPropagationDelay)
            return "Verify that the role exists and that its trust policy is correct.";
        var request = new PolicyRequest("sts:AssumeRole", arn)
            .With("aws:SourceAccount", cloud.AccountId)
            .With("aws:SourceArn", connectorArn);
        try
        {
            return PolicyEvaluator.EvaluateTrust(role.Trust, Principal, request).IsAllowed
                ? null
                : "Verify that the role's trust policy lets kafkaconnect.amazonaws.com assume it.";
        }
        catch (KrakenException e)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// The session's ARN as it stands in access-denied messages. Source of the form: IAM user guide, IAM identifiers;
    /// the session's name is a guess.
    /// </summary>
    internal string SessionArn
    {
        get
        {
            var name = arn[(arn.LastIndexOf('/') + 1)..];
            return $"arn:{cloud.Partition}:sts::{cloud.AccountId}:assumed-role/{name}/MSKConnect";
        }
    }

    /// <summary>Whether the role's policies and boundary allow the call, and what decided it.</summary>
    internal PolicyDecision Ask(PolicyRequest request)
    {
        if (cloud.Iam.FindRole(arn) is not { } role)
            return new PolicyDecision(PolicyOutcome.ImplicitDeny, null, null, "The role doesn't exist.");
        var policies = role.Inline
            .Select(p => new NamedPolicy(p.Key, PolicyDocument.Parse(p.Value)))
            .Concat(role.Attached.Select(cloud.Iam.FindPolicy).OfType<ManagedPolicy>().Select(Named));
        // AWS's own managed policies have no text here: as a boundary they allow nothing.
        var boundary = role.BoundaryArn is not { } boundaryArn
            ? null
            : cloud.Iam.FindPolicy(boundaryArn) is { } policy
                ? Named(policy)
                : new NamedPolicy(boundaryArn, new PolicyDocument([]));
        return PolicyEvaluator.Evaluate(
            policies, request.With("aws:PrincipalArn", arn).With("aws:PrincipalAccount", cloud.AccountId), boundary);
    }

    private static NamedPolicy Named(ManagedPolicy policy) => new(policy.Name, PolicyDocument.Parse(policy.Text));
}
