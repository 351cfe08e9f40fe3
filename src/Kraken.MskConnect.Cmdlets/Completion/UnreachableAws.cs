namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Remembers for a while which AWS did not answer a completer, so that the next tabs do not wait for it again.
/// </summary>
internal static class UnreachableAws
{
    /// <summary>Long enough for typing a command; short enough that a mended connection is soon noticed.</summary>
    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);

    /// <summary>Whether the AWS that the arguments mean did not answer a short time ago.</summary>
    public static bool Remembers(IAwsParameters arguments)
    {
        lock (_until)
            return _until.TryGetValue(Key(arguments), out var until) && Environment.TickCount64 < until;
    }

    /// <summary>Remembers that it did not answer.</summary>
    public static void Remember(IAwsParameters arguments)
    {
        lock (_until)
            _until[Key(arguments)] = Environment.TickCount64 + (long)_memory.TotalMilliseconds;
    }

    /// <summary>Forgets it, since it answered after all.</summary>
    public static void Forget(IAwsParameters arguments)
    {
        lock (_until)
            _until.Remove(Key(arguments));
    }

    // Where it is and who asks, without a secret.
    private static string Key(IAwsParameters arguments) => string.Join(
        '\n', arguments.EndpointUrl, arguments.Region, arguments.ProfileName, arguments.ProfileLocation, arguments.AccessKey,
        arguments.Credential?.GetHashCode());
}
