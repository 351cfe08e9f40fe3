namespace Kraken.MskConnect.Diagnosis;

/// <summary>
/// Reads a failed connector's state message and log, and names the likely cause. MSK Connect's own state codes name none:
/// a worker that may not write its internal topics is an UnknownKafkaConnectWorkerFailure like any other.
/// </summary>
public static class FailureDiagnosis
{
    /// <summary>The likely cause; null where none of the known ones occurs.</summary>
    /// <param name="texts">The state's message and log entries, in any order.</param>
    public static LikelyCause? Explain(IEnumerable<string> texts) => Find([.. texts]).Cause;

    /// <summary>The likely cause, and the first text that tells it; null and -1 where none of the known ones occurs.</summary>
    /// <remarks>
    /// The order of the causes counts, and not that of the texts: an authorization failure is often followed by time-outs
    /// that are only its consequence, and often preceded by warnings that are harmless.
    /// </remarks>
    internal static (LikelyCause? Cause, int Index) Find(IReadOnlyList<string> texts)
    {
        foreach (var row in FailureCauses.All)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                if (row.In(texts[i]) is { } cause)
                    return (cause, i);
            }
        }

        return (null, -1);
    }
}
