using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Specs.Rules;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Specs;

/// <summary>Every tag that is made is one that AWS takes, or the spec is refused before any call.</summary>
public class TagsTests
{
    // IAM's tags take no such sign in a key or a value.
    private const string NoTag = "a<b";

    private static readonly ConnectorSpec _spec = ReferenceExamples.S3Sink;

    public static TheoryData<string> TextFields =>
        new(SpecFields.All.Where(f => f.Kind is SpecFieldKind.Text or SpecFieldKind.TextList or SpecFieldKind.TextMap).Select(f => f.Name));

    [Theory]
    [MemberData(nameof(TextFields))]
    public async Task An_input_that_becomes_a_tag_is_refused_where_no_tag_can_hold_it(string name)
    {
        var field = SpecFields.Find(name)!;
        ConnectorSpec[] specs = field.Kind switch
        {
            SpecFieldKind.Text => [field.With(_spec, NoTag), field.With(_spec, new string('a', 257))],
            SpecFieldKind.TextList => [field.With(_spec, new List<string> { NoTag })],
            _ =>
            [
                field.With(_spec, new Dictionary<string, string> { ["k"] = NoTag }),
                field.With(_spec, new Dictionary<string, string> { [NoTag] = "v" }),
                field.With(_spec, new Dictionary<string, string> { ["k"] = new string('a', 257) }),
            ],
        };
        foreach (var spec in specs)
        {
            if (ResourceNames.OwnershipTags(spec).SequenceEqual(ResourceNames.OwnershipTags(_spec)))
                continue;
            using var rehearsal = new Rehearsal();

            var error = await Assert.ThrowsAsync<KrakenException>(
                () => rehearsal.Provisioner.CreateAsync(spec, new CreateOptions(), default));

            Assert.Equal(KrakenErrorKind.SpecInvalid, error.Kind);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.Empty(rehearsal.TakeRequests());
        }
    }

    [Fact]
    public async Task No_other_tags_are_made_than_those_that_rules_look_at()
    {
        using var rehearsal = new Rehearsal();
        var made = await rehearsal.Provisioner.CreateAsync(_spec, new CreateOptions { Wait = false }, default);

        var role = await rehearsal.Aws.Iam.GetRoleAsync(new() { RoleName = ResourceNames.RoleName(_spec.ConnectorName, _spec.Region) });
        var groups = await rehearsal.Aws.Ec2.DescribeSecurityGroupsAsync(new Amazon.EC2.Model.DescribeSecurityGroupsRequest { GroupIds = [made.SecurityGroupId] });
        var connector = await rehearsal.Aws.KafkaConnect.ListTagsForResourceAsync(new() { ResourceArn = made.ConnectorArn });
        var logs = await rehearsal.Aws.Logs.ListTagsForResourceAsync(new()
        {
            ResourceArn = $"arn:aws:logs:us-east-1:123456789012:log-group:{ResourceNames.LogGroupName(_spec.ConnectorName)}",
        });

        var expected = ResourceNames.OwnershipTags(_spec);
        Assert.Equal(expected, Sorted(role.Role.Tags.Select(t => (t.Key, t.Value))));
        Assert.Equal(expected, Sorted(groups.SecurityGroups[0].Tags.Select(t => (t.Key, t.Value))));
        Assert.Equal(expected, Sorted(connector.Tags.Select(t => (t.Key, t.Value))));
        Assert.Equal(expected, Sorted(logs.Tags.Select(t => (t.Key, t.Value))));
    }

    [Fact]
    public void As_many_tags_as_a_role_takes_are_taken_and_one_more_is_not()
    {
        var own = ResourceNames.OwnershipTags(_spec with { CommonTag = new Dictionary<string, string>() }).Count;

        Assert.True(SpecValidator.Validate(WithTags(TagRule.MostTags - own)).IsValid);
        Assert.Contains(SpecValidator.Validate(WithTags(TagRule.MostTags - own + 1)).Findings, f => f is { Field: "CommonTag", Rule: "TagCount" });

        static ConnectorSpec WithTags(int count) =>
            _spec with { CommonTag = Enumerable.Range(0, count).ToDictionary(i => $"k{i}", _ => "v") };
    }

    private static SortedDictionary<string, string> Sorted(IEnumerable<(string Key, string Value)> tags) =>
        new(tags.ToDictionary(t => t.Key, t => t.Value), StringComparer.Ordinal);
}
