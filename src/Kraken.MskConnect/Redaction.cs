using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect;

/// <summary>
/// Keeps secrets out of everything that a person or a log can read. A value is secret where its key looks secret
/// (password, secret, token, jaas, key material), unless it is a reference that a Kafka Connect config provider
/// resolves at run time, for example <c>${secretsmanager:orders/database:password}</c>.
/// </summary>
public static partial class Redaction
{
    /// <summary>What stands in place of a secret value.</summary>
    public const string Mask = "(sensitive)";

    /// <summary>What stands in place of a secret value that differs from the one before.</summary>
    public const string ChangedMask = "(sensitive, changed)";

    /// <summary>Secrets shorter than this are removed from free text only where they stand as a word.</summary>
    private const int ShortestSearchedAnywhere = 4;

    private static readonly string[] _secretParts =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "jaas", "credential",
        "privatekey", "secretkey", "accesskey", "apikey", "accountkey", "masterkey", "encryptionkey", "signingkey",
        "keystorekey", "keyfile", "authuserinfo", "authorization",
    ];

    /// <summary>A key that ends in one of these words names, places or times a secret, and does not hold it.</summary>
    private static readonly FrozenSet<string> _harmlessEndings = new[]
    {
        "arn", "class", "enabled", "file", "id", "location", "ms", "name", "path", "provider", "region", "seconds",
        "type", "url", "uri", "version", "prefix",
    }.ToFrozenSet();

    /// <summary>Whether values under this key are secret.</summary>
    /// <param name="key">A configuration key, a spec field, a tag key or a JSON property name.</param>
    public static bool IsSecretKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var words = Words().Matches(key).Select(w => w.Value.ToLowerInvariant()).ToList();
        if (words.Count == 0 || (words.Count > 1 && _harmlessEndings.Contains(words[^1])))
            return false;

        // "secretsmanager" is a service's name, not a secret.
        var joined = string.Concat(words).Replace("secretsmanager", "", StringComparison.Ordinal);
        return _secretParts.Any(part => joined.Contains(part, StringComparison.Ordinal));
    }

    /// <summary>
    /// Whether the value is nothing but a config provider's reference, <c>${provider:path:key}</c>, which is shown.
    /// </summary>
    /// <param name="value">A configuration value.</param>
    public static bool IsReference(string value) => WholeReference().IsMatch(value);

    /// <summary>Whether this entry holds a secret in plain text.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">The entry's value.</param>
    public static bool IsSecret(string key, string? value) =>
        !string.IsNullOrEmpty(value) && !IsHarmless(value)
        && (IsSecretKey(key) ? !IsLoginByReference(value) : Scrub(value) != value);

    /// <summary>The value as it may be shown: whole where harmless, else with every secret masked.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">The entry's value, or null.</param>
    public static string? Value(string key, string? value) =>
        string.IsNullOrEmpty(value) || IsHarmless(value) ? value
        : !IsSecretKey(key) ? Scrub(value)
        : IsLoginByReference(value) ? value
        : Mask;

    /// <summary>Two values of one key as a difference may show them.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="current">The value now, or null where there is none.</param>
    /// <param name="desired">The value to be, or null where there is to be none.</param>
    /// <returns>
    /// Both as they may be shown. Where masking would make them look equal, <c>Desired</c> reads
    /// <see cref="ChangedMask"/>.
    /// </returns>
    public static (string? Current, string? Desired) Change(string key, string? current, string? desired)
    {
        var (shownCurrent, shownDesired) = (Value(key, current), Value(key, desired));
        var hidden = shownCurrent == shownDesired && !string.Equals(current, desired, StringComparison.Ordinal);
        return (shownCurrent, hidden ? ChangedMask : shownDesired);
    }

    /// <summary>Removes from a free text whatever looks like a secret by its surroundings.</summary>
    /// <param name="text">A log line, an error message, a URL, …; null gives an empty text.</param>
    public static string Scrub(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        text = PrivateKeyBlock().Replace(text, Mask);
        text = UrlUserInfo().Replace(text, ScrubUserInfo);
        text = OracleUserInfo().Replace(text, ScrubUserInfo);
        return ScrubAssignments(text);
    }

    /// <summary>
    /// Removes from a free text every secret value of a configuration, wherever it stands, and whatever else looks
    /// like a secret.
    /// </summary>
    /// <param name="text">A log line, an error message, …; null gives an empty text.</param>
    /// <param name="configuration">The connector's configuration, or null where it is not known.</param>
    public static string Scrub(string? text, IEnumerable<KeyValuePair<string, string>>? configuration)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        foreach (var secret in SecretsOf(configuration ?? []))
        {
            text = secret.Length >= ShortestSearchedAnywhere
                ? text.Replace(secret, Mask, StringComparison.Ordinal)
                : Regex.Replace(text, $@"(?<![\w.]){Regex.Escape(secret)}(?![\w.])", Mask);
        }

        return Scrub(text);
    }

    /// <summary>
    /// Every secret text of the configuration in the forms in which a message may quote it, longest first.
    /// </summary>
    private static List<string> SecretsOf(IEnumerable<KeyValuePair<string, string>> configuration)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in configuration)
        {
            if (string.IsNullOrEmpty(value) || IsHarmless(value))
                continue;
            if (IsSecretKey(key) && !IsLoginByReference(value))
                secrets.Add(value);
            secrets.UnionWith(SecretAssignments(value).Select(inner => inner.Value));
            secrets.UnionWith(UrlUserInfo().Matches(value).Select(m => m.Groups["value"].Value));
            secrets.UnionWith(OracleUserInfo().Matches(value).Select(m => m.Groups["value"].Value));
        }

        secrets.RemoveWhere(s => s.Length == 0 || IsHarmless(s));
        foreach (var secret in secrets.ToList())
        {
            secrets.Add(Uri.EscapeDataString(secret));
            secrets.Add(JsonEncodedText.Encode(secret).Value);
            secrets.Add(JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value);
        }

        return [.. secrets.OrderByDescending(s => s.Length).ThenBy(s => s, StringComparer.Ordinal)];
    }

    private static string ScrubAssignments(string text)
    {
        StringBuilder? scrubbed = null;
        var copied = 0;
        foreach (var secret in SecretAssignments(text))
        {
            scrubbed ??= new StringBuilder(text.Length);
            scrubbed.Append(text, copied, secret.Index - copied).Append(Mask);
            copied = secret.Index + secret.Length;
        }

        return scrubbed is null ? text : scrubbed.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The values of all assignments to a secret key, without their quotes.</summary>
    private static IEnumerable<Group> SecretAssignments(string text)
    {
        // A harmless key's value is searched too, since it may be an assignment itself: "config: password=...".
        for (var name = AssignedName().Match(text); name.Success;)
        {
            var end = name.Index + name.Length;
            if (IsSecretKey(name.Groups["key"].Value) && AssignedValue().Match(text, end) is { Success: true } assigned)
            {
                end += assigned.Length;
                if (assigned.Groups["value"] is { Length: > 0 } value && !IsHarmless(value.Value)
                    && value.Value is not (Mask or ChangedMask))
                {
                    yield return value;
                }
            }

            name = AssignedName().Match(text, end);
        }
    }

    /// <summary>Whether the value only stands for a secret.</summary>
    private static bool IsHarmless(string value) => value == KeptSecret.Placeholder || IsReference(value);

    /// <summary>
    /// Whether a JAAS line says nothing in plain text but who logs in: all its other options are references.
    /// </summary>
    private static bool IsLoginByReference(string value)
    {
        var options = LoginOption().Matches(value);
        return value.TrimEnd().EndsWith(';') && options.Count > 0
            && options.All(o => o.Groups["key"].Value == "username" || IsReference(o.Groups["value"].Value));
    }

    private static string ScrubUserInfo(Match match)
    {
        var value = match.Groups["value"].Value;
        return $"{match.Groups["before"].Value}{(IsHarmless(value) ? value : Mask)}@";
    }

    /// <summary>
    /// Words of a key: <c>database.password</c>, <c>connector_configuration</c>, <c>RdsSecretArn</c>.
    /// </summary>
    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"^\$\{[^{}:]+:[^{}]*\}$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeReference();

    /// <summary>An option of a JAAS line: <c>key="value"</c>.</summary>
    [GeneratedRegex("""(?<key>\w+)\s*=\s*"?(?<value>\$\{[^{}]*\}|[^"\s;]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex LoginOption();

    [GeneratedRegex(
        "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(-----END [A-Z0-9 ]*PRIVATE KEY-----|$)",
        RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex PrivateKeyBlock();

    /// <summary>The password in <c>scheme://user:password@host</c>.</summary>
    [GeneratedRegex(@"(?<before>://[^\s/:@""']*:)(?<value>\$\{[^{}]*\}|[^\s/""']+)@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlUserInfo();

    /// <summary>The password in <c>jdbc:oracle:thin:user/password@host</c>.</summary>
    [GeneratedRegex(
        @"(?<before>jdbc:oracle:\w+:[^\s/@:]+/)(?<value>\$\{[^{}]*\}|[^\s@""']+)@", RegexOptions.CultureInvariant)]
    private static partial Regex OracleUserInfo();

    /// <summary>
    /// The left side of <c>key=value</c>, <c>key: value</c>, <c>"key":"value"</c>. A colon without quotes does not
    /// count after another colon: <c>secret:</c> is a part of every Secrets Manager ARN.
    /// </summary>
    [GeneratedRegex(
        """(?<![:\w.\-])(?<key>[\w.\-]+)\s*:\s*|(?<![\w.\-])(?<key>[\w.\-]+)\s*=\s*"""
        + """|\\?["'](?<key>[\w.\-]+)\\?["']\s*[:=]\s*""",
        RegexOptions.CultureInvariant)]
    private static partial Regex AssignedName();

    /// <summary>
    /// The right side: a reference, a quoted text (escaped quotes too), or what reaches to a separator.
    /// </summary>
    [GeneratedRegex(
        """\G(?:(?<value>\$\{[^{}]*\}|\(sensitive(?:, changed)?\)|\(keep\))"""
        + """|\\"(?<value>.*?)\\"|"(?<value>(?:[^"\\]|\\.)*)"|'(?<value>[^']*)'"""
        + """|(?<value>(?:[^\s"';&,)}\]]|[,)}\]](?=[^\s,)}\]"';&]))+)|["'](?<value>\S+))""",
        RegexOptions.CultureInvariant)]
    private static partial Regex AssignedValue();
}
