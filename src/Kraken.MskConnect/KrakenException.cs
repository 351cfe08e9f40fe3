using Kraken.MskConnect.Text;

namespace Kraken.MskConnect;

/// <summary>What kind of failure an error is; a cmdlet maps it to PowerShell's category.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum KrakenErrorKind : long
{
    /// <summary>The input violates a rule; nothing was sent to AWS.</summary>
    SpecInvalid,

    /// <summary>A file cannot be read as a spec.</summary>
    SpecUnreadable,

    /// <summary>A file cannot be written, or exists and must not be overwritten.</summary>
    FileNotWritten,

    /// <summary>The generated policy is larger than IAM accepts.</summary>
    PolicyTooLarge,

    /// <summary>A text cannot be read as an IAM policy, or uses what is not supported.</summary>
    PolicyInvalid,

    /// <summary>
    /// A file cannot be read as a saved plan: it is not a saved plan, is damaged, or was written by a newer module.
    /// </summary>
    PlanInvalid,

    /// <summary>A saved plan is for other connectors, regions, accounts or options than it is applied to.</summary>
    PlanMismatch,

    /// <summary>A saved plan is out of date: AWS or the spec has changed since.</summary>
    PlanStale,

    /// <summary>The connector exists and differs from the spec.</summary>
    ConnectorDiffers,

    /// <summary>A resource of that name exists and does not have the module's ownership tags.</summary>
    NotOwned,

    /// <summary>The resource does not exist.</summary>
    NotFound,

    /// <summary>AWS denied a call because a permission is missing.</summary>
    AccessDenied,

    /// <summary>AWS rejected the credentials, or none were found.</summary>
    CredentialsInvalid,

    /// <summary>The credentials belong to another account than the spec names.</summary>
    AccountMismatch,

    /// <summary>AWS kept throttling the calls.</summary>
    Throttled,

    /// <summary>The endpoint could not be reached.</summary>
    EndpointUnreachable,

    /// <summary>
    /// An answer lacks what AWS always sends, for example an empty answer from a proxy; it is discarded.
    /// </summary>
    AnswerInvalid,

    /// <summary>AWS rejected a request as invalid.</summary>
    RequestRefused,

    /// <summary>A limit of the account is reached.</summary>
    QuotaExceeded,

    /// <summary>
    /// The connectors to create or grow would exceed the account's quota of workers; nothing was changed.
    /// </summary>
    WorkerQuotaExceeded,

    /// <summary>
    /// The specs are not known to be all of a fleet's, so that connectors whose spec is gone cannot be told; none was removed.
    /// </summary>
    FleetIncomplete,

    /// <summary>More than half of a fleet has no spec; nothing was changed.</summary>
    PruneRefused,

    /// <summary>Checks that were asked for before a run failed; nothing was changed.</summary>
    PreflightFailed,

    /// <summary>The connector entered the state FAILED.</summary>
    ConnectorFailed,

    /// <summary>The connector is RUNNING, but tasks of it are dead.</summary>
    TaskFailed,

    /// <summary>MSK Connect rolled a change of the connector back, or did not apply it.</summary>
    UpdateFailed,

    /// <summary>The timeout ended before the state was reached.</summary>
    TimedOut,

    /// <summary>The same connector is given twice.</summary>
    Duplicate,

    /// <summary>A confirmation is needed, but the session is not interactive; nothing was changed.</summary>
    ConfirmationNeeded,

    /// <summary>The operation was stopped by the user.</summary>
    Stopped,

    /// <summary>AWS failed.</summary>
    ServiceFailure,

    /// <summary>Anything else: a defect of this module.</summary>
    Unexpected,
}

/// <summary>
/// One failure, described so that a user can correct it. Its texts never contain a secret, or characters that control a
/// terminal or a CI system.
/// </summary>
public sealed class KrakenException : Exception
{
    // A net beneath what each message does itself; what it names may be as long as anybody likes.
    private const int LongestText = 20_000;

    /// <summary>Makes the error.</summary>
    /// <param name="kind">What kind of failure.</param>
    /// <param name="message">What happened: names the field or call, and the value.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="inner">What caused it, or null.</param>
    public KrakenException(KrakenErrorKind kind, string message, string remedy, Exception? inner = null)
        : base(ForeignText.Lines(BoundedText.Message(message, LongestText)), inner)
    {
        Kind = kind;
        Remedy = ForeignText.Lines(BoundedText.Message(remedy, LongestText));
    }

    /// <summary>What kind of failure.</summary>
    public KrakenErrorKind Kind { get; }

    /// <summary>The stable id that scripts can rely on, for example <c>Kraken.SpecInvalid</c>.</summary>
    public string ErrorId => "Kraken." + Kind;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>The connector that it is about, or null.</summary>
    public string? ConnectorName { get; init; }

    /// <summary>
    /// What is known of the failure as an object, which error records have as their target; null where the message says all.
    /// </summary>
    public object? Report { get; init; }
}
