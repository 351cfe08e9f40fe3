namespace Kraken.MskConnect.Aws.Http;

/// <summary>What answered a call is no AWS service, or gave no answer that can be used.</summary>
/// <param name="message">What answered, and where; never what it said, which may be anything.</param>
internal sealed class UnusableAnswerException(string message) : Exception(message)
{
    /// <summary>What the person who asked can do.</summary>
    public string Remedy { get; init; } =
        "Check -EndpointUrl and anything in between: a proxy, a gateway or a sign-in page. HTTPS_PROXY and NO_PROXY control "
        + "which hosts are reached through a proxy.";

    /// <summary>
    /// The same as an error that the SDK tries again after: another attempt may have more luck.
    /// </summary>
    public IOException ForAnotherAttempt() => new(Message, this);
}
