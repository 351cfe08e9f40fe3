namespace Kraken.MskConnect.Cmdlets;

/// <summary>Refuses parameters that were given with nothing in them: without them, another AWS would be called.</summary>
internal static class GivenParameters
{
    private static readonly string[] _deciding =
    [
        nameof(IAwsParameters.EndpointUrl), nameof(IAwsParameters.ProfileName), nameof(IAwsParameters.ProfileLocation),
        nameof(IAwsParameters.Credential), nameof(IAwsParameters.AccessKey), nameof(IAwsParameters.SecretKey),
    ];

    /// <summary>The error of the first one that is empty; null where none is.</summary>
    /// <param name="bound">The parameters that were given, by name.</param>
    public static KrakenException? Fault(IReadOnlyDictionary<string, object?> bound)
    {
        foreach (var name in _deciding)
        {
            if (bound.TryGetValue(name, out var value) && IsEmpty(value))
                return name == nameof(IAwsParameters.EndpointUrl) ? NoEndpoint() : NoCredentials(name);
        }

        return null;
    }

    /// <summary>Whether there is nothing in a value: null, no text, or a list that holds such a value or none.</summary>
    public static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        IReadOnlyCollection<string?> list => list.Count == 0 || list.Any(string.IsNullOrWhiteSpace),
        _ => false,
    };

    /// <summary>The error of an endpoint that was given with nothing in it.</summary>
    public static KrakenException NoEndpoint() => new(
        KrakenErrorKind.EndpointUnreachable,
        "EndpointUrl: it is null or empty. Nothing was called: without it the calls would go to AWS itself.",
        "Give a URL, for example that of a Start-KrakenLocalAws that has started; leave -EndpointUrl out to call AWS.");

    private static KrakenException NoCredentials(string name) => new(
        KrakenErrorKind.CredentialsInvalid,
        $"{name}: it is null or empty. Nothing was called: without it other credentials would be used.",
        $"Give a value, or leave -{name} out to use the credentials of the session or the environment.");
}
