using Amazon.EC2.Model;
using Amazon.KafkaConnect.Model;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>An answer that lacks its list says nothing, so nothing may follow from it.</summary>
public sealed class AnswersTests
{
    private static ConnectorSpec Sink => ReferenceExamples.S3Sink;

    /// <summary>Each list that a search for orphans reads, and what the empty answer of a proxy is like for it.</summary>
    public static TheoryData<string, string> Lists => new()
    {
        { "GET /v1/connectors ", "" },
        { "GET /v1/connectors ", "{}" },
        { "GET /v1/connectors ", """{"connectors":null}""" },
        { "GET /v1/worker-configurations ", "" },
        { "DescribeLogGroups", "" },
        { "DescribeLogGroups", "{}" },
        { "Action=ListRoles", "<ListRolesResponse><ListRolesResult/></ListRolesResponse>" },
        { "Action=DescribeSecurityGroups", "<DescribeSecurityGroupsResponse/>" },
        { "Action=ListRoles", "" },
        { "Action=DescribeSecurityGroups", "" },
        { "GET /v1/connectors ", "<html>Sign in</html>" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task An_answer_without_its_list_is_an_error_and_makes_no_orphan(string call, string body)
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        await rehearsal.Provisioner.CreateAsync(Sink, new CreateOptions(), default);
        (proxy!.Body, proxy.Which) = (body, c => c.Contains(call, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<KrakenException>(() =>
            new OrphanSearch(rehearsal.Aws, clock: rehearsal.Clock).FindAsync("*", TimeSpan.Zero, default));

        Assert.True(error.Kind == KrakenErrorKind.AnswerInvalid, error.ToString());
    }

    [Theory]
    [InlineData("GET /v1/connectors ")]
    [InlineData("DescribeLogGroups")]
    [InlineData("GET /v1/worker-configurations ")]
    [InlineData("GET /v1/tags/")]
    [InlineData("ListTagsForResource")]
    [InlineData("Action=DescribeSecurityGroups")]
    [InlineData("Action=GetRole&")]
    public async Task A_removal_that_gets_such_an_answer_removes_nothing(string call)
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        await rehearsal.Provisioner.CreateAsync(Sink, new CreateOptions(), default);
        rehearsal.TakeRequests();
        (proxy!.Body, proxy.Which) = (
            call.StartsWith("Action=", StringComparison.Ordinal) ? "<Response/>" : "",
            c => (c + "&").Contains(call, StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<KrakenException>(
            () => rehearsal.Provisioner.RemoveAsync(Sink.ConnectorName, new RemoveOptions(), default));
        proxy.Which = _ => false;

        Assert.Equal(KrakenErrorKind.AnswerInvalid, error.Kind);
        Assert.NotEqual("", error.Remedy);
        Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        Assert.False((await rehearsal.Provisioner.PlanAsync(Sink, default)).HasChanges);
    }

    [Fact]
    public async Task In_a_fleet_it_is_an_error_too_and_not_asked_anew_for_each()
    {
        SpoiltAnswers? proxy = null;
        using var rehearsal = new Rehearsal(wrap: inner => proxy = new SpoiltAnswers(inner));
        var specs = Fleets.FleetOf(3);
        await Fleets.CreateAsync(rehearsal, specs);
        proxy!.Which = c => c.Contains("GET /v1/connectors ", StringComparison.Ordinal);

        var fleet = rehearsal.Provisioner.ForFleet(specs);
        foreach (var spec in specs)
        {
            var error = await Assert.ThrowsAsync<KrakenException>(() => fleet.PlanAsync(spec, default));
            Assert.Equal(KrakenErrorKind.AnswerInvalid, error.Kind);
            Assert.Contains("ListConnectors", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_empty_list_of_AWS_is_none()
    {
        Assert.Empty(Answers.List(new ListConnectorsResponse(), new List<string>()));

        // The official clients of EC2 and IAM make no list of an empty set; the request id says that the answer is theirs.
        var ec2 = new DescribeSubnetsResponse { ResponseMetadata = new ResponseMetadata { RequestId = "1" } };
        Assert.Empty(Answers.List<Subnet>(ec2, null));
        Assert.Throws<KrakenException>(() => Answers.List<Subnet>(new DescribeSubnetsResponse(), null));
        var iam = new Amazon.IdentityManagement.Model.ListRolesResponse { ResponseMetadata = ec2.ResponseMetadata };
        Assert.Empty(Answers.List<Amazon.IdentityManagement.Model.Role>(iam, null));
        Assert.Throws<KrakenException>(() => Answers.List<Amazon.IdentityManagement.Model.Role>(new Amazon.IdentityManagement.Model.ListRolesResponse(), null));
        var other = new ListConnectorsResponse { ResponseMetadata = new ResponseMetadata { RequestId = "1" } };
        Assert.Throws<KrakenException>(() => Answers.List<ConnectorSummary>(other, null));
    }

    [Fact]
    public void Tags_may_be_left_out_of_an_answer_that_is_AWSs()
    {
        var whole = new ListTagsForResourceResponse { ResponseMetadata = new ResponseMetadata { RequestId = "1" } };

        Assert.Empty(Answers.Tags(whole, null));
        Assert.Throws<KrakenException>(() => Answers.Tags(new ListTagsForResourceResponse(), null));
    }

    [Fact]
    public async Task Of_a_region_without_anything_nothing_is_found_and_nothing_is_wrong()
    {
        using var rehearsal = new Rehearsal();

        Assert.Empty(await new OrphanSearch(rehearsal.Aws, clock: rehearsal.Clock).FindAsync("*", TimeSpan.Zero, default));
        Assert.Empty(await rehearsal.FindAsync("*"));
        Assert.Empty((await rehearsal.Provisioner.RemoveAsync("none", new RemoveOptions(), default)).Removed);
    }
}
