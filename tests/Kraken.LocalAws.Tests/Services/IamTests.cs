using Amazon.IdentityManagement.Model;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Services;

public sealed class IamTests : IDisposable
{
    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task A_managed_policy_has_one_version_with_its_text()
    {
        const string Arn = "arn:aws:iam::123456789012:policy/m";
        await _test.Raw.QueryAsync(
            "iam", "CreatePolicy", ("PolicyName", "m"), ("PolicyDocument", TestCloud.Policy));
        var version = await _test.Raw.QueryAsync("iam", "GetPolicyVersion", ("PolicyArn", Arn), ("VersionId", "v1"));
        Assert.Equal(TestCloud.Policy, Uri.UnescapeDataString(version.Element("Document")!));
        var listed = await _test.Raw.QueryAsync("iam", "ListPolicyVersions", ("PolicyArn", Arn));
        Assert.Equal(("v1", null), (listed.Element("VersionId"), listed.Element("Document")));
        foreach (var (arn, id) in new[] { (Arn, "v2"), (Arn + "2", "v1") })
        {
            var missing = await _test.Raw.QueryAsync("iam", "GetPolicyVersion", ("PolicyArn", arn), ("VersionId", id));
            Assert.Equal((404, "NoSuchEntity"), (missing.Status, missing.Element("Code")));
        }
    }

