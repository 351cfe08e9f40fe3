using System.Text.RegularExpressions;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Ec2;

/// <content>Security groups and tags.</content>
internal sealed partial class Ec2Service
{
    private Structure CreateSecurityGroup(Call call)
    {
        RefuseDryRun(call);
        var name = call.Input.Required("GroupName");
        var description = call.Input.Required("Description");
        var vpcId = call.Input.Text("VpcId")
            ?? throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
        if (!_vpcs.ContainsKey(vpcId))
            throw new AwsError("InvalidVpcID.NotFound", $"The vpc ID '{vpcId}' does not exist");
        if (name.Length > 255 || !GroupText().IsMatch(name) || name.StartsWith("sg-", StringComparison.Ordinal))
            throw new AwsError("InvalidParameterValue", $"Value ({name}) for parameter groupName is invalid.");
        CheckDescription(description, "groupDescription");
        if (_groups.Values.Any(g => g.VpcId == vpcId && g.Name == name))
        {
            throw new AwsError(
                "InvalidGroup.Duplicate", $"The security group '{name}' already exists for VPC '{vpcId}'");
        }

        var group = NewGroup(Cloud.Ids.Ec2("sg"), name, description, vpcId, TagsFor(call, "security-group"),
            call.Now);
        return new Structure
        {
            ["GroupId"] = group.Id,
            ["Tags"] = Tags.Write(group.Tags),
            ["SecurityGroupArn"] = Arn($"security-group/{group.Id}"),
        };
    }

    private Structure DescribeSecurityGroups(Call call)
    {
        RefuseDryRun(call);
        var visible = _groups.Values.Where(IsVisible).ToDictionary(g => g.Id, StringComparer.Ordinal);
        var groups = Named(call.Input.Texts("GroupIds"), visible, "InvalidGroup.NotFound", "security group");
        var names = call.Input.Texts("GroupNames").ToHashSet(StringComparer.Ordinal);
        return Listed(
            call, "SecurityGroups",
            Filters.Apply(
                call, groups.Where(g => names.Count == 0 || names.Contains(g.Name)), g => g.Tags, (g, name) =>
                    name switch
            {
                "group-id" => [g.Id],
                "group-name" => [g.Name],
                "vpc-id" => [g.VpcId],
                "description" => [g.Description],
                "owner-id" => [Cloud.AccountId],
                "egress.ip-permission.cidr" => Peers(g, egress: true),
                "ip-permission.cidr" => Peers(g, egress: false),
                "egress.ip-permission.group-id" => Peers(g, egress: true, PeerKind.Group),
                "ip-permission.group-id" => Peers(g, egress: false, PeerKind.Group),
                _ => null,
            }),
            g => g.Id, Write);
    }

    private Structure DeleteSecurityGroup(Call call)
    {
        RefuseDryRun(call);
        var group = call.Input.Text("GroupId") is { } id
            ? GetGroup(id)
            : throw new AwsError("MissingParameter", "The request must contain the parameter groupName or groupId");
        if (group.Name == "default")
            throw new AwsError(
                "CannotDelete", "the specified group: \"" + group.Id
                    + "\" name: \"default\" cannot be deleted by a user");
        var used = _interfaces.Values.Any(i => i.GroupIds.Contains(group.Id))
            || _groups.Values.Any(
                g => g != group && g.Rules.Any(r => r.Key.PeerKind == PeerKind.Group && r.Key.Peer == group.Id));
        if (used)
            throw new AwsError("DependencyViolation", $"resource {group.Id} has a dependent object");
        _groups.Remove(group.Id);
        return new Structure { ["Return"] = true, ["GroupId"] = group.Id };
    }

    private Structure CreateTags(Call call)
    {
        RefuseDryRun(call);
        var tags = Tags.Read(call.Input.Children("Tags"));
        var holders = call.Input.Texts("Resources").Select(TagsOf).ToList();
        // Source: EC2 user guide, tag restrictions; EC2 API reference, error codes, TagLimitExceeded.
        if (holders.Any(h => h.Keys.Union(tags.Keys).Count() > MaxTags))
            throw new AwsError("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        foreach (var holder in holders)
        {
            foreach (var (key, value) in tags)
                holder[key] = value;
        }

        return Structure.Empty;
    }

    private Structure DeleteTags(Call call)
    {
        RefuseDryRun(call);
        foreach (var holder in call.Input.Texts("Resources").Select(TagsOf).ToList())
        {
            foreach (var tag in call.Input.Children("Tags"))
            {
                // A value that is given must be the tag's; none deletes whatever the value. Source: DeleteTags.
                var key = tag.Text("Key") ?? "";
                if (tag.Text("Value") is not { } value || holder.GetValueOrDefault(key) == value)
                    holder.Remove(key);
            }
        }

        return Structure.Empty;
    }

    private SecurityGroup GetGroup(string id) =>
        FindGroup(id) is { } group && IsVisible(group)
            ? group
            : throw new AwsError("InvalidGroup.NotFound", $"The security group '{id}' does not exist");

    private Dictionary<string, string> TagsOf(string id) =>
        _groups.GetValueOrDefault(id)?.Tags
        ?? _vpcs.GetValueOrDefault(id)?.Tags
        ?? _subnets.GetValueOrDefault(id)?.Tags
        ?? _groups.Values.SelectMany(g => g.Rules).FirstOrDefault(r => r.Id == id)?.Tags
        ?? throw new AwsError("InvalidID", $"The ID '{id}' is not valid");

    private Structure Write(SecurityGroup group) => new()
    {
        ["GroupId"] = group.Id,
        ["GroupName"] = group.Name,
        ["Description"] = group.Description,
        ["VpcId"] = group.VpcId,
        ["OwnerId"] = Cloud.AccountId,
        ["SecurityGroupArn"] = Arn($"security-group/{group.Id}"),
        ["IpPermissions"] = WritePermissions(group.Rules.Where(r => !r.Key.IsEgress)),
        ["IpPermissionsEgress"] = WritePermissions(group.Rules.Where(r => r.Key.IsEgress)),
        ["Tags"] = Tags.Write(group.Tags),
    };

    private static IEnumerable<string> Peers(SecurityGroup group, bool egress, PeerKind kind = PeerKind.CidrIpv4) =>
        group.Rules.Where(r => r.Key.IsEgress == egress && r.Key.PeerKind == kind).Select(r => r.Key.Peer);

    private static void CheckDescription(string? text, string parameter)
    {
        if (text is not null && (text.Length > 255 || !GroupText().IsMatch(text)))
        {
            throw new AwsError(
                "InvalidParameterValue",
                $"Invalid rule description. Value ({text}) for parameter {parameter} is invalid. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*");
        }
    }

    // Source: EC2 API reference, CreateSecurityGroup, GroupName and Description.
    [GeneratedRegex(@"^[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupText();
}
