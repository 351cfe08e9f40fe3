namespace Kraken.MskConnect.Cmdlets;

/// <summary>Rejects parameters that were given but are empty: without them, another AWS would be called.</summary>
internal static class GivenParameters
{
    private static readonly string[] _deciding =
    [
        nameof(IAwsParameters.EndpointUrl), nameof(IAwsParameters.ProfileName), nameof(IAwsParameters.ProfileLocation),
        nameof(IAwsParameters.Credential), nameof(IAwsParameters.AccessKey), nameof(IAwsParameters.SecretKey),
    ];

    /// <summary>The error for the first parameter that is empty; null if none is.</summary>
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

    /// <summary>
    /// Whether a value is empty: null, an empty text, an empty list, or a list that contains such a value.
    /// </summary>
    public static bool IsEmpty(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        IReadOnlyCollection<string?> list => list.Count == 0 || list.Any(string.IsNullOrWhiteSpace),
        _ => false,
    };

    /// <summary>The error for an endpoint that was given but is empty.</summary>
    public static KrakenException NoEndpoint() => new(
        KrakenErrorKind.EndpointUnreachable,
        "EndpointUrl: it is null or empty. Nothing was called: without it the calls would go to AWS itself.",
        "Give a URL, for example one that Start-KrakenLocalAws returned; leave -EndpointUrl out to call AWS.");

    private static KrakenException NoCredentials(string name) => new(
        KrakenErrorKind.CredentialsInvalid,
        $"{name}: it is null or empty. Nothing was called: without it other credentials would be used.",
        $"Give a value, or leave -{name} out to use the credentials of the session or the environment.");
}
