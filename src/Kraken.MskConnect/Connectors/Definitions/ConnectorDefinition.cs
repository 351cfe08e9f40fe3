namespace Kraken.MskConnect.Connectors.Definitions;

/// <summary>
/// The declaration of a family of connector classes: what connectors of it use, and which keys their configuration has.
/// The module's own families and the definitions that users give are read by <see cref="DefinitionReader"/> alike;
/// docs/connector-definitions.md describes the format.
/// </summary>
internal sealed record ConnectorDefinition
{
    /// <summary>The family's name, for example <c>Debezium</c>.</summary>
    internal required string Name { get; init; }

    /// <summary>Where the facts come from.</summary>
    internal IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The classes, and whether each is a <c>source</c> or a <c>sink</c>.</summary>
    internal required IReadOnlyDictionary<string, string> Classes { get; init; }

    /// <summary>What is derived, in words, for the page of families.</summary>
    internal string Derived { get; init; } = "";

    /// <summary>What cannot be derived, in words, for the page of families.</summary>
    internal string NotDerived { get; init; } = "";

    /// <summary>The keys of the configuration beside those of every connector.</summary>
    internal IReadOnlyList<ConnectorKey> Keys { get; init; } = [];

    /// <summary>Further keys of single classes, which come before those of all.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<ConnectorKey>> ClassKeys { get; init; } =
        new Dictionary<string, IReadOnlyList<ConnectorKey>>();

    /// <summary>The version of Java that all of its versions need at least; null where it is not known.</summary>
    internal long? Java { get; init; }

    /// <summary>Whether all keys are listed, so that another one is worth telling.</summary>
    internal bool HasAllKeys { get; init; }

    internal IReadOnlyList<DefinedTopic> Topics { get; init; } = [];

    internal IReadOnlyList<DefinedName> ConsumerGroups { get; init; } = [];

    internal IReadOnlyList<DefinedName> TransactionalIds { get; init; } = [];

    internal IReadOnlyList<DefinedCalls> Calls { get; init; } = [];

    internal IReadOnlyList<DefinedConnection> Connections { get; init; } = [];

    internal IReadOnlyList<DefinedDoubt> Doubts { get; init; } = [];

    internal IReadOnlyList<DefinedFinding> Findings { get; init; } = [];

    /// <summary>The definition with the parts of another one, which several families share; the own ones come first.</summary>
    internal ConnectorDefinition With(ConnectorDefinition shared) => this with
    {
        Keys = [.. Keys, .. shared.Keys],
        Topics = [.. Topics, .. shared.Topics],
        ConsumerGroups = [.. ConsumerGroups, .. shared.ConsumerGroups],
        TransactionalIds = [.. TransactionalIds, .. shared.TransactionalIds],
        Calls = [.. Calls, .. shared.Calls],
        Connections = [.. Connections, .. shared.Connections],
        Doubts = [.. Doubts, .. shared.Doubts],
        Findings = [.. Findings, .. shared.Findings],
    };
}

/// <summary>When a part of a definition applies: all keys have one of their values; null stands for "is given".</summary>
/// <param name="When">What must hold.</param>
/// <param name="Unless">What must not hold.</param>
internal sealed record Condition(
    IReadOnlyList<(string Key, bool? IsGiven, IReadOnlyList<string> Values)> When,
    IReadOnlyList<(string Key, bool? IsGiven, IReadOnlyList<string> Values)> Unless)
{
    internal static Condition Always { get; } = new([], []);

    internal bool IsAlways => When.Count == 0 && Unless.Count == 0;

    /// <summary>Whether it applies to a configuration, whose missing keys have their defaults.</summary>
    internal bool Holds(Func<string, string?> get) => When.All(w => IsMet(w, get)) && !Unless.Any(u => IsMet(u, get));

    /// <summary>Whether a value is meant: the same in any case, or one that begins so where <c>*</c> follows.</summary>
    private static bool IsValue(string meant, string value) => meant.EndsWith('*')
        ? value.StartsWith(meant[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(meant, value, StringComparison.OrdinalIgnoreCase);

    private static bool IsMet((string Key, bool? IsGiven, IReadOnlyList<string> Values) part, Func<string, string?> get)
    {
        var value = get(part.Key);
        return part.IsGiven is { } given
            ? given == value is not null
            : value is not null && part.Values.Any(v => IsValue(v, value));
    }
}

/// <summary>A topic of a definition; its name is a template.</summary>
internal sealed record DefinedTopic(string Topic, TopicKind Kind, TopicAccess Access, string Need, Condition Condition);

/// <summary>A consumer group or transactional id of a definition; its name is a template.</summary>
internal sealed record DefinedName(string Name, string Need, Condition Condition);

/// <summary>Calls to a service of AWS; the resources are templates of ARNs.</summary>
internal sealed record DefinedCalls(
    string Need, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, Condition Condition)
{
    /// <summary>Context keys of the calls, each with its values, which are templates.</summary>
    internal IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Context { get; init; } = [];

    /// <summary>Whether a resource may be <c>*</c>, because the service knows none for these actions.</summary>
    internal bool AllowAnyResource { get; init; }
}

/// <summary>What a connector connects to: an address in one key, or a host and a port in two.</summary>
internal sealed record DefinedConnection(
    string Key, string? PortKey, int? DefaultPort, string What, Condition Condition);

/// <summary>What cannot be derived from the configuration.</summary>
/// <param name="Key">The key that it is about.</param>
/// <param name="Problem">What cannot be derived, as the sentence goes on after the key.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="IsAboutTopics">Whether a list of topics in the spec ends it.</param>
/// <param name="Condition">When it applies.</param>
internal sealed record DefinedDoubt(string Key, string Problem, string Remedy, bool IsAboutTopics, Condition Condition);

/// <summary>What is to be said of keys that do not go together, or that have no effect.</summary>
internal sealed record DefinedFinding(FindingSeverity Severity, string Key, string Problem, string Remedy, Condition Condition);
