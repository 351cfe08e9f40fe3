using Kraken.LocalAws.State;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.Sts;

/// <summary>
/// Security Token Service. Any long-lived access key belongs to the account's user <c>local</c>; the keys that
/// AssumeRole gives out belong to their session. Source: STS API reference.
/// </summary>
internal sealed class StsService(LocalCloud cloud) : Service(cloud, "sts")
{
    private const int DefaultSessionSeconds = 3600;
    private const string TemporaryPrefix = "ASIA";

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Session> _sessions =
        new(StringComparer.Ordinal);

    internal override IEnumerable<Store> Stores => [new Store<Session>("sessions", _sessions)];

    private sealed record Session(string RoleId, string Arn, string Name, DateTimeOffset Expires);

    /// <summary>
    /// Refuses a temporary key whose session is over by the cloud's clock. Source: the services' API references, Common
    /// Error Types, and AWSSDK.Core, which takes both codes for expired credentials.
    /// </summary>
    internal void CheckAccessKey(string accessKeyId, Dialect dialect)
    {
        if (_sessions.TryGetValue(accessKeyId, out var session) && session.Expires <= Now)
        {
            throw new AwsError(
                dialect == Dialect.For(Name) ? "ExpiredToken" : "ExpiredTokenException",
                "The security token included in the request is expired",
                dialect.MissingToken.Status);
        }
    }

    /// <summary>The ARN of whoever signs with the key.</summary>
    internal string CallerArn(string accessKeyId) =>
        _sessions.TryGetValue(accessKeyId, out var session)
            ? session.Arn
            : UserArn;

    /// <summary>The ARN of the user that has all long-lived keys.</summary>
    internal string UserArn => $"arn:{Cloud.Partition}:iam::{Cloud.AccountId}:user/local";

    /// <summary>Whether the key is that user's.</summary>
    internal bool IsUser(string accessKeyId) => !_sessions.ContainsKey(accessKeyId);

    private Structure GetCallerIdentity(Call call) => new()
    {
        ["UserId"] = _sessions.TryGetValue(call.AccessKeyId, out var session)
            ? $"{session.RoleId}:{session.Name}"
            : "AIDAKRAKENLOCALUSER00",
        ["Account"] = Cloud.AccountId,
        ["Arn"] = CallerArn(call.AccessKeyId),
    };

    private Structure AssumeRole(Call call)
    {
        var arn = call.Input.Required("RoleArn");
        var name = call.Input.Required("RoleSessionName");
        var role = Cloud.Iam.FindRole(arn);
        // Any principal of the account will do where the trust names the account; services are not callers here.
        var trusted = role?.Trust.Statements.Any(s =>
            s.Effect == MskConnect.Policies.PolicyEffect.Allow
            && s.Principals.TryGetValue("AWS", out var ids)
            && ids.Any(i =>
                i == "*" || i == Cloud.AccountId || i.Contains($"::{Cloud.AccountId}:", StringComparison.Ordinal)));
        if (role is null || trusted is not true)
        {
            throw new AwsError(
                "AccessDenied",
                $"User: {CallerArn(call.AccessKeyId)} is not authorized to perform: sts:AssumeRole on resource: {arn}",
                403);
        }

        var key = TemporaryPrefix + Cloud.Ids.Iam("")[..16];
        var session = new Session(
            role.Id,
            $"arn:{Cloud.Partition}:sts::{Cloud.AccountId}:assumed-role/{role.Name}/{name}",
            name,
            call.Now.AddSeconds(call.Input.Number("DurationSeconds") ?? DefaultSessionSeconds));
        _sessions[key] = session;
        return new Structure
        {
            ["Credentials"] = new Structure
            {
                ["AccessKeyId"] = key,
                ["SecretAccessKey"] = Cloud.Ids.Hex(40),
                ["SessionToken"] = Cloud.Ids.Hex(64),
                ["Expiration"] = session.Expires,
            },
            ["AssumedRoleUser"] = new Structure { ["AssumedRoleId"] = $"{role.Id}:{name}", ["Arn"] = session.Arn },
        };
    }
}