    [Fact]
    public async Task Account_details_are_of_the_kinds_asked_for_and_come_in_pages()
    {
        foreach (var role in new[] { "r1", "r2", "r3" })
            await CreateAsync(role);
        await _test.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "r2", PolicyName = "p", PolicyDocument = TestCloud.Policy });
        await _test.Aws.Iam.TagRoleAsync(
            new TagRoleRequest { RoleName = "r2", Tags = [new Tag { Key = "a", Value = "1" }] });
        await _test.Raw.QueryAsync("iam", "CreatePolicy", ("PolicyName", "m"), ("PolicyDocument", TestCloud.Policy));

        var first = await DetailsAsync(new() { Filter = ["Role"], MaxItems = 2 });
        var second = await DetailsAsync(new() { Filter = ["Role"], MaxItems = 2, Marker = first.Marker });
        var policies = await DetailsAsync(new() { Filter = ["LocalManagedPolicy"] });
        var users = await DetailsAsync(new() { Filter = ["User", "Group", "AWSManagedPolicy"] });
        var all = await DetailsAsync(new());

        Assert.True(first.IsTruncated);
        Assert.False(second.IsTruncated);
        Assert.Equal(["r1", "r2", "r3"], first.RoleDetailList.Concat(second.RoleDetailList).Select(r => r.RoleName));
        var detail = first.RoleDetailList[1];
        Assert.Equal(TestCloud.Policy, Uri.UnescapeDataString(Assert.Single(detail.RolePolicyList).PolicyDocument));
        Assert.Equal("1", Assert.Single(detail.Tags).Value);
        var policy = Assert.Single(policies.Policies);
        Assert.Equal(TestCloud.Policy, Uri.UnescapeDataString(Assert.Single(policy.PolicyVersionList).Document));
        Assert.Empty(policies.RoleDetailList ?? []);
        Assert.Empty(users.RoleDetailList ?? []);
        Assert.Equal((3, 1), (all.RoleDetailList.Count, all.Policies.Count));

        Task<GetAccountAuthorizationDetailsResponse> DetailsAsync(GetAccountAuthorizationDetailsRequest request) =>
            _test.Aws.Iam.GetAccountAuthorizationDetailsAsync(request);
    }

    [Fact]
    public async Task A_role_with_policies_is_deleted_only_after_them()
    {
        await CreateAsync("r");
        await _test.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "r", PolicyName = "p", PolicyDocument = TestCloud.Policy });
        await Assert.ThrowsAsync<DeleteConflictException>(DeleteAsync);
        await _test.Aws.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "r", PolicyName = "p" });
        await _test.Raw.QueryAsync(
            "iam", "AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        await Assert.ThrowsAsync<DeleteConflictException>(DeleteAsync);
        await _test.Aws.Iam.DetachRolePolicyAsync(
            new DetachRolePolicyRequest { RoleName = "r", PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess" });
        await DeleteAsync();
        await Assert.ThrowsAsync<NoSuchEntityException>(DeleteAsync);

        Task<DeleteRoleResponse> DeleteAsync() =>
            _test.Aws.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "r" });
    }

    [Theory]
    [InlineData("not json", "invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}""", "must contain resources")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"*"}]}""", "prefaced by a vendor")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"bucket"}]}""", "Resource bucket must be in ARN format or \"*\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}]}""", "should not specify a principal")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*","NotPrincipal":"*"}]}""", "should not specify a principal")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"ViaService":"x"}}}]}""", "prefaced by a vendor")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a b","Effect":"Allow","Action":"s3:*","Resource":"*"}]}""", "(SID) must be alpha-numeric")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"s3:*","Resource":"*"}]}""", "(SID) in a single policy must be unique")]
    public async Task A_policy_that_iam_would_not_take_is_malformed(string policy, string words)
    {
        await CreateAsync("r");
        var error = await Assert.ThrowsAsync<MalformedPolicyDocumentException>(() => _test.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "r", PolicyName = "p", PolicyDocument = policy }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestCloud.Policy)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotPrincipal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""")]
    public async Task A_trust_policy_names_a_principal_and_no_resource(string trust) =>
        await Assert.ThrowsAsync<MalformedPolicyDocumentException>(() => _test.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = "r", AssumeRolePolicyDocument = trust }));

    [Fact]
    public async Task Inline_policies_share_one_limit_that_counts_no_white_space()
    {
        await CreateAsync("r");
        // 10,240 characters beside the rest of the document are one too many.
        string Policy(int length) =>
            $$"""{"Version":"2012-10-17",   "Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{new string('x', length)}}"}]}""";
        var frame = Policy(0).Count(c => !char.IsWhiteSpace(c));
        await PutAsync("p", Policy(10_240 - frame));
        await PutAsync("p", Policy(10_240 - frame));
        await Assert.ThrowsAsync<LimitExceededException>(() => PutAsync("p", Policy(10_241 - frame)));
        await Assert.ThrowsAsync<LimitExceededException>(() => PutAsync("q", Policy(1)));

        Task PutAsync(string name, string policy) => _test.Aws.Iam.PutRolePolicyAsync(
            new PutRolePolicyRequest { RoleName = "r", PolicyName = name, PolicyDocument = policy });
    }

    [Fact]
    public async Task Roles_are_listed_page_by_page_by_path_and_without_their_tags()
    {
        for (var i = 0; i < 5; i++)
        {
            await _test.Aws.Iam.CreateRoleAsync(new CreateRoleRequest
            {
                RoleName = $"r{i}", Path = i < 3 ? "/kraken/" : "/", AssumeRolePolicyDocument = TestCloud.Trust,
                Tags = [new Tag { Key = "a", Value = "b" }],
            });
        }

        var names = new List<string>();
        var list = new ListRolesRequest { PathPrefix = "/kraken/", MaxItems = 2 };
        ListRolesResponse page;
        do
        {
            page = await _test.Aws.Iam.ListRolesAsync(list);
            names.AddRange(page.Roles.Select(r => r.RoleName));
            Assert.All(page.Roles, r => Assert.Empty(r.Tags ?? []));
            list.Marker = page.Marker;
        }
        while (page.IsTruncated == true);
        Assert.Equal(["r0", "r1", "r2"], names);
        var role = (await _test.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r0" })).Role;
        Assert.Equal(("arn:aws:iam::123456789012:role/kraken/r0", "b"), (role.Arn, Assert.Single(role.Tags).Value));
    }

    [Fact]
    public async Task Role_names_are_unique_without_case()
    {
        await CreateAsync("Role");
        await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => CreateAsync("role"));
    }

    [Fact]
    public async Task A_boundary_must_exist_and_is_told_as_iam_tells_it()
    {
        await CreateAsync("r");
        await Assert.ThrowsAsync<NoSuchEntityException>(() => PutAsync("arn:aws:iam::123456789012:policy/none"));
        await PutAsync("arn:aws:iam::aws:policy/PowerUserAccess");
        var role = (await _test.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" })).Role;
        Assert.Equal("arn:aws:iam::aws:policy/PowerUserAccess", role.PermissionsBoundary.PermissionsBoundaryArn);
        await _test.Aws.Iam.DeleteRolePermissionsBoundaryAsync(
            new DeleteRolePermissionsBoundaryRequest { RoleName = "r" });
        Assert.Null((await _test.Aws.Iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" })).Role.PermissionsBoundary);

        Task PutAsync(string arn) => _test.Aws.Iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = "r", PermissionsBoundary = arn });
    }

    [Fact]
    public async Task Tags_are_added_replaced_removed_and_limited()
    {
        await CreateAsync("r");
        await TagAsync(("a", "1"), ("b", "2"));
        await TagAsync(("a", "3"));
        await _test.Aws.Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = "r", TagKeys = ["b", "none"] });
        var tags = (await _test.Aws.Iam.ListRoleTagsAsync(new ListRoleTagsRequest { RoleName = "r" })).Tags;
        Assert.Equal(("a", "3"), (Assert.Single(tags).Key, tags[0].Value));
        await TagAsync([.. Enumerable.Range(0, 49).Select(i => ($"k{i}", ""))]);
        await Assert.ThrowsAsync<LimitExceededException>(() => TagAsync(("one more", "")));

        Task TagAsync(params (string Key, string Value)[] tags) => _test.Aws.Iam.TagRoleAsync(
            new TagRoleRequest { RoleName = "r",
                Tags = [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })] });
    }

    private Task<CreateRoleResponse> CreateAsync(string name) =>
        _test.Aws.Iam.CreateRoleAsync(
            new CreateRoleRequest { RoleName = name, AssumeRolePolicyDocument = TestCloud.Trust });
}
