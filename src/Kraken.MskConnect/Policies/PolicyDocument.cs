using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kraken.MskConnect.Policies;

/// <summary>Whether a statement allows or denies.</summary>
// 64 bits: ConvertTo-Json writes such an enum as its word, and every other as a number.
public enum PolicyEffect : long
{
    /// <summary>Allows.</summary>
    Allow,

    /// <summary>Denies, whatever else allows.</summary>
    Deny,
}

/// <summary>One condition: an operator on a context key, and the values of which one must match.</summary>
/// <param name="Operator">For example <c>StringEquals</c> or <c>ArnLike</c>.</param>
/// <param name="Key">The context key, for example <c>kms:ViaService</c>.</param>
/// <param name="Values">The values, one or more.</param>
public sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    /// <summary>The condition in words, for example <c>kms:ViaService StringEquals s3.us-east-1.amazonaws.com</c>.</summary>
    public override string ToString() => $"{Key} {Operator} {string.Join(" or ", Values)}";
}

/// <summary>One statement of an IAM policy.</summary>
/// <remarks>
/// Of each pair (Actions, NotActions), (Resources, NotResources), (Principals, NotPrincipals) at most one is not empty; in a trust policy both
/// resource lists are empty.
/// </remarks>
public sealed record PolicyStatement
{
    /// <summary>The statement's id: letters and digits, unique in its document; or null.</summary>
    public string? Sid { get; init; }

    /// <summary>Allow or Deny.</summary>
    public PolicyEffect Effect { get; init; } = PolicyEffect.Allow;

    /// <summary>Principals by kind (<c>Service</c>, <c>AWS</c>, …); only in trust policies.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Principals { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// All principals but these, by kind; only in trust policies of old, since IAM takes it in none any more. Source: IAM
    /// user guide, NotPrincipal.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NotPrincipals { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    // An array: PowerShell cannot index the lists that collection expressions make.
    /// <summary>Actions, <c>service:Name</c>, wildcards allowed by IAM.</summary>
    public IReadOnlyList<string> Actions { get; init => field = value.ToArray(); } = [];

    /// <summary>All actions but these.</summary>
    public IReadOnlyList<string> NotActions { get; init => field = value.ToArray(); } = [];

    /// <summary>Resource ARNs, wildcards allowed by IAM.</summary>
    public IReadOnlyList<string> Resources { get; init => field = value.ToArray(); } = [];

    /// <summary>All resources but these.</summary>
    public IReadOnlyList<string> NotResources { get; init => field = value.ToArray(); } = [];

    /// <summary>Conditions, all of which must hold.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init => field = value.ToArray(); } = [];
}

/// <summary>An IAM policy document, an identity policy or a trust policy.</summary>
/// <param name="Statements">The statements, in order.</param>
public sealed partial record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>The policy language's version. Source: IAM user guide, policy element Version.</summary>
    public const string Version = "2012-10-17";

    /// <summary>The version before it, which is also that of a document without one.</summary>
    internal const string FormerVersion = "2008-10-17";

    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions _indented = _compact with { Indented = true };

    /// <summary>
    /// The version that the document is written in: <c>2012-10-17</c>, the default, or <c>2008-10-17</c>, in which
    /// <c>${…}</c> is no variable but text.
    /// </summary>
    public string LanguageVersion { get; init; } = Version;

    /// <summary>Whether <c>${…}</c> is a variable in it.</summary>
    internal bool HasVariables => LanguageVersion != FormerVersion;

    /// <summary>The document's text.</summary>
    /// <param name="indented">True for people, false for IAM, whose limits count no white space anyway.</param>
    public string ToJson(bool indented = false)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, indented ? _indented : _compact))
        {
            writer.WriteStartObject();
            writer.WriteString("Version", LanguageVersion);
            writer.WriteStartArray("Statement");
            foreach (var statement in Statements)
                Write(writer, statement);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() => ToJson(indented: true);

    private static void Write(Utf8JsonWriter writer, PolicyStatement statement)
    {
        writer.WriteStartObject();
        if (statement.Sid is { } sid)
            writer.WriteString("Sid", sid);
        writer.WriteString("Effect", statement.Effect.ToString());
        WritePrincipals(writer, "Principal", statement.Principals);
        WritePrincipals(writer, "NotPrincipal", statement.NotPrincipals);
        WriteValues(writer, "Action", statement.Actions);
        WriteValues(writer, "NotAction", statement.NotActions);
        WriteValues(writer, "Resource", statement.Resources);
        WriteValues(writer, "NotResource", statement.NotResources);
        if (statement.Conditions.Count > 0)
        {
            writer.WriteStartObject("Condition");
            foreach (var group in statement.Conditions.GroupBy(c => c.Operator))
            {
                writer.WriteStartObject(group.Key);
                foreach (var condition in group)
                    WriteValues(writer, condition.Key, condition.Values);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WritePrincipals(
        Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, IReadOnlyList<string>> principals)
    {
        if (principals.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var (kind, ids) in principals)
            WriteValues(writer, kind, ids);
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        if (values.Count == 1)
        {
            writer.WriteString(name, values[0]);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
