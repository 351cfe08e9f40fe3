using System.Net.Sockets;
using Amazon.Runtime;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Where credentials come from, as it is reported if they cannot be used.</summary>
/// <param name="Source">What contains them, for example <c>Profile 'dev'</c>.</param>
/// <param name="Key">The key in it, for example <c>credential_process</c>; null if the source is sufficient.</param>
internal sealed record CredentialOrigin(string Source, string? Key = null)
{
    private const int LongestReason = 600;

    private const string UndefinedVariable = "$(";

    /// <summary>What to do if they cannot be used.</summary>
    public string Remedy { get; init; } = "Correct it, or give other credentials, for example with -ProfileName.";

    /// <summary>The error for credentials that cannot be used.</summary>
    /// <param name="why">The reason, in a sentence without its full stop.</param>
    public KrakenException Fault(string why) => new(
        KrakenErrorKind.CredentialsInvalid,
        $"{Source}{(Key is null ? "" : $", at {Key},")} cannot be used: {Shorten(Redaction.Scrub(why).TrimEnd('.', '-', ' ', '\r', '\n'))}.",
        Remedy);

    /// <summary>The same, for an exception. An exception that already names the origin is returned unchanged.</summary>
    /// <remarks>
    /// The original exception is not included: the SDK retries a call whose error contains a network error, and so
    /// would ask the user, or run the program, again.
    /// </remarks>
    public KrakenException Fault(Exception error)
    {
        var chain = Chain(error).ToList();
        return chain.OfType<KrakenException>().LastOrDefault() ?? Fault(Why(chain));
    }

    /// <summary>Rejects a value that is an undefined pipeline variable.</summary>
    /// <param name="name">What has the value, for example <c>AWS_SESSION_TOKEN</c>.</param>
    /// <param name="value">The value.</param>
    /// <remarks>Azure Pipelines leaves <c>$(NAME)</c> unchanged if no variable has that name.</remarks>
    public void RefuseUndefined(string? name, string? value)
    {
        if (value is null || !value.StartsWith(UndefinedVariable, StringComparison.Ordinal))
            return;
        throw (this with
        {
            Key = name ?? Key,
            Remedy = "Define the pipeline's variable, or leave this one out of the step's env.",
        }).Fault("the value begins with '$(', so it is a pipeline variable that is not defined");
    }

    /// <summary>Rejects keys that are not valid keys.</summary>
    public ImmutableCredentials Check(ImmutableCredentials? keys)
    {
        if (keys is null || string.IsNullOrEmpty(keys.AccessKey) || string.IsNullOrEmpty(keys.SecretKey))
            throw Fault("no keys were returned");
        RefuseUndefined(null, keys.AccessKey);
        RefuseUndefined(null, keys.SecretKey);
        RefuseUndefined(null, keys.Token);
        return keys;
    }

    private static string Why(List<Exception> chain)
    {
        // Those words name the host and the port as well.
        if (chain.OfType<HttpRequestException>().FirstOrDefault(e => e.InnerException is SocketException) is { } unreachable)
            return unreachable.Message;
        return chain.OfType<AmazonServiceException>().LastOrDefault(e => !string.IsNullOrEmpty(e.ErrorCode)) is { } refused
            ? $"{refused.Message.Trim().TrimEnd('.')} [{refused.ErrorCode}]"
            : chain[^1].Message;
    }

    private static string Shorten(string text) => text.Length <= LongestReason ? text : text[..LongestReason] + " …";

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            yield return error;
    }
}
