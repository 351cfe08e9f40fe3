using System.Text.Json;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.LocalAws.Services.Ssm;

namespace Kraken.LocalAws;

/// <summary>
/// Secrets and parameters that a cloud begins with beside its own surroundings, from a JSON file:
/// <c>{ "secrets": { "orders/db": { "password": "made-up" } }, "parameters": { "/orders/user": "made-up" } }</c>. A secret's
/// value is a text, or an object that is kept as JSON. A secret of the same name as one that exists takes its place.
/// </summary>
public sealed class LocalAwsSeedFile
{
    private const string Secrets = "secrets";
    private const string Parameters = "parameters";

    private static readonly JsonDocumentOptions _reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly List<KeyValuePair<string, string>> _secrets = [];
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    private LocalAwsSeedFile()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="InvalidDataException">It is no such JSON; the message names the place and what is allowed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static LocalAwsSeedFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new LocalAwsSeedFile();
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), _reading);
            foreach (var part in Members(json.RootElement, "it"))
            {
                var into = part.Name switch
                {
                    Secrets => file._secrets,
                    Parameters => file._parameters,
                    _ => throw new InvalidDataException($"'{part.Name}' is unknown; {Secrets} and {Parameters} are allowed."),
                };
                into.AddRange(Members(part.Value, part.Name).Select(m => KeyValuePair.Create(m.Name, Value(part.Name, m))));
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not valid JSON: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}");
        }

        return file;
    }

    /// <summary>Makes what the file has.</summary>
    internal void Apply(LocalCloud cloud)
    {
        foreach (var (name, value) in _secrets)
        {
            var existing = cloud.SecretsManager.Find(name);
            cloud.SecretsManager.Replace(new Secret(
                existing?.Arn ?? cloud.SecretsManager.NewArn(name), name, existing?.KmsKeyId, value, cloud.Now, cloud.Ids.Uuid()));
        }

        foreach (var (name, value) in _parameters)
            cloud.Ssm.Add(SsmService.Secure(name, cloud.Ssm.ArnOf(name), value, cloud.Now));
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string what) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject()
            : throw new InvalidDataException($"{what} must be an object, and is {element.ValueKind}.");

    // Never the value itself: it may be a secret.
    private static string Value(string part, JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.String => member.Value.GetString()!,
        JsonValueKind.Object when part == Secrets => member.Value.GetRawText(),
        var kind => throw new InvalidDataException(
            $"{part}['{member.Name}'] must be a text{(part == Secrets ? " or an object" : "")}, and is {kind}."),
    };
}
