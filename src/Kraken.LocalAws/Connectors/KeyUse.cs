using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.LocalAws.Services.Kms;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Whether KMS does what a connector's role may ask for: the key's state and its own policy decide that beside the
/// role's policies. Source: KMS developer guide, Key states, and Determining access to KMS keys.
/// </summary>
internal sealed class KeyUse(LocalCloud cloud, Connector connector)
{
    /// <summary>Why the call is refused, as KMS's code and words; null where it is not.</summary>
    /// <param name="request">A call of KMS that the role's policies allow.</param>
    internal (string Code, string Words)? Refusal(PolicyRequest request)
    {
        // Of another account's keys nothing is known here.
        if (!request.Resource.StartsWith(cloud.Arn("kms", ""), StringComparison.Ordinal))
            return null;
        return cloud.Kms.Find(request.Resource) switch
        {
            null => ("NotFoundException", $"Key '{request.Resource}' does not exist"),
            { State: KeyStates.Disabled } => ("DisabledException", $"{request.Resource} is disabled."),
            { State: KeyStates.PendingDeletion } => ("KMSInvalidStateException", $"{request.Resource} is pending deletion."),
            var key when !Lets(key, request) => ("AccessDenied", NotLet(request)),
            _ => null,
        };
    }

    private bool Lets(KmsKey key, PolicyRequest request)
    {
        var policy = PolicyDocument.ParseResource(cloud.Kms.PolicyOf(key));
        var about = policy with { Statements = [.. policy.Statements.Where(IsAboutRole)] };
        return PolicyEvaluator.Evaluate(
            [new NamedPolicy("key policy", about)],
            request.With("aws:PrincipalArn", connector.RoleArn).With("aws:PrincipalAccount", cloud.AccountId)).IsAllowed;
    }

    /// <summary>Its account, the role or everyone is meant.</summary>
    private bool IsAboutRole(PolicyStatement statement) => statement.NotPrincipals.Count > 0
        ? !IsAmong(statement.NotPrincipals)
        : IsAmong(statement.Principals);

    private bool IsAmong(IReadOnlyDictionary<string, IReadOnlyList<string>> principals) =>
        principals.GetValueOrDefault("AWS", []).Any(p =>
            p == "*" || p == cloud.AccountId || p == connector.RoleArn
            || p == $"arn:{cloud.Partition}:iam::{cloud.AccountId}:root");

    private string NotLet(PolicyRequest request) =>
        $"User: {new ExecutionRole(cloud, connector.RoleArn).SessionArn} is not authorized to perform: {request.Action} on resource: {request.Resource} because no resource-based policy allows the {request.Action} action";
}
