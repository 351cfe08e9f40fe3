using System.Collections;
using Amazon.Runtime;
using Kraken.MskConnect.Aws;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Completes with what AWS has, where it answers quickly; else with nothing.</summary>
public abstract class AwsCompleter : Completer
{
    /// <summary>
    /// Longer than this nobody waits for a tab. PowerShell gives a completer no sign of Ctrl+C, so it is as long as a stop
    /// may take. What was slow because it was the first call is quick at the next tab.
    /// </summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

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

        // Outside the task: session variables belong to this thread's runspace.
        var arguments = new CompletionArguments(parameters);
        using var patience = new CancellationTokenSource(_patience);
        using var session = new AwsSession(
            arguments, SessionVariable.Read, NoPrompt.Instance, observer: null, patience.Token);
        try
        {
            var values = Task.Run(
                async () => await FindAsync(session.Clients(session.DefaultRegion()), patience.Token), CancellationToken.None);
            return values.Wait(_patience) ? values.Result : [];
        }
        catch (AggregateException)
        {
            // A completer has nowhere to report to.
            return [];
        }
    }

    /// <summary>Asks AWS.</summary>
    private protected abstract Task<IReadOnlyList<string>> FindAsync(
        ServiceClients clients, CancellationToken cancellationToken);

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
        public string? EndpointUrl { get; set; } = parameters[nameof(EndpointUrl)] as string;
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
