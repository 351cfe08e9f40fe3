using System.Collections;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes with what AWS has, where it answers quickly; else with nothing.</summary>
public abstract class AwsCompleter : Completer
{
    /// <summary>
    /// Longer than this nobody waits for a tab. PowerShell gives a completer no sign of Ctrl+C, so it is as long as a stop
    /// may take.
    /// </summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a lookup goes on behind the user's back: what was only slow the first time is then asked again.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(10);

    private static readonly string[] _deciding =
    [
        nameof(IAwsParameters.EndpointUrl), nameof(IAwsParameters.Region), nameof(IAwsParameters.ProfileName),
        nameof(IAwsParameters.ProfileLocation), nameof(IAwsParameters.Credential), nameof(IAwsParameters.AccessKey),
        nameof(IAwsParameters.SecretKey),
    ];

    private protected sealed override IEnumerable<string> Values(string parameterName, IDictionary parameters)
    {
        // Something that cannot be told from here, or nothing: another AWS than the one that is meant must not be asked.
        if (_deciding.Any(name => parameters.Contains(name) && GivenParameters.IsEmpty(parameters[name])))
            return [];

        var arguments = new CompletionArguments(parameters);
        if (UnreachableAws.Remembers(arguments))
            return [];
        var lookup = new Lookup(this, arguments);
        if (lookup.IsDoneWithin(_patience))
            return lookup.Names;
        UnreachableAws.Remember(arguments);
        return [];
    }

    /// <summary>Asks AWS.</summary>
    private protected abstract Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken);

    /// <summary>One question to AWS.</summary>
    private sealed class Lookup
    {
        private readonly Task<IReadOnlyList<string>> _names;

        public Lookup(AwsCompleter completer, CompletionArguments arguments)
        {
            // Outside the task: session variables belong to this thread's runspace.
            var stop = new CancellationTokenSource(_longest);
            var session = new AwsSession(arguments, SessionVariable.Read, NoPrompt.Instance, observer: null, stop.Token);
            _names = Task.Run(
                async () => await completer.FindAsync(session.Clients(session.DefaultRegion()), stop.Token), CancellationToken.None);
            _ = _names.ContinueWith(
                names =>
                {
                    // Seen, since nobody is to hear of it.
                    if (names.Exception is null && names.IsCompletedSuccessfully)
                        UnreachableAws.Forget(arguments);
                    session.Dispose();
                    stop.Dispose();
                },
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        /// <summary>What AWS has; nothing where it refused, since a completer has nowhere to report to.</summary>
        public IReadOnlyList<string> Names => _names.IsCompletedSuccessfully ? _names.Result : [];

        /// <summary>Whether AWS has answered, or refused, in time.</summary>
        public bool IsDoneWithin(TimeSpan patience) => Task.WhenAny(_names, Task.Delay(patience)).GetAwaiter().GetResult() == _names;
    }

    /// <summary>The AWS parameters on the command line so far.</summary>
    private sealed class CompletionArguments(IDictionary parameters) : IAwsParameters
    {
        public string? AccessKey { get; set; } = parameters[nameof(AccessKey)] as string;
        public string? SecretKey { get; set; } = parameters[nameof(SecretKey)] as string;
        public string? SessionToken { get; set; } = parameters[nameof(SessionToken)] as string;
        public string? ProfileName { get; set; } = parameters[nameof(ProfileName)] as string;
        public string? ProfileLocation { get; set; } = parameters[nameof(ProfileLocation)] as string;
        public object? Credential { get; set; } = parameters[nameof(Credential)];
        public string? Region { get; set; } = parameters[nameof(Region)] as string;
        public string? EndpointUrl { get; set; } =
            parameters[nameof(EndpointUrl)] as string ?? SessionEndpoint.Current?.EndpointUrl;
    }

    /// <summary>Completion never asks.</summary>
    private sealed class NoPrompt : ICredentialPrompt
    {
        public static readonly NoPrompt Instance = new();

        public string MfaCode(string serialNumber) =>
            throw new AmazonClientException("Completion does not ask for an MFA code.");

        public void SignIn(string url, string code) =>
            throw new AmazonClientException("Completion does not ask for a sign-in.");
    }
}
