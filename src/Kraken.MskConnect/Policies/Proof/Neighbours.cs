using Kraken.MskConnect.Policies.Evaluation;
using Kraken.MskConnect.Policies.Requirements;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Proof;

/// <summary>A call that a connector has no business to make, and what it would reach.</summary>
internal sealed record NeighbourCall(PolicyRequest Request, string What);

/// <summary>
/// Lists calls on what lies next to a connector's own resources. Each is made of a required call by changing one thing,
/// so that a grant that is wider in that thing is found; what is required after all is left out.
/// </summary>
internal sealed class Neighbours
{
    private const string OtherId = "ffffffff-eeee-4ddd-8ccc-bbbbbbbbbbbb-9";
    private const string OtherConnector = "some-other-connector";

    /// <summary>By what a connector of its kind might be tempted to do where it may do something less.</summary>
    private static readonly Dictionary<string, string[]> _stronger = new(StringComparer.Ordinal)
    {
        ["kafka-cluster:ReadData"] = ["kafka-cluster:WriteData", "kafka-cluster:AlterTopic"],
        ["kafka-cluster:WriteData"] = ["kafka-cluster:ReadData", "kafka-cluster:DeleteTopic"],
        ["kafka-cluster:Connect"] = ["kafka-cluster:AlterCluster"],
        ["kafka-cluster:AlterGroup"] = ["kafka-cluster:DeleteGroup"],
        ["s3:PutObject"] = ["s3:GetObject", "s3:DeleteObject"],
        ["s3:GetObject"] = ["s3:PutObject", "s3:DeleteObject"],
        ["s3:ListBucket"] = ["s3:PutBucketPolicy", "s3:DeleteBucket"],
        ["secretsmanager:GetSecretValue"] = ["secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"],
        ["ssm:GetParameter"] = ["ssm:PutParameter"],
        ["kms:Decrypt"] = ["kms:CreateGrant", "kms:ScheduleKeyDeletion"],
        ["logs:PutLogEvents"] = ["logs:DeleteLogGroup", "logs:GetLogEvents"],
        ["sts:AssumeRole"] = ["iam:PassRole"],
        ["glue:GetSchemaByDefinition"] = ["glue:DeleteSchema"],
    };

    private readonly ConnectorSpec _spec;
    private readonly IReadOnlyList<AccessRequirement> _requirements;
    private readonly ILookup<string, (string Pattern, AccessRequirement Item)> _byAction;
    private readonly Dictionary<string, PatternIndex<AccessRequirement>> _byResource = new(StringComparer.Ordinal);

    private Neighbours(ConnectorSpec spec, IReadOnlyList<AccessRequirement> requirements)
    {
        _spec = spec;
        _requirements = requirements;
        _byAction = requirements.ToLookup(r => r.Action, r => (r.Resource, r), StringComparer.Ordinal);
    }

    internal static IReadOnlyList<NeighbourCall> Of(
        ConnectorSpec spec, IReadOnlyList<AccessRequirement> requirements) =>
        new Neighbours(spec, requirements).List();

    private IReadOnlyList<NeighbourCall> List() =>
    [
        .. _requirements
            // What a person wrote says itself how far it is to reach.
            .Where(r => r.Conditions is null)
            // A neighbour for each need and action is proof enough, since all its resources stand in one grant; but not
            // for what the workers keep for themselves, whose kinds a policy may name one by one.
            .DistinctBy(r => (r.Need, r.Action, IsOwn(r.Resource) ? r.Resource : ""))
            .SelectMany(Around)
            .Where(n => !IsRequired(n.Request))
            .DistinctBy(n => (n.Request.Action, n.Request.Resource, string.Join('|', n.Request.Context.SelectMany(c => c.Value)))),
    ];

    private IEnumerable<NeighbourCall> Around(AccessRequirement required)
    {
        var example = required.Examples[0];
        var request = new PolicyRequest(required.Action, example);
        foreach (var (key, values) in required.Context)
            request = request.With(key, values[0]);

        foreach (var action in _stronger.GetValueOrDefault(required.Action) ?? [])
            yield return new NeighbourCall(request with { Action = action }, $"{action} instead of {required.Action}");
        foreach (var (resource, what) in Elsewhere(example))
            yield return new NeighbourCall(request with { Resource = resource }, what);
        foreach (var call in OutsideItsService(required, example))
            yield return call;
    }

