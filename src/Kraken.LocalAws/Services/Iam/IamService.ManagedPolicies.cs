using System.Globalization;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Iam;

/// <content>Customer managed policies and their versions.</content>
internal sealed partial class IamService
{
    // Source: IAM user guide, IAM and AWS STS quotas.
    private const int MaxManagedSize = 6_144;
    private const int MaxVersions = 5;

    private Structure CreatePolicy(Call call)
    {
        var name = call.Input.Required("PolicyName");
        var text = call.Input.Required("PolicyDocument");
        var path = call.Input.Text("Path") ?? "/";
        if (_policies.Values.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new AwsError(
                "EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.");
        }

        CheckManaged(text);
        var policy = new ManagedPolicy
        {
            Name = name,
            Path = path,
            Id = Cloud.Ids.Iam("ANPA"),
            Arn = IamArn($"policy{path}{name}"),
            Description = call.Input.Text("Description"),
            Created = call.Now,
            Tags = Tags.Read(call.Input.Children("Tags")),
        };
        policy.AddVersion(text, call.Now, isDefault: true);
        _policies.Add(policy.Arn, policy);
        var written = Write(policy);
        // Only GetPolicy tells the description. Source: IAM API reference, Policy.
        written["Description"] = null;
        return new Structure { ["Policy"] = written };
    }

    private Structure GetPolicy(Call call) => new() { ["Policy"] = Write(SeeManagedPolicy(call)) };

    private Structure CreatePolicyVersion(Call call)
    {
        var policy = GetManagedPolicy(call);
        var text = call.Input.Required("PolicyDocument");
        CheckManaged(text);
        if (policy.Versions.Count == MaxVersions)
        {
            throw new AwsError(
                "LimitExceeded",
                $"A managed policy can have up to {MaxVersions} versions. Before you create a new version, you must delete "
                + "an existing version.");
        }

        var version = policy.AddVersion(text, call.Now, call.Input.Flag("SetAsDefault"));
        return new Structure { ["PolicyVersion"] = WriteVersion(policy, version, withDocument: false) };
    }

    private Structure GetPolicyVersion(Call call)
    {
        var policy = SeeManagedPolicy(call);
        return new Structure { ["PolicyVersion"] = WriteVersion(policy, GetVersion(policy, call), withDocument: true) };
    }

    // The list leaves the documents out. Source: IAM API reference, ListPolicyVersions.
    private Structure ListPolicyVersions(Call call)
    {
        var policy = SeeManagedPolicy(call);
        return Listed(
            call, "Versions", policy.Versions, v => v.Number.ToString("D9", CultureInfo.InvariantCulture),
            v => WriteVersion(policy, v, withDocument: false));
    }

    private Structure DeletePolicyVersion(Call call)
    {
        var policy = GetManagedPolicy(call);
        var version = GetVersion(policy, call);
        if (version.Number == policy.DefaultVersion)
            throw new AwsError("DeleteConflict", "Cannot delete the default version of a policy.");
        policy.Versions.Remove(version);
        return Structure.Empty;
    }

    private Structure DeletePolicy(Call call)
    {
        var policy = GetManagedPolicy(call);
        if (_roles.Values.Any(r => r.Attached.Contains(policy.Arn)))
            throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
        if (policy.Versions.Count > 1)
        {
            throw new AwsError(
                "DeleteConflict", "This policy has more than one version. Before you delete a policy, you must delete the "
                + "policy's versions. The default version is deleted with the policy.");
        }

        _policies.Remove(policy.Arn);
        return Structure.Empty;
    }

    private static void CheckManaged(string text)
    {
        PolicyRules.CheckIdentity(text);
        if (PolicyRules.Size(text) > MaxManagedSize)
            throw new AwsError("LimitExceeded", $"Cannot exceed quota for PolicySize: {MaxManagedSize}");
    }

    private ManagedPolicy GetManagedPolicy(Call call)
    {
        var arn = call.Input.Required("PolicyArn");
        return _policies.GetValueOrDefault(arn) ?? throw NoManagedPolicy(arn);
    }

    /// <summary>The policy as a read finds it, which may be later than its creation, as with roles.</summary>
    private ManagedPolicy SeeManagedPolicy(Call call)
    {
        var policy = GetManagedPolicy(call);
        return Now >= policy.Created + Cloud.Options.IamVisibilityDelay ? policy : throw NoManagedPolicy(policy.Arn);
    }

    private static PolicyVersion GetVersion(ManagedPolicy policy, Call call)
    {
        var id = call.Input.Required("VersionId");
        return policy.Versions.Find(v => v.Id == id)
            ?? throw new AwsError(
                "NoSuchEntity", $"Policy {policy.Arn} version {id} does not exist or is not attachable.");
    }

    private static Structure WriteVersion(ManagedPolicy policy, PolicyVersion version, bool withDocument) => new()
    {
        // IAM gives policies percent-encoded. Source: IAM API reference, PolicyVersion.
        ["Document"] = withDocument ? Uri.EscapeDataString(version.Text) : null,
        ["VersionId"] = version.Id,
        ["IsDefaultVersion"] = version.Number == policy.DefaultVersion,
        ["CreateDate"] = version.Created,
    };

    private Structure Write(ManagedPolicy policy) => new()
    {
        ["PolicyName"] = policy.Name,
        ["PolicyId"] = policy.Id,
        ["Arn"] = policy.Arn,
        ["Path"] = policy.Path,
        ["DefaultVersionId"] = policy.Default.Id,
        ["AttachmentCount"] = (long)_roles.Values.Count(r => r.Attached.Contains(policy.Arn)),
        ["PermissionsBoundaryUsageCount"] = (long)_roles.Values.Count(r => r.BoundaryArn == policy.Arn),
        ["IsAttachable"] = true,
        ["Description"] = policy.Description,
        ["CreateDate"] = policy.Created,
        ["UpdateDate"] = policy.Versions[^1].Created,
        ["Tags"] = Tags.Write(policy.Tags),
    };

    private static AwsError NoManagedPolicy(string arn) => new("NoSuchEntity", $"Policy {arn} was not found.");
}
