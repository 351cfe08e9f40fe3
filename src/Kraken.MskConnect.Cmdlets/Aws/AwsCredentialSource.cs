using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Util;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Finds the credentials in the order of AWS Tools for PowerShell.</summary>
internal static class AwsCredentialSource
{
    private const string ToolsProfile = "AWS PS Default";

    /// <summary>The credentials; throws where there are none.</summary>
    public static AWSCredentials Find(IAwsParameters parameters, object? stored, ICredentialPrompt prompt)
    {
        var found = OfKeys(parameters)
            ?? OfProfile(parameters, prompt)
            ?? OfObject(parameters.Credential, "-Credential")
            ?? OfObject(stored, "$StoredAWSCredentials")
            ?? OfEnvironment(parameters, prompt);
        if (found is not null)
            return found;

        // A rehearsal needs no account; a real endpoint never gets keys that nobody gave.
        if (IsLoopback(parameters.EndpointUrl))
            return new BasicAWSCredentials("local", "local");
        return OfMachine() ?? throw new KrakenException(
            KrakenErrorKind.CredentialsInvalid,
            "No AWS credentials were found: no keys, profile, session variable, environment variable or instance role.",
            "Give -ProfileName, or -AccessKey and -SecretKey, or set AWS_PROFILE.");
    }

    /// <summary>Whether the URL's host is this machine.</summary>
    public static bool IsLoopback(string? endpointUrl) =>
        Uri.TryCreate(endpointUrl, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>The profile that the environment names, or null.</summary>
    public static string? ProfileOfEnvironment() =>
        Environment.GetEnvironmentVariable("AWS_PROFILE") is { Length: > 0 } name ? name : null;

    private static AWSCredentials? OfKeys(IAwsParameters parameters)
    {
        if (parameters.AccessKey is null && parameters.SecretKey is null && parameters.SessionToken is null)
            return null;
        if (string.IsNullOrEmpty(parameters.AccessKey) || string.IsNullOrEmpty(parameters.SecretKey))
        {
            throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                "Of -AccessKey and -SecretKey only one is given.",
                "Give both, with -SessionToken where the keys are temporary.");
        }

        return string.IsNullOrEmpty(parameters.SessionToken)
            ? new BasicAWSCredentials(parameters.AccessKey, parameters.SecretKey)
            : new SessionAWSCredentials(parameters.AccessKey, parameters.SecretKey, parameters.SessionToken);
    }

    private static AWSCredentials? OfProfile(IAwsParameters parameters, ICredentialPrompt prompt) =>
        string.IsNullOrEmpty(parameters.ProfileName)
            ? null
            : Profile(parameters.ProfileName, parameters.ProfileLocation, prompt) ?? throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"There is no profile '{parameters.ProfileName}' in the shared AWS files.",
                "Give the name of a profile in ~/.aws/config or ~/.aws/credentials, or -ProfileLocation.");

    private static ForeignCredentials? OfObject(object? source, string name) =>
        source is null ? null : ForeignCredentials.From(source) ?? throw new KrakenException(
            KrakenErrorKind.CredentialsInvalid,
            $"{name} is a {source.GetType().Name}, which has no method GetCredentials.",
            "Give AWS credentials, for example the result of Get-AWSCredential.");

    private static AWSCredentials? OfEnvironment(IAwsParameters parameters, ICredentialPrompt prompt)
    {
        if (Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 })
            return new EnvironmentVariablesAWSCredentials();
        if (Environment.GetEnvironmentVariable("AWS_WEB_IDENTITY_TOKEN_FILE") is { Length: > 0 })
            return AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables();
        if (ProfileOfEnvironment() is { } name)
        {
            return Profile(name, parameters.ProfileLocation, prompt) ?? throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"AWS_PROFILE names '{name}', and the shared AWS files have no such profile.",
                "Correct AWS_PROFILE, or give -ProfileName.");
        }

        return Profile("default", parameters.ProfileLocation, prompt)
            ?? Profile(ToolsProfile, parameters.ProfileLocation, prompt);
    }

    private static AWSCredentials? Profile(string name, string? location, ICredentialPrompt prompt)
    {
        var chain = new CredentialProfileStoreChain(location);
        if (!chain.TryGetProfile(name, out var profile) || !profile.CanCreateAWSCredentials)
            return null;
        var credentials = profile.GetAWSCredentials(chain);
        switch (credentials)
        {
            case AssumeRoleAWSCredentials { Options.MfaSerialNumber.Length: > 0 } role:
                role.Options.MfaTokenCodeCallback = () => prompt.MfaCode(role.Options.MfaSerialNumber);
                break;
            case SSOAWSCredentials sso:
                sso.Options.ClientName = "Kraken.MskConnect";
                sso.Options.SupportsGettingNewToken = true;
                sso.Options.SsoVerificationCallback = sign =>
                    prompt.SignIn(sign.VerificationUriComplete ?? sign.VerificationUri, sign.UserCode);
                break;
        }

        return AssumedRoleCredentials.Mend(credentials);
    }

    /// <summary>The role of the container or instance that we run on, or null.</summary>
    private static AWSCredentials? OfMachine()
    {
        var hasContainerRole =
            Environment.GetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is { Length: > 0 };
        if (!hasContainerRole && !EC2InstanceMetadata.IsIMDSEnabled)
            return null;
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (Exception error) when (error is AmazonClientException or WebException or HttpRequestException)
        {
            return null;
        }
    }
}
