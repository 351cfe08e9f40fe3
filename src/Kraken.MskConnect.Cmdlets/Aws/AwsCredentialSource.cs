using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Util;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Finds the credentials in the order of AWS Tools for PowerShell.</summary>
internal static class AwsCredentialSource
{
    private const string ToolsProfile = "AWS PS Default";
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyVariable = "AWS_SECRET_ACCESS_KEY";
    private const string TokenFileVariable = "AWS_WEB_IDENTITY_TOKEN_FILE";

    /// <summary>
    /// How long to wait for the metadata of a container or an instance: it answers within milliseconds where there is
    /// one, and only silence would tell that there is none.
    /// </summary>
    public static TimeSpan MachinePatience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The credentials; throws where there are none, or where those that are meant cannot be used.</summary>
    /// <param name="parameters">What the user gave.</param>
    /// <param name="stored">The session's variable, or null.</param>
    /// <param name="prompt">Asks the user.</param>
    /// <param name="region">The region of the calls that they are for: its STS is asked.</param>
    /// <param name="stop">Ends a program that is to give them.</param>
    public static AWSCredentials Find(
        IAwsParameters parameters, object? stored, ICredentialPrompt prompt, string region, CancellationToken stop = default)
    {
        var calls = new CredentialCalls(region, parameters.EndpointUrl) { Stop = stop };
        var profiles = new AwsProfiles(parameters.ProfileLocation, calls, prompt);
        var found = OfKeys(parameters)
            ?? OfProfile(parameters.ProfileName, profiles)
            ?? OfObject(parameters.Credential, "-Credential")
            ?? OfObject(stored, "$StoredAWSCredentials")
            ?? OfEnvironment(profiles, calls);
        if (found is not null)
            return found;

        // A rehearsal needs no account; a real endpoint never gets keys that nobody gave.
        if (IsRehearsal(parameters))
            return new BasicAWSCredentials("local", "local");
        return OfMachine() ?? throw new KrakenException(
            KrakenErrorKind.CredentialsInvalid,
            "No AWS credentials were found: no keys, no profile, no session variable, no environment variable and no instance role.",
            "Give -ProfileName, or -AccessKey and -SecretKey, or set AWS_PROFILE.");
    }

    /// <summary>Whether the URL's host is this machine.</summary>
    public static bool IsLoopback(string? endpointUrl) =>
        Uri.TryCreate(endpointUrl, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <summary>
    /// Whether all calls go to this machine: by -EndpointUrl, or by the environment as the AWS SDKs read it.
    /// Source: AWS SDKs and Tools Reference Guide, service-specific endpoints.
    /// </summary>
    public static bool IsRehearsal(IAwsParameters parameters) => IsLoopback(parameters.EndpointUrl
        ?? (Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") is { } ignored && bool.TryParse(ignored, out var isIgnored) && isIgnored
            ? null
            : Variable("AWS_ENDPOINT_URL")));

    /// <summary>The profile that the environment names, or null.</summary>
    public static string? ProfileOfEnvironment() => Variable("AWS_PROFILE");

    private static AWSCredentials? OfKeys(IAwsParameters parameters)
    {
        if (parameters.AccessKey is null && parameters.SecretKey is null && parameters.SessionToken is null)
            return null;
        if (string.IsNullOrEmpty(parameters.AccessKey) || string.IsNullOrEmpty(parameters.SecretKey))
        {
            throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                "Only one of -AccessKey and -SecretKey is given.",
                "Give both, with -SessionToken if the keys are temporary.");
        }

        var origin = new CredentialOrigin("The keys that were given");
        origin.RefuseUndefined("-AccessKey", parameters.AccessKey);
        origin.RefuseUndefined("-SecretKey", parameters.SecretKey);
        origin.RefuseUndefined("-SessionToken", parameters.SessionToken);
        return string.IsNullOrEmpty(parameters.SessionToken)
            ? new BasicAWSCredentials(parameters.AccessKey, parameters.SecretKey)
            : new SessionAWSCredentials(parameters.AccessKey, parameters.SecretKey, parameters.SessionToken);
    }

