using System.Text.Json;
using Kraken.LocalAws.Services;

namespace Kraken.LocalAws.State;

/// <summary>
/// A cloud's whole state as JSON. The form has a version: a file of another version is refused, never guessed at.
/// </summary>
internal static class CloudState
{
    private const string Format = "Kraken.LocalAws state";
    private const int Version = 2;

    internal static byte[] Write(LocalCloud cloud)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("format", Format);
            writer.WriteNumber("version", Version);
            writer.WriteString("accountId", cloud.AccountId);
            writer.WriteString("region", cloud.Region);
            writer.WriteString("now", cloud.Now);
            writer.WriteNumber("requests", cloud.LastSequence);
            writer.WriteNumber("ids", cloud.Ids.Position);
            writer.WriteStartObject("services");
            foreach (var service in cloud.Services.OrderBy(s => s.Name, StringComparer.Ordinal))
            {
                writer.WriteStartObject(service.Name);
                foreach (var store in service.Stores)
                {
                    writer.WritePropertyName(store.Name);
                    store.Write(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WritePropertyName("planned");
            JsonSerializer.Serialize(writer, cloud.Schedule.Planned, StateJson.Options);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Fills the cloud with what was saved.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="saved">What was saved.</param>
    /// <param name="file">Where, for errors.</param>
    /// <param name="keepsCounting">Whether its counts of requests and ids stay as they are.</param>
    /// <returns>The time of the cloud's clock when it was saved.</returns>
    /// <exception cref="InvalidDataException">It is no state of LocalAws, of another version, of another account or
    /// region, or damaged. The message says which, and what to do.</exception>
    internal static DateTimeOffset Read(LocalCloud cloud, byte[] saved, string file, bool keepsCounting = false)
    {
        try
        {
            using var document = JsonDocument.Parse(saved);
            var root = document.RootElement;
            CheckHeader(cloud, root, file);
            if (!keepsCounting)
            {
                cloud.LastSequence = root.GetProperty("requests").GetInt64();
                cloud.Ids.Position = root.GetProperty("ids").GetUInt64();
            }

            var services = root.GetProperty("services");
            foreach (var service in cloud.Services)
            {
                // A file of a version that did not have the service yet holds nothing of it.
                if (!services.TryGetProperty(service.Name, out var stores))
                    continue;
                foreach (var store in service.Stores)
                    store.Read(stores.GetProperty(store.Name));
                service.Restored();
            }

            cloud.Schedule.Restore(
                root.GetProperty("planned").Deserialize<List<Transition>>(StateJson.Options) ?? []);
            return root.GetProperty("now").GetDateTimeOffset();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException(
                $"The state file '{file}' is damaged or no state of LocalAws: {e.Message} "
                + "It was left as it is. Give another file, or delete this one to start anew.", e);
        }
    }

    private static void CheckHeader(LocalCloud cloud, JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format)
            || format.ValueKind != JsonValueKind.String || format.GetString() != Format)
        {
            throw new InvalidDataException(
                $"The file '{file}' is no state of LocalAws. It was left as it is. Give another file.");
        }

        var version = root.GetProperty("version").GetInt32();
        if (version != Version)
        {
            throw new InvalidDataException(
                $"The state file '{file}' has the version {version}; this LocalAws reads version {Version}. "
                + "It was left as it is. Give another file, or delete this one to start anew.");
        }

        var account = root.GetProperty("accountId").GetString();
        var region = root.GetProperty("region").GetString();
        if (account != cloud.AccountId || region != cloud.Region)
        {
            throw new InvalidDataException(
                $"The state file '{file}' holds the account {account} in {region}, not {cloud.AccountId} in "
                + $"{cloud.Region}. Give its account and region, or another file.");
        }
    }
}
