using Amazon.Runtime;

namespace Kraken.MskConnect.Aws;

/// <summary>
/// Tells AWS's answer that there is nothing from an answer that says nothing, such as a proxy's empty 200: of the second
/// nothing may be concluded, least of all that a connector is gone.
/// </summary>
/// <remarks>
/// MSK Connect, Amazon MSK and CloudWatch Logs write an empty list as <c>[]</c>. EC2 and IAM write an empty element, of which
/// the official clients make no list; so there the request id tells, which both write into every answer. Tags may be left out
/// by a service where there are none; then AWS's request id, a header or an element of every answer, must be there. Source:
/// the Smithy specifications of the AWS protocols; EC2 API reference, the responses' requestId; IAM API reference,
/// ResponseMetadata.
/// </remarks>
internal static class Answers
{
    /// <summary>The list of an answer.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.AnswerInvalid"/>: it has none.</exception>
    public static IEnumerable<T> List<T>(object? answer, IEnumerable<T>? list) =>
        list ?? (answer is AmazonWebServiceResponse response && WritesXml(response) && HasRequestId(response)
            ? []
            : throw Lacks(answer, "list"));

    /// <summary>The tags of an answer.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.AnswerInvalid"/>: it is none of AWS's.</exception>
    public static Dictionary<string, string> Tags(AmazonWebServiceResponse answer, Dictionary<string, string>? tags) =>
        tags ?? (HasRequestId(answer) ? [] : throw Lacks(answer, "tags"));

    /// <summary>What an answer is about.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.AnswerInvalid"/>: it does not say.</exception>
    public static T Of<T>(object? answer, T? what)
        where T : class =>
        what ?? throw Lacks(answer, typeof(T) == typeof(string) ? "name" : typeof(T).Name);

    private static bool WritesXml(AmazonWebServiceResponse answer) =>
        answer.GetType().Namespace is "Amazon.EC2.Model" or "Amazon.IdentityManagement.Model";

    private static bool HasRequestId(AmazonWebServiceResponse answer) =>
        !string.IsNullOrEmpty(answer.ResponseMetadata?.RequestId);

    private static KrakenException Lacks(object? answer, string what)
    {
        const string Suffix = "Response";
        var type = answer?.GetType().Name ?? Suffix;
        var operation = type.EndsWith(Suffix, StringComparison.Ordinal) ? type[..^Suffix.Length] : type;
        return new KrakenException(
            KrakenErrorKind.AnswerInvalid,
            $"The answer to {operation} has no {what}, which AWS always sends, so it does not come from AWS or is incomplete. The answer "
            + "was discarded.",
            "Check the proxy and -EndpointUrl; then run again.");
    }
}
