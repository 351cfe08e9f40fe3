namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// The embedded AWS that a session calls where nothing else is said: that of <c>Start-KrakenLocalAws -AsDefault</c>. It belongs
/// to the runspace that started it.
/// </summary>
internal static class SessionEndpoint
{
    private static readonly Dictionary<Guid, LocalAwsInstance> _defaults = [];

    /// <summary>This runspace's; null where it has none.</summary>
    public static LocalAwsInstance? Current
    {
        get
        {
            lock (_defaults)
                return _defaults.GetValueOrDefault(LocalAwsServers.Owner());
        }
    }

    /// <summary>Makes an embedded AWS this runspace's default.</summary>
    public static void Set(LocalAwsInstance instance)
    {
        lock (_defaults)
            _defaults[LocalAwsServers.Owner()] = instance;
    }

    /// <summary>Undoes it in every runspace whose default it is.</summary>
    public static void Clear(string endpointUrl)
    {
        lock (_defaults)
        {
            foreach (var owner in _defaults.Where(d => Is(d.Value, endpointUrl)).Select(d => d.Key).ToList())
                _defaults.Remove(owner);
        }
    }

    /// <summary>
    /// The default for a command that names no endpoint; null where there is none. In another runspace of this process, as
    /// <c>ForEach-Object -Parallel</c> makes them, it is an error, so that a rehearsal never reaches the real AWS.
    /// </summary>
    /// <exception cref="KrakenException">Only another runspace has a default.</exception>
    public static LocalAwsInstance? ForCommand()
    {
        lock (_defaults)
        {
            if (_defaults.TryGetValue(LocalAwsServers.Owner(), out var own))
                return own;
            return _defaults.Values.FirstOrDefault() is not { } other
                ? null
                : throw new KrakenException(
                    KrakenErrorKind.EndpointUnreachable,
                    "EndpointUrl: another runspace of this process rehearses with Start-KrakenLocalAws -AsDefault, and this one "
                    + "has no endpoint. Nothing was called.",
                    $"Give -EndpointUrl {other.EndpointUrl}; for the real AWS, run Stop-KrakenLocalAws first.");
        }
    }

    private static bool Is(LocalAwsInstance instance, string endpointUrl) =>
        string.Equals(instance.EndpointUrl, endpointUrl.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
