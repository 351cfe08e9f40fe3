using System.Xml.Linq;
using Kraken.LocalAws.Tests.Support;

namespace Kraken.LocalAws.Tests.Wire;

public sealed class QueryProtocolTests : IDisposable
{
    private static readonly XNamespace _iam = "https://iam.amazonaws.com/doc/2010-05-08/";

    private readonly TestCloud _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task An_answer_stands_in_the_operations_result_with_its_request_id()
    {
        var answer = await CreateRoleAsync("r");
        Assert.Equal(200, answer.Status);
        Assert.Equal("text/xml", answer.Headers["Content-Type"]);
        Assert.Equal(_iam + "CreateRoleResponse", answer.Xml.Name);
        var role = answer.Xml.Element(_iam + "CreateRoleResult")!.Element(_iam + "Role")!;
        Assert.Equal("arn:aws:iam::123456789012:role/r", role.Element(_iam + "Arn")!.Value);
        Assert.Equal("2026-03-01T12:00:00.000Z", role.Element(_iam + "CreateDate")!.Value);
        Assert.Equal(
            ["a", "b"], role.Element(_iam + "Tags")!.Elements(_iam + "member")
                .Select(m => m.Element(_iam + "Key")!.Value));
        // Policies come back percent-encoded.
        Assert.Equal(TestCloud.Trust, Uri.UnescapeDataString(role.Element(_iam + "AssumeRolePolicyDocument")!.Value));
        Assert.Equal(
            answer.Headers["x-amzn-RequestId"],
            answer.Xml.Element(_iam + "ResponseMetadata")!.Element(_iam + "RequestId")!.Value);
    }

    [Fact]
    public async Task An_operation_without_a_result_answers_with_metadata_alone()
    {
        await CreateRoleAsync("r");
        var answer = await _test.Raw.QueryAsync("iam", "DeleteRole", ("RoleName", "r"));
        Assert.Equal(200, answer.Status);
        Assert.Equal(["ResponseMetadata"], answer.Xml.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task An_error_has_type_code_message_request_id_and_the_models_status()
    {
        var answer = await _test.Raw.QueryAsync("iam", "GetRole", ("RoleName", "nobody"));
        Assert.Equal(404, answer.Status);
        Assert.Equal(_iam + "ErrorResponse", answer.Xml.Name);
        Assert.Equal("Sender", answer.Element("Type"));
        Assert.Equal("NoSuchEntity", answer.Element("Code"));
        Assert.Equal("The role with name nobody cannot be found.", answer.Element("Message"));
        Assert.Equal(answer.Headers["x-amzn-RequestId"], answer.Element("RequestId"));
    }

    [Fact]
    public async Task What_breaks_the_model_is_one_validation_error_with_all_findings()
    {
        var answer = await _test.Raw.QueryAsync(
            "iam", "CreateRole", ("RoleName", new string('x', 65) + "!"), ("MaxSessionDuration", "60"));
        Assert.Equal(400, answer.Status);
        Assert.Equal("ValidationError", answer.Element("Code"));
        var message = answer.Element("Message")!;
        Assert.StartsWith("4 validation errors detected: ", message, StringComparison.Ordinal);
        Assert.Contains(
            "Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null", message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'roleName' failed to satisfy constraint: Member must have length less than or equal to 64", message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern", message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxSessionDuration", "soon", "MalformedInput")]
    [InlineData("Action", "Abracadabra", "InvalidAction")]
    public async Task What_cannot_be_read_is_an_error_of_its_own(string name, string value, string code)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "CreateRole", ["RoleName"] = "r", ["AssumeRolePolicyDocument"] = TestCloud.Trust, [name] =
                value,
        });
        var answer = await _test.Raw.SendAsync("iam", HttpMethod.Post, "/", form);
        Assert.Equal((400, code), (answer.Status, answer.Element("Code")));
    }

    [Fact]
    public async Task A_get_request_carries_its_fields_in_the_query()
    {
        var answer = await _test.Raw.SendAsync("sts", HttpMethod.Get, "/?Action=GetCallerIdentity&Version=2011-06-15");
        Assert.Equal("123456789012", answer.Element("Account"));
    }

    [Fact]
    public async Task Word_characters_in_patterns_are_ascii()
    {
        var answer = await _test.Raw.QueryAsync("iam", "GetRole", ("RoleName", "r\u00f4le"));
        Assert.Equal((400, "ValidationError"), (answer.Status, answer.Element("Code")));
    }

    [Fact]
    public async Task A_carriage_return_arrives_as_it_is()
    {
        await _test.Aws.Iam.CreateRoleAsync(
            new() { RoleName = "lines", AssumeRolePolicyDocument = TestCloud.Trust, Description = "a\r\nb\rc" });
        var role = (await _test.Aws.Iam.GetRoleAsync(new() { RoleName = "lines" })).Role;
        Assert.Equal("a\r\nb\rc", role.Description);
    }

    private Task<Answer> CreateRoleAsync(string name) => _test.Raw.QueryAsync(
        "iam", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", TestCloud.Trust),
        ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "1"), ("Tags.member.2.Key", "b"),
        ("Tags.member.2.Value", ""));
}
