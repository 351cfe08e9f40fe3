using System.Management.Automation;
using Kraken.MskConnect.Diagnosis;
using Kraken.MskConnect.Redacting;
using Kraken.MskConnect.Text;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Turns failures into PowerShell's error records.</summary>
/// <remarks>
/// In a script, PowerShell's short view takes the line breaks out of a message, but not out of a recommendation. So the view
/// gets the first line as the message, and log lines and lists after the recommendation.
/// </remarks>
internal static class ErrorRecords
{
    private const int LongestHeadline = 300;

    /// <summary>Makes the record: stable id, true category, the target and what to do.</summary>
    public static ErrorRecord From(Exception error, object? target)
    {
        var known = error as KrakenException ?? new KrakenException(
            KrakenErrorKind.Unexpected,
            $"{error.GetType().Name}: {Shown(error.Message)}",
            "This is a defect of the module; please report it with the text of Get-Error.",
            Shown(error.ToString()) == ForeignText.OneLine(error.ToString()) && !ForeignText.IsHarmful(error.ToString()) ? error : null);
        var lines = known.Message.ReplaceLineEndings("\n").Split('\n');
        var (headline, remedy, details) = (lines[0], known.Remedy, lines.Skip(1));
        if (known.Report is FailureReport report)
        {
            // The second line of such a message says what to do about the cause.
            details = details.Skip(1);
            if (lines.Length > 1 && headline.Length + lines[1].Length < LongestHeadline)
                (headline, remedy) = ($"{headline} {lines[1]}", report.Afterwards);
        }

        return new ErrorRecord(known, known.ErrorId, Category(known.Kind), known.Report ?? Shown(target ?? known.ConnectorName))
        {
            ErrorDetails = Details(known.Message, headline, string.Join(Environment.NewLine, details.Prepend(remedy))),
        };
    }

    /// <summary>
    /// The details: whoever takes the record as a text gets the whole message; the view, which is a script and sees the added
    /// property in place of the type's own, the first line.
    /// </summary>
    private static ErrorDetails Details(string message, string headline, string recommendation)
    {
        var details = new ErrorDetails(message) { RecommendedAction = recommendation };
        if (headline != message)
            PSObject.AsPSObject(details).Properties.Add(new PSNoteProperty(nameof(details.Message), headline));
        return details;
    }

    /// <summary>The record for a view that shows no recommendation: its message has all that there is to say.</summary>
    public static ErrorRecord InOneMessage(ErrorRecord error)
    {
        if (error.ErrorDetails is { RecommendedAction.Length: > 0 } details)
        {
            var headline = PSObject.AsPSObject(details).Properties[nameof(details.Message)].Value;
            error.ErrorDetails = new ErrorDetails($"{headline}{Environment.NewLine}{details.RecommendedAction}");
        }

        return error;
    }

    private static string Shown(string text) => ForeignText.OneLine(Redaction.Scrub(text));

    /// <summary>The target; a name or path, which the record shows, without anything that drives a terminal.</summary>
    private static object? Shown(object? target) => target is string name ? ForeignText.OneLine(name) : target;

    /// <summary>
    /// Whether the failure is one to be told as an error of the item, and not PowerShell's own way to end a pipeline or to
    /// leave a loop.
    /// </summary>
    public static bool IsOwn(Exception error) =>
        error is not OutOfMemoryException && error.GetType().Assembly != typeof(PSObject).Assembly;

    /// <summary>PowerShell's category of a kind of failure.</summary>
    public static ErrorCategory Category(KrakenErrorKind kind) => kind switch
    {
        KrakenErrorKind.SpecInvalid => ErrorCategory.InvalidData,
        KrakenErrorKind.SpecUnreadable => ErrorCategory.ParserError,
        KrakenErrorKind.FileNotWritten => ErrorCategory.WriteError,
        KrakenErrorKind.PolicyTooLarge => ErrorCategory.LimitsExceeded,
        KrakenErrorKind.PolicyInvalid => ErrorCategory.InvalidData,
        KrakenErrorKind.PlanInvalid => ErrorCategory.InvalidData,
        KrakenErrorKind.PlanMismatch => ErrorCategory.InvalidArgument,
        KrakenErrorKind.PlanStale => ErrorCategory.InvalidOperation,
        KrakenErrorKind.ConnectorDiffers => ErrorCategory.ResourceExists,
        KrakenErrorKind.NotOwned => ErrorCategory.PermissionDenied,
        KrakenErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        KrakenErrorKind.AccessDenied => ErrorCategory.PermissionDenied,
        KrakenErrorKind.CredentialsInvalid => ErrorCategory.AuthenticationError,
        KrakenErrorKind.AccountMismatch => ErrorCategory.AuthenticationError,
        KrakenErrorKind.Throttled => ErrorCategory.ResourceBusy,
        KrakenErrorKind.EndpointUnreachable => ErrorCategory.ConnectionError,
        KrakenErrorKind.AnswerInvalid => ErrorCategory.ProtocolError,
        KrakenErrorKind.RequestRefused => ErrorCategory.InvalidArgument,
        KrakenErrorKind.QuotaExceeded => ErrorCategory.QuotaExceeded,
        KrakenErrorKind.WorkerQuotaExceeded => ErrorCategory.QuotaExceeded,
        KrakenErrorKind.FleetIncomplete => ErrorCategory.InvalidOperation,
        KrakenErrorKind.PruneRefused => ErrorCategory.LimitsExceeded,
        KrakenErrorKind.PreflightFailed => ErrorCategory.InvalidOperation,
        KrakenErrorKind.ConnectorFailed => ErrorCategory.InvalidResult,
        KrakenErrorKind.TaskFailed => ErrorCategory.InvalidResult,
        KrakenErrorKind.UpdateFailed => ErrorCategory.InvalidResult,
        KrakenErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        KrakenErrorKind.Duplicate => ErrorCategory.InvalidArgument,
        KrakenErrorKind.ConfirmationNeeded => ErrorCategory.InvalidOperation,
        KrakenErrorKind.Stopped => ErrorCategory.OperationStopped,
        KrakenErrorKind.ServiceFailure => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.NotSpecified,
    };
}
