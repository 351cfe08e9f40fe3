using System.Text.Json;

namespace Kraken.LocalAws.State;

/// <summary>A collection of a service that outlives the process in the state file.</summary>
/// <param name="name">Its name in the file, unique in its service.</param>
internal abstract class Store(string name)
{
    internal string Name => name;

    /// <summary>The collection itself.</summary>
    internal abstract object Items { get; }

    internal abstract void Write(Utf8JsonWriter writer);

    /// <summary>Replaces what the collection holds.</summary>
    internal abstract void Read(JsonElement saved);
}

/// <summary>A collection of resources by their key.</summary>
internal sealed class Store<T>(string name, IDictionary<string, T> items) : Store(name)
{
    internal override object Items => items;

    internal override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in items)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, item, StateJson.Options);
        }

        writer.WriteEndObject();
    }

    internal override void Read(JsonElement saved)
    {
        items.Clear();
        foreach (var entry in saved.EnumerateObject())
        {
            items.Add(
                entry.Name,
                entry.Value.Deserialize<T>(StateJson.Options)
                    ?? throw new JsonException($"{Name} has nothing under '{entry.Name}'."));
        }
    }
}
