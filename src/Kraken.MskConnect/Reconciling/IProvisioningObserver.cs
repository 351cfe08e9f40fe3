namespace Kraken.MskConnect.Reconciling;

/// <summary>What an event is for.</summary>
public enum ProvisioningEventLevel
{
    /// <summary>A step or state that a progress bar shows.</summary>
    Progress,

    /// <summary>A detail that <c>-Verbose</c> shows.</summary>
    Detail,

    /// <summary>A call to AWS with its outcome and duration, which <c>-Debug</c> shows.</summary>
    Call,

    /// <summary>Something that the user should know although the work goes on.</summary>
    Warning,
}

/// <summary>An event during the core's work. Contains no secrets.</summary>
/// <param name="Level">What it is for.</param>
/// <param name="ConnectorName">The connector that it is about.</param>
/// <param name="Message">What happened, in a short sentence without a full stop.</param>
public sealed record ProvisioningEvent(ProvisioningEventLevel Level, string ConnectorName, string Message)
{
    /// <summary>The connector's state as MSK Connect names it, where known.</summary>
    public string? State { get; init; }

    /// <summary>The share of the work that is done, 0 to 100, or -1 where it cannot be told.</summary>
    public int PercentComplete { get; init; } = -1;

    /// <summary>The step without what changes in its message while it lasts.</summary>
    public string Step { get; init; } = Message;

    /// <summary>Whether AWS works meanwhile: the same is reported at each look, until AWS is done.</summary>
    public bool IsWait { get; init; }

    /// <summary>The minutes that AWS usually takes, for example <c>5 to 12</c>; null where nobody knows.</summary>
    public string? UsualMinutes { get; init; }
}

/// <summary>Receives the events of the core's work. Called from any thread.</summary>
public interface IProvisioningObserver
{
    /// <summary>Takes one event; must not block.</summary>
    void Report(ProvisioningEvent happened);

    /// <summary>
    /// Lets a connector's work wait for AWS's own, which takes minutes: whoever limits how many connectors are worked on at
    /// once may let another go on meanwhile.
    /// </summary>
    /// <param name="wait">Waits, and looks now and then whether AWS is done.</param>
    Task WhileAwsWorksAsync(Func<Task> wait)
    {
        ArgumentNullException.ThrowIfNull(wait);
        return wait();
    }
}
