using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Makes credentials of the profiles in the shared AWS files, and tells which key of which profile is at fault.</summary>
/// <param name="location">The credentials file; null for the usual ones.</param>
/// <param name="calls">Where STS and IAM Identity Center are asked.</param>
/// <param name="prompt">Asks for MFA codes and sign-ins.</param>
internal sealed class AwsProfiles(string? location, CredentialCalls calls, ICredentialPrompt prompt)
{
    private readonly CredentialProfileStoreChain _files = new(location);

    /// <summary>Where the profiles are, as an error says it.</summary>
    public string Place => string.IsNullOrEmpty(location) ? "the shared AWS files" : $"'{location}'";

    /// <summary>Whether that is one file.</summary>
    public bool IsOne => !string.IsNullOrEmpty(location);

    /// <summary>The credentials of a profile; null where there is no such profile.</summary>
    /// <param name="name">The profile's name.</param>
    /// <param name="mayBeWithout">
    /// Whether a profile without any credentials, for example with only a region, counts as none.
    /// </param>
    public AWSCredentials? Find(string name, bool mayBeWithout = false)
    {
        if (Read(name) is not { } profile || (mayBeWithout && Keys(profile).Count == 0))
            return null;
        Check(profile, []);
        CredentialCalls.Current = calls;
        try
        {
            return Dress(profile.GetAWSCredentials(_files), profile);
        }
        catch (Exception error) when (error is not (KrakenException or OutOfMemoryException))
        {
            throw Origin(profile).Fault(error);
        }
    }

    private CredentialProfile? Read(string name)
    {
        try
        {
            return _files.TryGetProfile(name, out var profile) ? profile : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new CredentialOrigin($"Profile '{name}'")
            {
                Remedy = $"Correct {Place}, or give other credentials.",
            }.Fault($"{Place} cannot be read: {error.Message}");
        }
    }

    /// <summary>
    /// Looks for errors that the SDK would find only at use, or would report without the profile's name.
    /// </summary>
    private void Check(CredentialProfile profile, List<string> way)
    {
        var keys = Keys(profile);
        foreach (var (key, value) in keys)
            Of(profile, key).RefuseUndefined(null, value);
        way.Add(profile.Name);

        if (keys.TryGetValue("source_profile", out var source) && keys.ContainsKey("role_arn"))
        {
            if (way.Contains(source))
                throw Of(profile, "source_profile").Fault($"the profiles refer to each other in a circle: {string.Join(" -> ", way)} -> {source}");
            if (Read(source) is not { } next)
                throw Of(profile, "source_profile").Fault($"{Place} {(IsOne ? "has" : "have")} no profile '{source}'");
            Check(next, way);
        }

        if (!profile.CanCreateAWSCredentials)
            throw Incomplete(profile, keys);
    }

    private static KrakenException Incomplete(CredentialProfile profile, Dictionary<string, string> keys)
    {
        if (keys.Count == 0)
        {
            return Of(profile, null).Fault(
                "it contains no credentials: neither aws_access_key_id, role_arn, credential_process nor sso_session");
        }

        string[][] pairs =
        [
            ["aws_access_key_id", "aws_secret_access_key"],
            ["aws_session_token", "aws_access_key_id"],
            ["web_identity_token_file", "role_arn"],
            ["source_profile", "role_arn"],
            ["credential_source", "role_arn"],
            ["mfa_serial", "role_arn"],
            ["sso_account_id", "sso_role_name"],
        ];
        foreach (var pair in pairs)
        {
            foreach (var (given, missing) in new[] { (pair[0], pair[1]), (pair[1], pair[0]) })
            {
                if (keys.ContainsKey(given) && !keys.ContainsKey(missing) && given != "role_arn" && !IsOptional(missing))
                    return Of(profile, missing).Fault($"it is missing, but {given} requires it");
            }
        }

        return keys.ContainsKey("role_arn")
            ? Of(profile, "role_arn").Fault("it requires exactly one of source_profile, credential_source and web_identity_token_file")
            : Of(profile, string.Join(", ", keys.Keys.Order(StringComparer.Ordinal))).Fault(
                "these keys together do not give credentials");
    }

    private static bool IsOptional(string key) => key is "aws_session_token";

