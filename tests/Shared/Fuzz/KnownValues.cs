namespace Kraken.Tests.Shared.Fuzz;

/// <summary>
/// Names, ids and ARNs that answers have shown, put into later requests in place of generated texts: so that requests
/// reach what is there, and not only the errors for what is not.
/// </summary>
internal sealed class KnownValues(Random random)
{
    private const string Document =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kafka:*","Resource":"*"}]}""";

    private const string Trust =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"Service":"kafkaconnect.amazonaws.com"},"Action":"sts:AssumeRole"}]}
        """;

    private static readonly string[] _removes = ["Delete", "Revoke", "Detach"];

    private const int MostKept = 20;
    private const int MostRecords = 100;

    // Texts with a syntax of their own that no model tells.
    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.Ordinal)
    {
        ["assumerolepolicydocument"] = [Trust],
        ["policydocument"] = [Document, Trust],
        ["ipprotocol"] = ["tcp", "udp", "icmp", "-1"],
        ["cidrip"] = ["10.0.0.0/8", "0.0.0.0/0"],
        ["cidripv6"] = ["::/0"],
        ["permissionsboundary"] = ["arn:aws:iam::aws:policy/PowerUserAccess"],
        ["kmskey"] = ["arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a01"],
        ["propertiesfilecontent"] = [Convert.ToBase64String("key.converter=a.B\nvalue.converter=a.B"u8)],
        ["path"] = ["/", "/team/"],
    };

    // Numbers of which a model tells less than the service's API reference does.
    private static readonly Dictionary<string, long[]> _numbers = new(StringComparer.Ordinal)
    {
        ["retentionInDays"] = [1, 3, 30, 365, 1096, 3653],
        ["FromPort"] = [22, 443],
        ["ToPort"] = [443, 9098],
    };

    // Ids and ARNs by service: for the members that take any resource.
    private readonly Dictionary<string, List<string>> _identifiers = new(StringComparer.Ordinal);

    // What one structure had side by side: a role and its policy, a connector and its version.
    private readonly Dictionary<string, List<Dictionary<string, string>>> _records = new(StringComparer.Ordinal);

    /// <summary>Keeps the texts of a request that succeeded and of its answer.</summary>
    public void Learn(string service, Tree request, Tree? response = null)
    {
        Learn(service, request, new Dictionary<string, string>(StringComparer.Ordinal));
        if (response is null)
            return;
        var context = request.Where(p => p.Value is string)
            .GroupBy(p => Key(p.Key), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (string)g.First().Value!, StringComparer.Ordinal);
        Learn(service, response, context);
    }

    /// <summary>Replaces some texts of a request, as far as its constraints allow.</summary>
    public void Use(FuzzService service, FuzzOperation operation, Tree request)
    {
        // A rehearsal shows nothing of what would be done.
        if (random.Next(8) > 0)
            request.Remove("DryRun");
        // What is taken away at once cannot be used by what follows.
        if (_removes.Any(r => operation.Name.StartsWith(r, StringComparison.Ordinal)) && random.Next(3) > 0)
            return;
        var required = operation.Input!.Required.Select(Key).ToList();
        var fitting = _records.GetValueOrDefault(service.Name)?.Where(r => required.Any(r.ContainsKey)).ToList() ?? [];
        var record = fitting.Count > 0 && random.Next(4) > 0 ? fitting[random.Next(fitting.Count)] : null;
        foreach (var name in request.Keys.ToList())
        {
            // What is to be made is mostly new.
            if (operation.Name.StartsWith("Create", StringComparison.Ordinal)
                && name.EndsWith("Name", StringComparison.OrdinalIgnoreCase) && random.Next(5) > 0)
                continue;
            var shape = operation.Input.Find(name).Shape;
            var side = request[name] is string ? record?.GetValueOrDefault(Key(name)) : null;
            request[name] = side is not null && Fits(shape, side)
                ? side
                : Replace(service, name, shape, request[name]);
        }
    }

    private void Learn(string service, Tree structure, Dictionary<string, string> context, string of = "")
    {
        var record = new Dictionary<string, string>(context, StringComparer.Ordinal);
        // Policies come back in another form than they are sent in.
        foreach (var (name, value) in structure.Where(p => !p.Key.EndsWith("Document", StringComparison.Ordinal)))
        {
            if (value is not string { Length: > 0 } text)
                continue;
            record[Key(name)] = text;
            Keep(service, name, text);

            // A policy's Arn is what other requests call PolicyArn.
            if (name == "Arn" && of.Length > 0)
            {
                record[Key(of + name)] = text;
                Keep(service, of + name, text);
            }
        }

        foreach (var (name, value) in structure)
        {
            foreach (var item in value as List<object?> ?? [value])
            {
                if (item is Tree child)
                    Learn(service, child, record, name);
                else if (item is string text && value is not string)
                    Keep(service, name, text);
            }
        }

        if (record.Count > 1)
            Keep(_records.TryGetValue(service, out var known) ? known : _records[service] = [], record, MostRecords);
    }

    private void Keep(string service, string name, string text)
    {
        Keep(_byName.TryGetValue(Key(name), out var known) ? known : _byName[Key(name)] = [], text, MostKept);
        if (text.StartsWith("arn:", StringComparison.Ordinal) || name.EndsWith("Id", StringComparison.Ordinal))
            Keep(Identifiers(service), text, MostKept);
    }

    private List<string> Identifiers(string service) =>
        _identifiers.TryGetValue(service, out var known) ? known : _identifiers[service] = [];

    private object? Replace(FuzzService service, string name, FuzzShape shape, object? value)
    {
        switch (value)
        {
            case string when shape.Values.Count == 0 && random.Next(4) > 0:
                var known = _byName.GetValueOrDefault(Key(name)) ?? [];
                if (known.Count == 0 || name.Contains("resource", StringComparison.OrdinalIgnoreCase))
                    known = Identifiers(service.Name);
                var text = known.Count > 0 ? known[random.Next(known.Count)] : "";
                return known.Count > 0 && Fits(shape, text) ? text : value;
            case long when _numbers.TryGetValue(name, out var numbers):
                return numbers[random.Next(numbers.Length)];
            case Tree map when shape.Type == "map":
                return map;
            case Tree child:
                foreach (var member in child.Keys.ToList())
                    child[member] = Replace(service, member, shape.Find(member).Shape, child[member]);
                return child;
            case List<object?> items:
                return items.Select(i => Replace(service, name, shape.Item!.Shape, i)).ToList();
            default:
                return value;
        }
    }

    private void Keep<T>(List<T> among, T value, int most)
    {
        if (among.Contains(value))
            return;
        if (among.Count < most)
            among.Add(value);
        else
            among[random.Next(most)] = value;
    }

    private static bool Fits(FuzzShape shape, string text) =>
        text.Length >= (shape.Min ?? 0) && text.Length <= (shape.Max ?? long.MaxValue)
        && (shape.Pattern is not { } pattern || PatternText.For(pattern).Matches(text));

    /// <summary>One key for <c>SubnetId</c>, <c>SubnetIds</c> and <c>subnets</c>.</summary>
    private static string Key(string name)
    {
        var key = name.ToLowerInvariant().TrimEnd('s');
        return key.Length > 2 && key.EndsWith("id", StringComparison.Ordinal) ? key[..^2].TrimEnd('s') : key;
    }
}
