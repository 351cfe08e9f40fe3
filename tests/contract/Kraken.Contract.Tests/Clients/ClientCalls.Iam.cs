using Amazon.IdentityManagement.Model;
using Amazon.SecurityToken.Model;
using static Kraken.Contract.Tests.Clients.ClientCall;
using Tag = Amazon.IdentityManagement.Model.Tag;

namespace Kraken.Contract.Tests.Clients;

/// <content>Roles, their policies, and who the caller is.</content>
internal static partial class ClientCalls
{
    private const string IamVersion = "2010-05-08";
    private const string Role = "contract";
    private const string Path = "/contract/";

    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":
        {"Service":"kafkaconnect.amazonaws.com","AWS":"arn:aws:iam::123456789012:root"}}]}
        """;

    private const string Policy = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kafka-cluster:*","Resource":"*"},
        {"Effect":"Allow","Action":["s3:*","kms:*"],"Resource":"*"}]}
        """;

    private static IEnumerable<ClientCall> Iam() =>
    [
        Do(w => w.KeepAsync(
            "policy",
            w.Iam.CreatePolicyAsync(new CreatePolicyRequest
            {
                PolicyName = "contract", Path = "/connect/", Description = "for a contract", PolicyDocument = Policy,
                Tags = [new Tag { Key = "a", Value = "1" }],
            }),
            p => p.Policy.Arn)),
        Refused("EntityAlreadyExists", w => w.Iam.CreatePolicyAsync(
            new CreatePolicyRequest { PolicyName = "contract", Path = "/connect/", PolicyDocument = Policy })),
        Refused("MalformedPolicyDocument", w => w.Iam.CreatePolicyAsync(
            new CreatePolicyRequest { PolicyName = "malformed", PolicyDocument = "{" })),
        Do(w => w.KeepAsync(
            "role",
            w.Iam.CreateRoleAsync(new CreateRoleRequest
            {
                RoleName = Role,
                Path = Path,
                Description = "for a contract",
                AssumeRolePolicyDocument = Trust,
                Tags = [new Tag { Key = "a", Value = "1" }, new Tag { Key = "b", Value = "" }],
            }),
            r => r.Role.Arn)),
        Refused("EntityAlreadyExists", w => w.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = Role, AssumeRolePolicyDocument = Trust })),
        Do(w => w.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "none" })),
        Do(w => w.Iam.ListRolesAsync(new ListRolesRequest { PathPrefix = Path })),
        Do(w => w.Iam.UpdateAssumeRolePolicyAsync(
            new UpdateAssumeRolePolicyRequest { RoleName = Role, PolicyDocument = Trust })),
        Refused("NoSuchEntity", w => w.Iam.UpdateAssumeRolePolicyAsync(
            new UpdateAssumeRolePolicyRequest { RoleName = "none", PolicyDocument = Trust })),
        Do(w => w.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = Role, PolicyName = "p", PolicyDocument = Policy })),
        Refused("NoSuchEntity", w => w.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "none", PolicyName = "p", PolicyDocument = Policy })),
        Refused("MalformedPolicyDocument", w => w.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = Role, PolicyName = "q", PolicyDocument = "{" })),
        Do(w => w.Iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = Role, PolicyName = "p" })),
        Refused("NoSuchEntity", w => w.Iam.GetRolePolicyAsync(
            new GetRolePolicyRequest { RoleName = Role, PolicyName = "none" })),
        Do(w => w.Iam.SimulateCustomPolicyAsync(new SimulateCustomPolicyRequest
        {
            PolicyInputList = [Policy], ActionNames = ["s3:PutObject", "iam:GetRole"], ResourceArns = ["arn:aws:s3:::b/k"],
            ContextEntries = [new ContextEntry { ContextKeyName = "aws:username", ContextKeyType = "string", ContextKeyValues = ["u"] }],
        })),
        Refused("InvalidInput", w => w.Iam.SimulateCustomPolicyAsync(
            new SimulateCustomPolicyRequest { PolicyInputList = ["{"], ActionNames = ["s3:PutObject"] })),
        Do(w => w.Iam.SimulatePrincipalPolicyAsync(new SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = w.Id("role"), ActionNames = ["s3:PutObject"], ResourceArns = ["arn:aws:s3:::b/k"],
        })),
        Refused("NoSuchEntity", w => w.Iam.SimulatePrincipalPolicyAsync(new SimulatePrincipalPolicyRequest
        {
            PolicySourceArn = w.Id("role") + "0", ActionNames = ["s3:PutObject"],
        })),
        Do(w => w.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = "none" })),
        Do(w => w.Iam.AttachRolePolicyAsync(
            new AttachRolePolicyRequest { RoleName = Role, PolicyArn = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.AttachRolePolicyAsync(
            new AttachRolePolicyRequest { RoleName = Role, PolicyArn = w.Id("policy") + "0" })),
        Do(w => w.Iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.ListAttachedRolePoliciesAsync(
            new ListAttachedRolePoliciesRequest { RoleName = "none" })),
        Do(w => w.Iam.GetAccountAuthorizationDetailsAsync(
            new GetAccountAuthorizationDetailsRequest { Filter = ["Role", "LocalManagedPolicy"] })),
        Do(w => w.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.GetPolicyAsync(new GetPolicyRequest { PolicyArn = w.Id("policy") + "0" })),
        Do(w => w.Iam.GetPolicyVersionAsync(
            new GetPolicyVersionRequest { PolicyArn = w.Id("policy"), VersionId = "v1" })),
        Refused("NoSuchEntity", w => w.Iam.GetPolicyVersionAsync(
            new GetPolicyVersionRequest { PolicyArn = w.Id("policy"), VersionId = "v2" })),
        Do(w => w.Iam.CreatePolicyVersionAsync(new CreatePolicyVersionRequest
        {
            PolicyArn = w.Id("policy"), PolicyDocument = Policy, SetAsDefault = true,
        })),
        Refused("NoSuchEntity", w => w.Iam.CreatePolicyVersionAsync(
            new CreatePolicyVersionRequest { PolicyArn = w.Id("policy") + "0", PolicyDocument = Policy })),
        Do(w => w.Iam.ListPolicyVersionsAsync(new ListPolicyVersionsRequest { PolicyArn = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.ListPolicyVersionsAsync(
            new ListPolicyVersionsRequest { PolicyArn = w.Id("policy") + "0" })),
        Refused("DeleteConflict", w => w.Iam.DeletePolicyVersionAsync(
            new DeletePolicyVersionRequest { PolicyArn = w.Id("policy"), VersionId = "v2" })),
        Do(w => w.Iam.DeletePolicyVersionAsync(
            new DeletePolicyVersionRequest { PolicyArn = w.Id("policy"), VersionId = "v1" })),
        Refused("NoSuchEntity", w => w.Iam.DeletePolicyVersionAsync(
            new DeletePolicyVersionRequest { PolicyArn = w.Id("policy"), VersionId = "v1" })),
        Refused("DeleteConflict", w => w.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = Role })),
        Do(w => w.Iam.DetachRolePolicyAsync(
            new DetachRolePolicyRequest { RoleName = Role, PolicyArn = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.DetachRolePolicyAsync(
            new DetachRolePolicyRequest { RoleName = Role, PolicyArn = w.Id("policy") })),
        Do(w => w.Iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = Role, PermissionsBoundary = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = "none", PermissionsBoundary = w.Id("policy") })),
        Do(w => w.Iam.GetRoleAsync(new GetRoleRequest { RoleName = Role })),
        Do(w => w.Iam.DeleteRolePermissionsBoundaryAsync(
            new DeleteRolePermissionsBoundaryRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.DeleteRolePermissionsBoundaryAsync(
            new DeleteRolePermissionsBoundaryRequest { RoleName = "none" })),
        Do(w => w.Iam.TagRoleAsync(new TagRoleRequest
        {
            RoleName = Role,
            Tags = [new Tag { Key = "b", Value = "2" }, new Tag { Key = "c", Value = "é" }],
        })),
        Refused("NoSuchEntity", w => w.Iam.TagRoleAsync(
            new TagRoleRequest { RoleName = "none", Tags = [new Tag { Key = "b", Value = "2" }] })),
        Do(w => w.Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = Role, TagKeys = ["a", "absent"] })),
        Refused("NoSuchEntity", w => w.Iam.UntagRoleAsync(
            new UntagRoleRequest { RoleName = "none", TagKeys = ["a"] })),
        Do(w => w.Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "none" })),
        Do(w => w.Iam.ListInstanceProfilesForRoleAsync(new ListInstanceProfilesForRoleRequest { RoleName = Role })),
    ];

    private static IEnumerable<ClientCall> Sts() =>
    [
        Do(w => w.Sts.GetCallerIdentityAsync(new GetCallerIdentityRequest())),
        Do(w => w.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = w.Id("role"), RoleSessionName = "me" })),
    ];

    private static IEnumerable<ClientCall> RoleRemoval() =>
    [
        Do(w => w.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = Role, PolicyName = "p" })),
        Refused("NoSuchEntity", w => w.Iam.DeleteRolePolicyAsync(
            new DeleteRolePolicyRequest { RoleName = Role, PolicyName = "p" })),
        Do(w => w.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = Role })),
        Refused("NoSuchEntity", w => w.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = Role })),
        Do(w => w.Iam.DeletePolicyAsync(new DeletePolicyRequest { PolicyArn = w.Id("policy") })),
        Refused("NoSuchEntity", w => w.Iam.DeletePolicyAsync(new DeletePolicyRequest { PolicyArn = w.Id("policy") })),
        // The last one: moto takes it, and would list the role.
        Refused("MalformedPolicyDocument", w => w.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "other", AssumeRolePolicyDocument = "{" })),
    ];
}