    /// <summary>Replaces the SDK's credentials with the module's own if they call AWS or ask the user.</summary>
    private AWSCredentials Dress(AWSCredentials credentials, CredentialProfile profile)
    {
        switch (credentials)
        {
            case BasicAWSCredentials or SessionAWSCredentials:
                return credentials;
            case ProcessAWSCredentials:
                credentials = new ProcessCredentials(profile.Options.CredentialProcess, calls.Stop);
                break;
            case AssumeRoleAWSCredentials role:
                if (role.Options.MfaSerialNumber is { Length: > 0 } device)
                    role.Options.MfaTokenCodeCallback = () => MfaCode(profile, device);
                var source = profile.Options.SourceProfile is { Length: > 0 } name && Read(name) is { } next
                    ? Dress(role.SourceCredentials, next)
                    : new NamedCredentials(
                        role.SourceCredentials is GenericContainerCredentials
                            ? new ContainerCredentials()
                            : role.SourceCredentials,
                        Of(profile, "credential_source"),
                        calls,
                        AwsCredentialSource.MachinePatience);
                credentials = new AssumedRoleCredentials(role, source, calls);
                break;
            case AssumeRoleWithWebIdentityCredentials web:
                credentials = new WebIdentityCredentials(
                    web.WebIdentityTokenFile, web.RoleArn, web.RoleSessionName, calls);
                break;
            case SSOAWSCredentials sso:
                sso.Options.ClientName = "Kraken.MskConnect";
                sso.Options.SupportsGettingNewToken = true;
                sso.Options.SsoVerificationCallback = sign =>
                    prompt.SignIn(sign.VerificationUriComplete ?? sign.VerificationUri, sign.UserCode);
                break;
        }

        return new NamedCredentials(credentials, Origin(profile), calls);
    }

    private string MfaCode(CredentialProfile profile, string device)
    {
        string? code;
        try
        {
            code = prompt.MfaCode(device);
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            throw NoCode($"nobody can be asked here for the code of {device}: {error.Message}");
        }

        return string.IsNullOrWhiteSpace(code) ? throw NoCode($"no code for {device} was given") : code.Trim();

        KrakenException NoCode(string why) => (Of(profile, "mfa_serial") with
        {
            Remedy = "Run in an interactive console, or give the keys of a session with MFA, for example from "
                + "aws sts get-session-token.",
        }).Fault(why);
    }

    private CredentialOrigin Origin(CredentialProfile profile)
    {
        var keys = Keys(profile);
        string[] telling =
        [
            "credential_process", "web_identity_token_file", "role_arn", "sso_session", "sso_start_url", "login_session",
            "endpoint_name", "aws_access_key_id",
        ];
        var origin = Of(profile, telling.FirstOrDefault(keys.ContainsKey));
        return origin with
        {
            Remedy = origin.Key switch
            {
                "credential_process" =>
                    "Run the program by itself: it must succeed and write JSON with Version 1, AccessKeyId and "
                    + "SecretAccessKey.",
                "role_arn" or "web_identity_token_file" or "sso_session" or "sso_start_url"
                    when AwsCredentialSource.IsLoopback(calls.EndpointUrl) =>
                    "Every call is sent to -EndpointUrl, including those for credentials. For a rehearsal give -AccessKey local "
                    + "-SecretKey local.",
                "sso_session" or "sso_start_url" => $"Sign in: aws sso login --profile {profile.Name}; then run again.",
                "role_arn" or "web_identity_token_file" =>
                    "Check the profile, the role's trust policy and the clock, or give another profile with "
                    + "-ProfileName.",
                _ => origin.Remedy,
            },
        };
    }

    private static CredentialOrigin Of(CredentialProfile profile, string? key) =>
        new($"Profile '{profile.Name}'", key)
        {
            Remedy = "Correct the profile in ~/.aws/config or ~/.aws/credentials (or the file of -ProfileLocation), or give "
                + "another one with -ProfileName.",
        };

    /// <summary>The profile's keys that concern credentials, by their names in the file.</summary>
    private static Dictionary<string, string> Keys(CredentialProfile profile)
    {
        var o = profile.Options;
        return new (string Key, string? Value)[]
        {
            ("aws_access_key_id", o.AccessKey),
            ("aws_secret_access_key", o.SecretKey),
            ("aws_session_token", o.Token),
            ("role_arn", o.RoleArn),
            ("source_profile", o.SourceProfile),
            ("credential_source", o.CredentialSource),
            ("mfa_serial", o.MfaSerial),
            ("credential_process", o.CredentialProcess),
            ("web_identity_token_file", o.WebIdentityTokenFile),
            ("sso_account_id", o.SsoAccountId),
            ("sso_role_name", o.SsoRoleName),
            ("sso_session", o.SsoSession),
            ("sso_start_url", o.SsoStartUrl),
            ("login_session", o.LoginSession),
            ("endpoint_name", o.EndpointName),
        }.Where(k => !string.IsNullOrEmpty(k.Value)).ToDictionary(k => k.Key, k => k.Value!, StringComparer.Ordinal);
    }
}
