using System.Globalization;
using Amazon.Runtime;

namespace Kraken.AwsClients.Runtime;

/// <summary>Writes the members of requests as form parameters with dotted names; what is not set is left out.</summary>
internal readonly struct QueryWriter(IDictionary<string, string> parameters, string prefix = "")
{
    public static void Text(QueryWriter item, string value) => item.Add(value);

    public void Put(string name, string? value)
    {
        if (value is not null)
            At(name).Add(value);
    }

    public void Put(string name, ConstantClass? value) => Put(name, value?.Value);

    public void Put(string name, bool? value) => Put(name, value switch { true => "true", false => "false", null => null });

    public void Put(string name, int? value) => Put(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Put(string name, long? value) => Put(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Put(string name, DateTime? value) => Put(name, value is { } time ? Timestamps.Iso8601(time) : null);

    public void Put<T>(string name, T? value, Action<QueryWriter, T> write)
        where T : class
    {
        if (value is not null)
            write(At(name), value);
    }

    /// <summary>Writes <c>Name.member.1</c> and so on; an empty list is the bare name.</summary>
    public void PutList<T>(string name, List<T>? values, string itemName, Action<QueryWriter, T> writeItem)
    {
        if (!Collections.IsSet(values))
            return;
        if (values.Count == 0)
            At(name).Add("");
        var items = At(name).At(itemName);
        for (var i = 0; i < values.Count; i++)
            writeItem(items.At((i + 1).ToString(CultureInfo.InvariantCulture)), values[i]);
    }

    private void Add(string value) => parameters[prefix] = value;

    private QueryWriter At(string name) => new(parameters, prefix.Length == 0 ? name : prefix + "." + name);
}
