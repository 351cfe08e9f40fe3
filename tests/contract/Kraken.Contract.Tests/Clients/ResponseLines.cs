using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace Kraken.Contract.Tests.Clients;

/// <summary>
/// What a response says, as values by their path, with that evened out which two servers cannot have alike: ids, times,
/// tokens and the order of lists.
/// </summary>
internal static partial class ResponseLines
{
    /// <summary>A path for each value that is there; an empty list is like none.</summary>
    public static ILookup<string, string> Of(object response)
    {
        var lines = new List<(string Path, string Value)>();
        Add(lines, "", response);
        return lines.OrderBy(l => l.Value, StringComparer.Ordinal).ToLookup(l => l.Path, l => l.Value);
    }

    /// <summary>What an error says that a program can act upon.</summary>
    public static ILookup<string, string> Of(AmazonServiceException error) => new[]
    {
        ("refused: type", error.GetType().Name),
        ("refused: code", error.ErrorCode ?? ""),
        ("refused: status", $"{(int)error.StatusCode}"),
    }.ToLookup(l => l.Item1, l => l.Item2);

    private static void Add(List<(string Path, string Value)> lines, string path, object? value)
    {
        switch (value)
        {
            case null:
            case ResponseMetadata:
                break;
            case string text:
                lines.Add((path, Even(path, text)));
                break;
            case ConstantClass constant:
                lines.Add((path, constant.Value));
                break;
            case DateTime:
                lines.Add((path, "(time)"));
                break;
            case Stream stream:
                using (var reader = new StreamReader(stream))
                    lines.Add((path, reader.ReadToEnd()));
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    Add(lines, $"{path}[{Even("", $"{entry.Key}")}]", entry.Value);
                break;
            case IEnumerable list:
                foreach (var item in list)
                    Add(lines, path + "[]", item);
                break;
            case IConvertible simple:
                lines.Add((path, Even(path, simple.ToString(CultureInfo.InvariantCulture))));
                break;
            default:
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    // The length of the body on the wire says nothing, but where it is an object's.
                    if (property.Name == nameof(AmazonWebServiceResponse.ContentLength)
                        && value is not (GetObjectResponse or GetObjectMetadataResponse))
                    {
                        continue;
                    }

                    var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    if (property.GetIndexParameters().Length == 0)
                        Add(lines, name, property.GetValue(value));
                }

                break;
        }
    }

    private static string Even(string path, string text)
    {
        if (Random().IsMatch(path))
            return "(random)";
        if (path.EndsWith("Document", StringComparison.Ordinal))
            return Document(Uri.UnescapeDataString(text));

        return Id().Replace(text, m => m.Groups["kind"].Value + "(id)");
    }

    /// <summary>A policy without its white space; IAM answers it percent-encoded.</summary>
    private static string Document(string text)
    {
        try
        {
            return JsonNode.Parse(text)!.ToJsonString();
        }
        catch (JsonException)
        {
            return text;
        }
    }

    // Members whose whole value the service makes up.
    [GeneratedRegex(
        @"(Token|EventId|IngestionTime|SecretAccessKey|AccessKeyId|CurrentVersion)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Random();

    [GeneratedRegex(
        @"\b(?<kind>(?:sg|sgr|vpc|vpc-cidr-assoc|subnet|eni|rtb|rtbassoc|nat|vpce|pl)-)[0-9a-f]{8,}\b"
        + @"|\b(?<kind>AROA|ANPA|AIDA|ASIA)[A-Z0-9]{6,}\b"
        + @"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:-\d+)?\b"
        + @"|(?<kind>secret:[^:]+-)[A-Za-z0-9]{6}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
