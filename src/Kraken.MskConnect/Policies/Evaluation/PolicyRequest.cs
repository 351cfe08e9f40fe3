namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>A call that policies are asked about.</summary>
/// <param name="Action">The action, <c>service:Name</c>, without wildcards.</param>
/// <param name="Resource">The resource's ARN, without wildcards; <c>*</c> where the action has no resource.</param>
public sealed record PolicyRequest(string Action, string Resource)
{
    /// <summary>
    /// The context keys that the call carries, by name; names are compared without case. Default none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Adds or replaces a context key.</summary>
    /// <param name="key">The key, for example <c>kms:ViaService</c>.</param>
    /// <param name="values">Its value or values.</param>
    /// <returns>A request with that key.</returns>
    public PolicyRequest With(string key, params string[] values) => this with
    {
        Context = new Dictionary<string, IReadOnlyList<string>>(Context, StringComparer.OrdinalIgnoreCase)
        {
            [key] = values,
        },
    };

    /// <summary>The key's values, or null where the call does not carry it.</summary>
    internal IReadOnlyList<string>? Find(string key)
    {
        foreach (var (name, values) in Context)
        {
            if (string.Equals(name, key, StringComparison.OrdinalIgnoreCase))
                return values;
        }

        return null;
    }
}