    private static AWSCredentials? OfProfile(string? name, AwsProfiles profiles) =>
        string.IsNullOrEmpty(name)
            ? null
            : profiles.Find(name) ?? throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"There is no profile '{name}' in {profiles.Place}.",
                "Give the name of a profile in ~/.aws/config or ~/.aws/credentials, or -ProfileLocation.");

    private static NamedCredentials? OfObject(object? source, string name)
    {
        if (source is null)
            return null;
        var origin = new CredentialOrigin(name) { Remedy = "Sign in again, or give other credentials." };
        return ForeignCredentials.From(source) is { } foreign
            ? new NamedCredentials(foreign, origin)
            : throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"{name} is a {source.GetType().Name}, which has no method GetCredentials.",
                "Give AWS credentials, for example the result of Get-AWSCredential.");
    }

    private static AWSCredentials? OfEnvironment(AwsProfiles profiles, CredentialCalls calls)
    {
        var environment = new CredentialOrigin("The environment")
        {
            Remedy = "Set the variable, or remove those that belong to it.",
        };
        foreach (var name in new[] { AccessKeyVariable, SecretKeyVariable, "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_PROFILE" })
            environment.RefuseUndefined(name, Variable(name));

        var hasSecret = (Variable(SecretKeyVariable) ?? Variable("AWS_SECRET_KEY")) is not null;
        if (Variable(AccessKeyVariable) is not null || hasSecret)
        {
            if (!hasSecret)
                throw (environment with { Key = SecretKeyVariable }).Fault($"it is missing, but {AccessKeyVariable} requires it");
            if (Variable(AccessKeyVariable) is null)
                throw (environment with { Key = AccessKeyVariable }).Fault($"it is missing, but {SecretKeyVariable} requires it");
            return new EnvironmentVariablesAWSCredentials();
        }

        if (Variable(TokenFileVariable) is { } tokenFile)
            return OfToken(tokenFile, environment, calls);

        if (ProfileOfEnvironment() is { } profile)
        {
            return profiles.Find(profile) ?? throw new KrakenException(
                KrakenErrorKind.CredentialsInvalid,
                $"AWS_PROFILE names '{profile}', but {profiles.Place} {(profiles.IsOne ? "has" : "have")} no such profile.",
                "Correct AWS_PROFILE, or give -ProfileName.");
        }

        return profiles.Find("default", mayBeWithout: true) ?? profiles.Find(ToolsProfile, mayBeWithout: true);
    }

    private static NamedCredentials OfToken(string tokenFile, CredentialOrigin environment, CredentialCalls calls)
    {
        environment.RefuseUndefined(TokenFileVariable, tokenFile);
        if (Variable("AWS_ROLE_ARN") is not { } role)
            throw (environment with { Key = "AWS_ROLE_ARN" }).Fault($"it is missing, but {TokenFileVariable} requires it");
        var origin = environment with
        {
            Key = TokenFileVariable,
            Remedy = $"Check the token file, AWS_ROLE_ARN ({role}) and the role's trust policy.",
        };
        try
        {
            return new NamedCredentials(
                new WebIdentityCredentials(tokenFile, role, Variable("AWS_ROLE_SESSION_NAME"), calls), origin, calls);
        }
        catch (ArgumentException error)
        {
            throw origin.Fault(error);
        }
    }

    /// <summary>The role of the container or instance that we run on, or null.</summary>
    private static AWSCredentials? OfMachine()
    {
        foreach (var name in new[] { "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI" })
        {
            if (Variable(name) is { } address)
                return OfContainer(name, address);
        }

        if (!EC2InstanceMetadata.IsIMDSEnabled)
            return null;

        // The machine's own address: through a proxy, the proxy's machine would answer.
        EC2InstanceMetadata.Proxy = NoProxy.Instance;
        return InTime(() => DefaultAWSCredentialsIdentityResolver.GetCredentials());
    }

    private static NamedCredentials OfContainer(string variable, string address)
    {
        var origin = new CredentialOrigin("The environment", variable)
        {
            Remedy = $"{address} must return credentials. Without the variable, other credentials are used.",
        };
        origin.RefuseUndefined(null, address);
        try
        {
            return new NamedCredentials(new ContainerCredentials(), origin, calls: null, 2 * MachinePatience);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw origin.Fault(error);
        }
    }

    /// <summary>What the instance says; null where it says nothing, or something else answers at its address.</summary>
    public static T? InTime<T>(Func<T?> ask) where T : class
    {
        var answer = Task.Factory.StartNew(
            ask, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return answer.Wait(MachinePatience) ? answer.Result : null;
        }
        catch (AggregateException)
        {
            // For example Azure's metadata at the same address, which answers 400.
            return null;
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
