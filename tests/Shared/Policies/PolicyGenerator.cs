using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Policies;
using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.Tests.Shared.Policies;

/// <summary>A call, the policies that it is asked of, and the boundary, if any.</summary>
public sealed record PolicyCase(PolicyRequest Request, IReadOnlyList<PolicyDocument> Policies, PolicyDocument? Boundary);

/// <summary>
/// Makes policies and calls that meet often enough for both answers to occur: all come from small pools. The context
/// keys are global ones, since the other engine leaves out what an action does not have.
/// </summary>
public sealed class PolicyGenerator(Random random)
{
    private const string Bucket = "arn:aws:s3:::";

    private static readonly string[] _actions =
        ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:PutObjectTagging"];

    private static readonly string[] _actionPatterns =
        [.. _actions, "s3:*", "s3:Get*", "S3:putobject", "s3:*Object", "s3:?utObject", "*", "kms:*", "s3:PutObject*"];

    private static readonly string[] _resources =
        [Bucket + "b/k", Bucket + "b/topics/a/x.json", Bucket + "other/k", Bucket + "b/Topics/a", Bucket + "b/a-b"];

    private static readonly string[] _resourcePatterns =
    [
        .. _resources, "*", Bucket + "*", Bucket + "b/*", Bucket + "b/topics/*", Bucket + "?/k", Bucket + "b/*/x.json",
        "arn:aws:s3:*:*:b/k", Bucket + "${aws:username}/k", Bucket + "b/${aws:PrincipalTag/team}*",
        Bucket + "b/${aws:PrincipalTag/none, 'k'}", "arn:*:s3:::b/*",
    ];

    /// <summary>Keys with values that calls have, and values that conditions have.</summary>
    private static readonly (string Key, string[] Values, string[] Wanted, string[] Operators)[] _keys =
    [
        ("aws:username", ["b", "alice", "Alice", "*"], ["b", "alice", "ALICE", "al*", "?"],
            ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"]),
        ("aws:PrincipalTag/team", ["k", "topics", "t", "a-b", ""], ["k", "topics", "t*"], ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"]),
        ("aws:SourceArn", ["arn:aws:kafkaconnect:us-east-1:123456789012:connector/a/1", "arn:aws:sns:us-east-1:1:t"],
            ["arn:aws:kafkaconnect:us-east-1:123456789012:connector/a/*", "arn:aws:*:*:*:*", "arn:aws:sns:us-east-1:1:t"],
            ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"]),
        ("aws:SecureTransport", ["true", "false"], ["true", "false"], ["Bool"]),
        ("aws:MultiFactorAuthAge", ["5", "300", "3600"], ["300", "5.0", "4000"],
            ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"]),
        ("aws:CurrentTime", ["2026-01-01T00:00:00Z", "2026-06-01T12:00:00Z"], ["2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"],
            ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"]),
        ("aws:SourceIp", ["10.1.2.3", "192.0.2.1", "2001:db8::1"], ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"], ["IpAddress", "NotIpAddress"]),
        ("aws:TagKeys", ["a", "b", "c"], ["a", "b", "?"],
            ["ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringLike", "ForAnyValue:StringLike", "ForAnyValue:StringNotEquals", "ForAllValues:StringNotEquals"]),
    ];

    /// <summary>The next case.</summary>
    public PolicyCase Next()
    {
        var request = new PolicyRequest(Pick(_actions), Pick(_resources));
        foreach (var (key, values, _, _) in _keys)
        {
            if (random.Next(3) == 0)
                continue;
            request = key == "aws:TagKeys"
                ? request.With(key, [.. values.Where(_ => random.Next(2) == 0).DefaultIfEmpty("z")])
                : request.With(key, Pick(values));
        }

        return new PolicyCase(
            request,
            [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Document())],
            random.Next(4) == 0 ? Document() : null);
    }

    /// <summary>Why the two cannot be compared on the case, or null. Each reason is counted by the test.</summary>
    public static string? WhyNotJudged(PolicyCase one)
    {
        var conditions = one.Policies.Append(one.Boundary).OfType<PolicyDocument>()
            .SelectMany(p => p.Statements).SelectMany(s => s.Conditions).ToList();
        if (!one.Request.Context.ContainsKey("aws:TagKeys") && conditions.Exists(c =>
            c.Operator.StartsWith("ForAnyValue:", StringComparison.Ordinal) && c.Operator.EndsWith("IfExists", StringComparison.Ordinal)))
        {
            // IAM user guide: IfExists is true without the key, ForAnyValue false; which of them wins, it does not say.
            return "ForAnyValue with IfExists on a key that the call lacks: ours takes IfExists, theirs ForAnyValue";
        }

        if (one.Request.Context.TryGetValue("aws:SourceIp", out var address) && address[0].Contains(':', StringComparison.Ordinal)
            && conditions.Exists(c => c.Operator.StartsWith("NotIpAddress", StringComparison.Ordinal)))
        {
            // S3 user guide, Using IPv6 addresses in IAM policies: IPv6 clients lose access where a Deny names IPv4 alone.
            return "NotIpAddress of an IPv4 block for an IPv6 address: ours says outside, theirs no match";
        }

        if (one.Policies.Append(one.Boundary).OfType<PolicyDocument>().Any(p => p.LanguageVersion != PolicyDocument.Version
            && p.ToJson().Contains("${", StringComparison.Ordinal)))
        {
            // IAM user guide, Version: in 2008-10-17 variables are treated as literal strings.
            return "${...} in a policy of version 2008-10-17: text for ours, a variable for theirs";
        }

        // Of an empty value as a variable no page says what it does: ours puts it in, theirs takes the key as absent.
        return one.Request.Context.TryGetValue("aws:PrincipalTag/team", out var team) && team[0].Length == 0
            ? "an empty value of a key that policies have as a variable"
            : null;
    }

    private PolicyDocument Document() =>
        new([.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Statement(i))])
        {
            LanguageVersion = random.Next(16) == 0 ? "2008-10-17" : PolicyDocument.Version,
        };

    private PolicyStatement Statement(int number)
    {
        var statement = new PolicyStatement
        {
            Sid = $"S{number}",
            Effect = random.Next(4) == 0 ? PolicyEffect.Deny : PolicyEffect.Allow,
            Conditions = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Condition()).DistinctBy(c => (c.Operator, c.Key))],
        };
        var (actions, resources) = (Some(_actionPatterns), Some(_resourcePatterns));
        statement = random.Next(6) == 0 ? statement with { NotActions = actions } : statement with { Actions = actions };
        return random.Next(6) == 0 ? statement with { NotResources = resources } : statement with { Resources = resources };
    }

    private PolicyCondition Condition()
    {
        var (key, _, wanted, operators) = _keys[random.Next(_keys.Length)];
        if (random.Next(8) == 0)
            return new PolicyCondition("Null", key, [Pick("true", "false")]);
        var name = Pick(operators);
        if (random.Next(4) == 0)
            name += "IfExists";
        return new PolicyCondition(name, key, name.StartsWith("Bool", StringComparison.Ordinal) ? [Pick(wanted)] : Some(wanted));
    }

    private string[] Some(string[] pool) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(pool)).Distinct()];

    private string Pick(params string[] pool) => pool[random.Next(pool.Length)];
}
