using Kraken.LocalAws.Faults;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>What happens at one call.</summary>
public enum Accident
{
    /// <summary>The process is killed before the call reaches AWS.</summary>
    KilledBefore,

    /// <summary>The call takes effect, and the process is killed before it sees the answer.</summary>
    KilledAfter,

    /// <summary>The call takes effect, and the connection is reset before the answer.</summary>
    AnswerLost,

    /// <summary>AWS throttles the call three times.</summary>
    Throttled,

    /// <summary>AWS answers with its own 5xx error.</summary>
    ServerError,

    /// <summary>The connection is reset before the call takes effect.</summary>
    ConnectionReset,

    /// <summary>The call takes effect, and the answer comes after the client's time is over.</summary>
    TooSlow,
}

/// <summary>Lets one accident happen to a process, at one call.</summary>
/// <param name="inner">What reaches the embedded AWS.</param>
/// <param name="accident">What happens where the embedded AWS resets the connection.</param>
/// <param name="process">Is cancelled when the process is killed.</param>
internal sealed class AccidentHandler(HttpMessageHandler inner, Accident accident, CancellationTokenSource process)
    : DelegatingHandler(inner)
{
    /// <summary>The embedded AWS's part in the accident.</summary>
    public static FaultKind FaultOf(Accident accident) => accident switch
    {
        Accident.KilledBefore or Accident.ConnectionReset => FaultKind.ResetBeforeEffect,
        Accident.Throttled => FaultKind.Throttle,
        Accident.ServerError => FaultKind.ServerError,
        _ => FaultKind.ResetAfterEffect,
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The dead send nothing.
        process.Token.ThrowIfCancellationRequested();
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException) when (accident is Accident.KilledBefore or Accident.KilledAfter)
        {
            await process.CancelAsync();
            throw new OperationCanceledException(process.Token);
        }
        catch (HttpRequestException e) when (accident == Accident.TooSlow)
        {
            // As HttpClient does when its Timeout is over.
            throw new TaskCanceledException("The request was canceled: the timeout elapsed.", new TimeoutException(e.Message, e));
        }
    }
}
