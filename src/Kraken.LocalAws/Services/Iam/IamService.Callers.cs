using Kraken.LocalAws.Wire;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Services.Iam;

/// <content>
/// What the account's user <c>local</c> may do: everything, but what is denied to it here. Sessions of roles may do
/// everything: whose permissions matter in a rehearsal is who runs it.
/// </content>
internal sealed partial class IamService
{
    /// <summary>The actions that are denied to the user, for example <c>iam:CreateRole</c>. None at first.</summary>
    internal ISet<string> DeniedToUser { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The user's one policy, which says the same.</summary>
    private NamedPolicy UserPolicy => new("local", PolicyDocument.Parse(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}"""
        + (DeniedToUser.Count == 0
            ? ""
            : $$""",{"Effect":"Deny","Action":[{{string.Join(",", DeniedToUser.Order(StringComparer.Ordinal).Select(a => $"\"{a}\""))}}],"Resource":"*"}""")
        + "]}"));

    /// <summary>Refuses what the caller may not do. Source of the words: IAM user guide, access denied error messages.</summary>
    /// <param name="accessKeyId">The caller's key.</param>
    /// <param name="action">The action as IAM knows it.</param>
    /// <param name="dialect">How the called service says so.</param>
    /// <param name="resource">The resource that the message names; null for none.</param>
    internal void Authorize(string accessKeyId, string action, Dialect dialect, string? resource = null)
    {
        if (WhyDenied(accessKeyId, action, resource) is { } why)
            throw dialect.AccessDenied.ToError(why);
    }

    /// <summary>Why the caller may not do something, or null where it may.</summary>
    internal string? WhyDenied(string accessKeyId, string action, string? resource = null) =>
        DeniedToUser.Contains(action) && Cloud.Sts.IsUser(accessKeyId)
            ? $"User: {Cloud.Sts.UserArn} is not authorized to perform: {action}"
                + (resource is null ? "" : $" on resource: {resource}")
                + " with an explicit deny in an identity-based policy"
            : null;
}
