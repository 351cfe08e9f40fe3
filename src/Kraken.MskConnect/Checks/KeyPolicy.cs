using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.MskConnect.Checks;

/// <summary>
/// What a key's policy says of a role. It lets the role in itself, or leaves that to the account's IAM policies where it lets
/// the account in. Source: KMS developer guide, Key policies in AWS KMS; Default key policy.
/// </summary>
/// <param name="text">The policy's text.</param>
/// <param name="roleArn">The role.</param>
/// <exception cref="KrakenException"><see cref="KrakenErrorKind.PolicyInvalid"/>: it cannot be read.</exception>
internal sealed class KeyPolicy(string text, string roleArn)
{
    private readonly PolicyDocument _policy = About(PolicyDocument.ParseResource(text), roleArn);

    /// <summary>
    /// Whether the policy has a statement that allows such a call under conditions, which only the call itself could tell.
    /// </summary>
    public bool AllowsConditionally(PolicyRequest request) =>
        Decide(request, _policy.Statements.Select(s => s.Effect == PolicyEffect.Allow ? s with { Conditions = [] } : s)).IsAllowed;

    /// <summary>Whether it allows the call, or leaves it to IAM.</summary>
    public bool Allows(PolicyRequest request) => Decide(request, _policy.Statements).IsAllowed;

    private PolicyDecision Decide(PolicyRequest request, IEnumerable<PolicyStatement> statements) => PolicyEvaluator.Evaluate(
        [new NamedPolicy("the key policy", _policy with { Statements = [.. statements] })],
        request.With("aws:PrincipalArn", roleArn).With("aws:PrincipalAccount", AccountOf(roleArn)));

    /// <summary>The statements that speak of the role, its account or everyone.</summary>
    private static PolicyDocument About(PolicyDocument policy, string roleArn)
    {
        var account = AccountOf(roleArn);
        string[] names = ["*", roleArn, account, $"{roleArn[..roleArn.IndexOf(":role/", StringComparison.Ordinal)]}:root"];
        return policy with
        {
            Statements =
            [
                .. policy.Statements.Where(s => s.NotPrincipals.Count > 0
                    ? !IsAmong(s.NotPrincipals)
                    : IsAmong(s.Principals)),
            ],
        };

        bool IsAmong(IReadOnlyDictionary<string, IReadOnlyList<string>> principals) =>
            principals.TryGetValue("AWS", out var some) && some.Intersect(names).Any();
    }

    private static string AccountOf(string arn) => arn.Split(':')[4];
}
