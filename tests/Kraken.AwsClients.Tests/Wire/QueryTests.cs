using System.Net;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Runtime;

namespace Kraken.AwsClients.Tests.Wire;

/// <summary>The query protocol, on IAM.</summary>
public class QueryTests
{
    private readonly FakeHttp _http = new();

    private AmazonIdentityManagementServiceClient Client =>
        new(new BasicAWSCredentials("AKID", "secret"), _http.Into(new AmazonIdentityManagementServiceConfig()));

    [Fact]
    public async Task A_request_is_a_signed_form()
    {
        _http.Answer("<CreateRoleResponse><CreateRoleResult/></CreateRoleResponse>");

        await Client.CreateRoleAsync(new()
        {
            RoleName = "orders",
            AssumeRolePolicyDocument = """{"a":"b c&d"}""",
            MaxSessionDuration = 3600,
            Tags = [new() { Key = "env", Value = "dev" }, new() { Key = "empty", Value = "" }],
        });

        var sent = Assert.Single(_http.Sent);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Equal("https://iam.amazonaws.com/", sent.Uri.AbsoluteUri);
        Assert.StartsWith("application/x-www-form-urlencoded", sent.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("us-east-1/iam", sent.SignedFor);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Action"] = "CreateRole",
                ["Version"] = "2010-05-08",
                ["RoleName"] = "orders",
                ["AssumeRolePolicyDocument"] = """{"a":"b c&d"}""",
                ["MaxSessionDuration"] = "3600",
                ["Tags.member.1.Key"] = "env",
                ["Tags.member.1.Value"] = "dev",
                ["Tags.member.2.Key"] = "empty",
                ["Tags.member.2.Value"] = "",
            },
            sent.Form);
    }

    [Fact]
    public async Task A_list_of_texts_is_numbered_and_an_empty_list_is_its_bare_name()
    {
        _http.Answer("<UntagRoleResponse/>").Answer("<UntagRoleResponse/>");

        await Client.UntagRoleAsync(new() { RoleName = "r", TagKeys = ["a", "b"] });
        await Client.UntagRoleAsync(new() { RoleName = "r", TagKeys = [] });

        Assert.Equal("b", _http.Sent[0].Form["TagKeys.member.2"]);
        Assert.Equal("", _http.Sent[1].Form["TagKeys"]);
    }

    [Fact]
    public async Task A_union_is_the_member_that_is_set()
    {
        _http.Answer("<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult/></SimulatePrincipalPolicyResponse>");

        await Client.SimulatePrincipalPolicyAsync(new() { PolicyExclusionList = [new() { PolicyArn = "arn:p" }] });

        Assert.Equal("arn:p", Assert.Single(_http.Sent).Form["PolicyExclusionList.member.1.PolicyArn"]);
    }

    [Fact]
    public async Task A_response_is_read_from_its_result_element()
    {
        _http.Answer(
            """
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <GetRoleResult>
                <Role>
                  <Path>/</Path>
                  <RoleName>orders</RoleName>
                  <Arn>arn:aws:iam::123456789012:role/orders</Arn>
                  <CreateDate>2021-09-14T10:11:12Z</CreateDate>
                  <AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument>
                  <MaxSessionDuration>3600</MaxSessionDuration>
                  <SomethingNew><Deep/></SomethingNew>
                  <PermissionsBoundary>
                    <PermissionsBoundaryType>PermissionsBoundaryPolicy</PermissionsBoundaryType>
                    <PermissionsBoundaryArn>arn:b</PermissionsBoundaryArn>
                  </PermissionsBoundary>
                  <Tags><member><Key>env</Key><Value>dev</Value></member><member><Key>e</Key><Value/></member></Tags>
                </Role>
              </GetRoleResult>
              <ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata>
            </GetRoleResponse>
            """);

        var response = await Client.GetRoleAsync(new() { RoleName = "orders" });

        Assert.Equal("orders", response.Role.RoleName);
        Assert.Equal(new DateTime(2021, 9, 14, 10, 11, 12, DateTimeKind.Utc), response.Role.CreateDate);
        Assert.Equal(3600, response.Role.MaxSessionDuration);
        Assert.Equal(PermissionsBoundaryAttachmentType.PermissionsBoundaryPolicy, response.Role.PermissionsBoundary.PermissionsBoundaryType);
        Assert.Equal([("env", "dev"), ("e", "")], response.Role.Tags.Select(tag => (tag.Key, tag.Value)));
        Assert.Null(response.Role.RoleLastUsed);
        Assert.Equal("req-1", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task A_page_says_whether_more_follow()
    {
        _http.Answer("<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames><member>p</member></PolicyNames><IsTruncated>true</IsTruncated><Marker>m</Marker></ListRolePoliciesResult></ListRolePoliciesResponse>");

        var page = await Client.ListRolePoliciesAsync(new() { RoleName = "r" });

        Assert.Equal(["p"], page.PolicyNames);
        Assert.True(page.IsTruncated);
        Assert.Equal("m", page.Marker);
    }

    [Fact]
    public async Task A_modelled_error_has_its_own_type()
    {
        _http.Answer(
            """
            <ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <Error><Type>Sender</Type><Code>EntityAlreadyExists</Code><Message>Role with name orders already exists.</Message></Error>
              <RequestId>req-2</RequestId>
            </ErrorResponse>
            """,
            HttpStatusCode.Conflict);

        var error = await Assert.ThrowsAsync<EntityAlreadyExistsException>(() => Client.CreateRoleAsync(new() { RoleName = "orders" }));

        Assert.Equal(("EntityAlreadyExists", "Role with name orders already exists.", "req-2"), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Equal(ErrorType.Sender, error.ErrorType);
        Assert.Equal(HttpStatusCode.Conflict, error.StatusCode);
    }

    [Fact]
    public async Task An_error_that_the_model_does_not_know_is_the_services_base_exception()
    {
        _http.Answer("<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not yours.</Message></Error></ErrorResponse>", HttpStatusCode.Forbidden);

        var error = await Assert.ThrowsAsync<AmazonIdentityManagementServiceException>(() => Client.GetRoleAsync(new() { RoleName = "orders" }));

        Assert.Equal("AccessDenied", error.ErrorCode);
    }

    [Theory]
    [InlineData("<GetRoleResponse><GetRoleResult>")]
    [InlineData("")]
    [InlineData("<GetRoleResponse><GetRoleResult><Role><CreateDate>yesterday</CreateDate></Role></GetRoleResult></GetRoleResponse>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'c'>]><GetRoleResponse>&b;</GetRoleResponse>")]
    public async Task A_broken_success_is_an_unmarshalling_error(string body)
    {
        _http.Answer(body);

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => Client.GetRoleAsync(new() { RoleName = "orders" }));
    }
}
