using System.Security.Cryptography;
using System.Text;
using Amazon.IdentityManagement.Model;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Reconciling;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Resources.Roles;

/// <summary>The managed policies that a spec lists: attaches them to the role, and tells them from those of others.</summary>
/// <remarks>
/// A removal has no spec. A tag of the role therefore remembers which policies were attached, as short digests of their ARNs,
/// since ten ARNs are longer than a tag. It is written before a policy is attached and shortened after one is detached.
/// </remarks>
internal sealed class ListedPolicies(ProvisioningContext context, DesiredState? desired)
{
    private const int DigestLength = 10;

    /// <summary>The policies that the spec lists.</summary>
    public IReadOnlyList<string> Arns => desired?.Spec.AdditionalManagedPolicyArn ?? [];

    /// <summary>The tag of a role that is to be made.</summary>
    public IEnumerable<KeyValuePair<string, string>> TagsOfNewRole() =>
        Arns.Count == 0 ? [] : [KeyValuePair.Create(ResourceNames.AttachedPoliciesTag, Text(Arns.Select(Digest)))];

    /// <summary>Whether the role's tag says that this module attached the policy.</summary>
    public static bool IsMarked(Role? role, string arn) => Marks(role).Contains(Digest(arn));

    /// <summary>How the plan names how many policies the tag remembers.</summary>
    public static PropertyName RememberedName { get; } = new("RememberedPolicies");

    /// <summary>
    /// How many policies the tag remembers, and how many it should; null where it remembers none that is neither attached nor
    /// listed, as a run does that is stopped after it detached one.
    /// </summary>
    /// <param name="role">The role.</param>
    /// <param name="attached">The ARNs of all policies that are attached to it.</param>
    public (int Current, int Desired)? Remembered(Role? role, IEnumerable<string> attached)
    {
        var marks = Marks(role);
        var listed = Arns.Select(Digest).ToHashSet(StringComparer.Ordinal);
        return marks.Except(listed).Except(attached.Select(Digest)).Any() ? (marks.Length, marks.Count(listed.Contains)) : null;
    }

    /// <summary>Attaches policies, after the tag says so. One after the other: IAM refuses changes to one role at the same time.</summary>
    public async Task AttachAsync(Role role, IReadOnlyList<string> arns, CancellationToken cancellationToken)
    {
        if (arns.Count == 0)
            return;
        await MarkAsync(role, Marks(role).Union(Arns.Select(Digest)), cancellationToken);
        foreach (var arn in arns)
        {
            await Backoff.UntilKnownAsync(
                () => context.CallAsync("iam:AttachRolePolicy", () => context.Aws.Iam.AttachRolePolicyAsync(
                    new AttachRolePolicyRequest { RoleName = role.RoleName, PolicyArn = arn }, cancellationToken)),
                isUnknown: e => e is NoSuchEntityException, context.Clock, cancellationToken);
        }
    }

    /// <summary>Takes out of the tag what the spec lists no more, after it was detached.</summary>
    public Task ForgetAsync(Role role, CancellationToken cancellationToken) =>
        MarkAsync(role, Marks(role).Intersect(Arns.Select(Digest)), cancellationToken);

    /// <summary>A listed policy that does not exist; none of those that are attached already.</summary>
    public async Task<IReadOnlyList<MissingPrerequisite>> FindMissingAsync(
        IEnumerable<string> attached, CancellationToken cancellationToken)
    {
        var lacks = await Task.WhenAll(Arns.Except(attached, StringComparer.Ordinal).Select(arn => MissingPrerequisite.LookAsync(
            context,
            $"the policy {arn}",
            $"Correct {nameof(ConnectorSpec.AdditionalManagedPolicyArn)}, or create the policy first.",
            async () =>
            {
                var policy = await context.CallAsync("iam:GetPolicy", () =>
                    context.Aws.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = arn }, cancellationToken));
                Answers.Of(policy, policy.Policy);
                return null;
            })));
        return [.. lacks.OfType<MissingPrerequisite>()];
    }

    private async Task MarkAsync(Role role, IEnumerable<string> digests, CancellationToken cancellationToken)
    {
        var (now, wanted) = (Text(Marks(role)), Text(digests));
        if (now == wanted)
            return;
        if (wanted.Length == 0)
        {
            await context.CallAsync("iam:UntagRole", () => context.Aws.Iam.UntagRoleAsync(
                new UntagRoleRequest { RoleName = role.RoleName, TagKeys = [ResourceNames.AttachedPoliciesTag] }, cancellationToken));
        }
        else
        {
            await context.CallAsync("iam:TagRole", () => context.Aws.Iam.TagRoleAsync(
                new TagRoleRequest
                {
                    RoleName = role.RoleName, Tags = [new Tag { Key = ResourceNames.AttachedPoliciesTag, Value = wanted }],
                },
                cancellationToken));
        }

        role.Tags =
        [
            .. (role.Tags ?? []).Where(t => t.Key != ResourceNames.AttachedPoliciesTag),
            .. wanted.Length == 0 ? [] : new[] { new Tag { Key = ResourceNames.AttachedPoliciesTag, Value = wanted } },
        ];
    }

    private static string[] Marks(Role? role) =>
        (role?.Tags ?? []).Find(t => t.Key == ResourceNames.AttachedPoliciesTag)?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Text(IEnumerable<string> digests) =>
        string.Join(' ', digests.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static string Digest(string arn) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(arn)))[..DigestLength];
}