    private IEnumerable<(string Resource, string What)> Elsewhere(string arn)
    {
        // arn:partition:service:region:account:resource
        var parts = arn.Split(':', 6);
        if (parts.Length < 6)
            yield break;
        if (parts[4].Length > 0)
            yield return (With(parts, 4, "999999999999"), "another account");
        var resource = parts[5];
        switch (parts[2])
        {
            case "kafka":
                foreach (var near in NearKafka(resource))
                    yield return (With(parts, 5, near.Resource), near.What);
                break;
            case "s3":
                var slash = resource.IndexOf('/', StringComparison.Ordinal);
                var bucket = slash < 0 ? resource : resource[..slash];
                yield return (With(parts, 5, bucket + "-of-others" + resource[bucket.Length..]), "another bucket");
                if (slash >= 0)
                    yield return (With(parts, 5, $"{bucket}/some-other-prefix/{resource[(slash + 1)..]}"), "another prefix");
                break;
            case "secretsmanager":
                yield return (With(parts, 5, "secret:some-other-secret-a1B2c3"), "another secret");
                break;
            case "kms":
                yield return (With(parts, 5, "key/" + OtherId[..36]), "another key");
                break;
            case "logs":
                // A name that the spec gives says nothing of other connectors' groups.
                if (_spec.UsedLogGroupName is { } used && used != ResourceNames.LogGroupName(_spec.ConnectorName))
                {
                    yield return (
                        With(parts, 5, resource.Replace(used, used + "-of-others", StringComparison.Ordinal)), "another log group");
                    break;
                }

                foreach (var other in OtherConnectors())
                {
                    yield return (
                        With(parts, 5, resource.Replace(
                            ResourceNames.LogGroupName(_spec.ConnectorName),
                            ResourceNames.LogGroupName(other),
                            StringComparison.Ordinal)),
                        "another connector's log group");
                }

                break;
            case "ssm":
                yield return (With(parts, 5, "parameter/some/other/parameter"), "another parameter");
                break;
            case "iam":
                yield return (With(parts, 5, "role/some-other-role"), "another role");
                break;
            default:
                break;
        }
    }

    /// <summary>Of <c>kind/cluster/uuid/name</c>, or <c>cluster/name/uuid</c>.</summary>
    private IEnumerable<(string Resource, string What)> NearKafka(string resource)
    {
        var parts = resource.Split('/', 4);
        if (parts.Length < 3)
            yield break;
        var rest = parts.Length == 4 ? "/" + parts[3] : "";
        yield return ($"{parts[0]}/{parts[1]}/{OtherId}{rest}", "another cluster of the same name");
        yield return ($"{parts[0]}/{parts[1]}-of-others/{parts[2]}{rest}", "another cluster");
        if (parts.Length < 4)
            yield break;
        var there = $"{parts[0]}/{parts[1]}/{parts[2]}/";
        if (KafkaAccess.IsInternalName(parts[3]))
        {
            foreach (var other in OtherConnectors())
            {
                // With what stands around it: a short name also occurs within other words.
                yield return (
                    there + parts[3].Replace($"_{_spec.ConnectorName}_", $"_{other}_", StringComparison.Ordinal),
                    "another connector's own topics and groups");
            }

            yield break;
        }

        yield return (there + "of-others." + parts[3], $"another {parts[0]}");
        yield return (there + "eu_" + parts[3], $"another {parts[0]}");

        // Topics that begin like a listed one may be granted on purpose, by a prefix; that is told as excess.
        if (parts[0] != "topic")
            yield return (there + parts[3] + "_v2", $"another {parts[0]}");
    }

    /// <summary>
    /// Names of other connectors: any, and such as begin or end with this one's. MSK Connect's own names join a connector's
    /// name with underscores, so that a pattern which leaves room before or after it reaches those.
    /// </summary>
    private IEnumerable<string> OtherConnectors() =>
        [OtherConnector, "eu_" + _spec.ConnectorName, _spec.ConnectorName + "_v2", $"eu_{_spec.ConnectorName}_v2"];

    private static bool IsOwn(string arn) =>
        arn.Split('/', 4) is [_, _, _, var name] && KafkaAccess.IsInternalName(name);

    /// <summary>A key is for one service's use of it: not for direct calls, nor for another service's.</summary>
    private static IEnumerable<NeighbourCall> OutsideItsService(AccessRequirement required, string resource)
    {
        const string via = "kms:ViaService";
        if (!required.Context.TryGetValue(via, out var hosts))
            yield break;
        var call = new PolicyRequest(required.Action, resource);
        yield return new NeighbourCall(call, "the key by a direct call");
        var host = hosts[0];
        yield return new NeighbourCall(
            call.With(via, "ec2" + host[host.IndexOf('.', StringComparison.Ordinal)..]), "the key through another service");
    }

    /// <summary>Whether the connector needs the call after all, for another need perhaps.</summary>
    private bool IsRequired(PolicyRequest request)
    {
        if (!_byResource.TryGetValue(request.Action, out var requirements))
            _byResource.Add(request.Action, requirements = new(_byAction[request.Action]));
        return requirements.Near(request.Resource)
            .Any(r => Wildcard.Matches(r.Resource, request.Resource) && Carries(r, request));
    }

    private static bool Carries(AccessRequirement required, PolicyRequest request) => required.Conditions is { } own
        ? own.All(c => ConditionOperators.Holds(c, request))
        : required.Context.All(c => request.Context.TryGetValue(c.Key, out var sent) && sent.All(value => c.Value.Contains(value)));

    private static string With(string[] parts, int index, string value)
    {
        var changed = parts.ToArray();
        changed[index] = value;
        return string.Join(':', changed);
    }
}
