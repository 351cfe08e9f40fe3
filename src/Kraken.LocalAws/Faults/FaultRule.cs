using System.Globalization;
using Kraken.LocalAws.Connectors;
using Kraken.LocalAws.Models;

namespace Kraken.LocalAws.Faults;

/// <summary>What a fault does. Source of each service's own errors: <see cref="Wire.Dialect"/>.</summary>
public enum FaultKind
{
    /// <summary>The service's own throttling error.</summary>
    Throttle,

    /// <summary>The service's own 5xx error, before the operation has any effect.</summary>
    ServerError,

    /// <summary>The connection is reset before the operation has any effect.</summary>
    ResetBeforeEffect,

    /// <summary>The operation takes effect, then the connection is reset: the caller cannot know.</summary>
    ResetAfterEffect,

    /// <summary>The answer comes late, by <see cref="FaultRule.Delay"/>.</summary>
    Slow,

    /// <summary>The service's own access-denied error.</summary>
    AccessDenied,

    /// <summary>
    /// Connectors fail at their next start, and updates and restarts of them do, for the reason of
    /// <see cref="FaultRule.Cause"/>.
    /// </summary>
    ConnectorFails,

    /// <summary>
    /// Connectors run after their next start, update or restart, but all their tasks die, after the health checks of an
    /// update, for the reason of <see cref="FaultRule.Cause"/>.
    /// </summary>
    TasksDie,

    /// <summary>
    /// The health checks of updates fail, for the reason of <see cref="FaultRule.Cause"/>: they are rolled back, or, where
    /// the checks are skipped, they stay and all tasks die.
    /// </summary>
    UpdateFails,

    /// <summary>Pauses fail, and the connectors go on running.</summary>
    PauseFails,

    /// <summary>Resumptions fail, and the connectors stay paused.</summary>
    ResumeFails,

    /// <summary>Restarts fail, and what was dead stays dead.</summary>
    RestartFails,
}

/// <summary>When something goes wrong, and what.</summary>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The service by its signing name, for example <c>kafkaconnect</c>; null is every service.</summary>
    public string? Service { get; init; }

    /// <summary>The operation, for example <c>CreateConnector</c>; null is every operation.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// The first call that fails, counted among the calls that the rule speaks of; 1 or more. Default 1.
    /// </summary>
    public int NthCall { get; init; } = 1;

    /// <summary>How many calls fail from there on. Default 1; <see cref="int.MaxValue"/> is for ever.</summary>
    public int Times { get; init; } = 1;

    /// <summary>
    /// How late the answer is where <see cref="Kind"/> is <see cref="FaultKind.Slow"/>. Default 1 second.
    /// </summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The seconds in the answer's Retry-After header where <see cref="Kind"/> is <see cref="FaultKind.Throttle"/> or
    /// <see cref="FaultKind.ServerError"/>; null, the default, sends none, as no model of these services has one.
    /// </summary>
    public int? RetryAfter { get; init; }

    /// <summary>
    /// The names of the connectors where <see cref="Kind"/> is of connectors, as <see cref="FaultKind.TasksDie"/> is;
    /// <c>*</c> stands for any characters. Default all.
    /// </summary>
    public string Connector { get; init; } = "*";

    /// <summary>
    /// How often it happens where <see cref="Kind"/> is of connectors: with 1, what is tried again succeeds. 1 or more;
    /// null, the default, is for ever.
    /// </summary>
    public int? Count { get; init; }

    /// <summary>
    /// Why connectors fail or tasks die, by the name that the module gives the cause, for example <c>TopicDenied</c>: the
    /// worker logs what it logs then. Null, the default, is out of memory.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>
    /// Reads a rule from text, for example <c>Service=iam,Operation=CreateRole,NthCall=2,Kind=Throttle</c>.
    /// </summary>
    /// <param name="text">The rule's properties as Name=Value, with commas between them; the case of names and kinds
    /// does not matter, and Delay is in seconds. Kind must be given.</param>
    /// <exception cref="FormatException">A name or value is not valid; the message says which, and what is.</exception>
    public static FaultRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return From(text.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2) switch
        {
            [var name, var value] => KeyValuePair.Create(name.Trim(), value.Trim()),
            _ => throw new FormatException($"Fault: '{part}' is not in the form Name=Value."),
        }));
    }

    /// <summary>Makes a rule from its properties as texts.</summary>
    /// <param name="properties">As for <see cref="Parse"/>.</param>
    /// <exception cref="FormatException">A name or value is not valid; the message says which, and what is.</exception>
    public static FaultRule From(IEnumerable<KeyValuePair<string, string>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        FaultKind? kind = null;
        var rule = new FaultRule { Kind = default };
        foreach (var (name, value) in properties)
        {
            switch (name.ToUpperInvariant())
            {
                case "KIND":
                    kind = KindFrom(value);
                    break;
                case "SERVICE":
                    rule = rule with { Service = ServiceFrom(value) };
                    break;
                case "OPERATION":
                    rule = rule with { Operation = value };
                    break;
                case "NTHCALL":
                    rule = rule with { NthCall = CountFrom(name, value) };
                    break;
                case "TIMES":
                    rule = rule with { Times = CountFrom(name, value) };
                    break;
                case "CONNECTOR":
                    rule = rule with { Connector = value };
                    break;
                case "COUNT":
                    rule = rule with { Count = CountFrom(name, value) };
                    break;
                case "CAUSE":
                    rule = rule with { Cause = CauseFrom(value) };
                    break;
                case "RETRYAFTER":
                    rule = rule with { RetryAfter = CountFrom(name, value) };
                    break;
                case "DELAY":
                    rule = rule with { Delay = DelayFrom(value) };
                    break;
                default:
                    throw new FormatException(
                        $"Fault: '{name}' is no property of a rule. Give Kind, Service, Operation, NthCall, Times, "
                        + "Delay, RetryAfter, Connector, Count or Cause.");
            }
        }

        rule.CheckOperation();
        rule = rule with
        {
            Kind = kind ?? throw new FormatException($"Fault: the rule has no Kind. Give one of {Kinds}."),
        };
        return rule.Count is null || IsOfConnectors(rule.Kind)
            ? rule
            : throw new FormatException(
                $"Fault: Count is '{rule.Count}', but {rule.Kind} is about calls. Give Times, the number of calls that fail.");
    }

    /// <summary>Whether a kind is about what connectors do, and not about calls.</summary>
    internal static bool IsOfConnectors(FaultKind kind) => kind >= FaultKind.ConnectorFails;

    private static string Kinds => string.Join(", ", Enum.GetNames<FaultKind>());

    private void CheckOperation()
    {
        if (Operation is null)
            return;
        var services = Service is { } one ? [one] : ServiceCatalog.Names;
        if (!services.Any(s => ServiceCatalog.Find(s)!.Operations.ContainsKey(Operation)))
        {
            throw new FormatException(
                $"Fault: Operation is '{Operation}', which {Service ?? "no service of LocalAws"} "
                + $"{(Service is null ? "has" : "does not have")}. Give an operation's name as in AWS's API reference, "
                + "for example CreateRole.");
        }
    }

    private static FaultKind KindFrom(string value) =>
        Enum.GetNames<FaultKind>().FirstOrDefault(n => n.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<FaultKind>(known)
            : throw new FormatException($"Fault: Kind is '{value}'. Give one of {Kinds}.");

    private static string ServiceFrom(string value) =>
        ServiceCatalog.Find(value) is { } service
            ? service.SigningName
            : throw new FormatException(
                $"Fault: Service is '{value}'. Give one of {string.Join(", ", ServiceCatalog.Names.Order())}.");

    private static string CauseFrom(string value) =>
        WorkerFailureLog.Find(value) is not null
            ? value
            : throw new FormatException(
                $"Fault: Cause is '{value}'. Give one of {string.Join(", ", WorkerFailureLog.Causes)}.");

    private static int CountFrom(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1
            ? count
            : throw new FormatException($"Fault: {name} is '{value}'. Give a whole number from 1.");

    private static TimeSpan DelayFrom(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"Fault: Delay is '{value}'. Give a number of seconds from 0.");
}

/// <summary>
/// Connectors that fail to start, whose tasks die, or operations on which fail, whatever their role, network and
/// configuration.
/// </summary>
/// <param name="NamePattern">The connectors' name; <c>*</c> stands for any characters.</param>
/// <param name="Code">The state description's or the operation's code. Default <c>UnknownKafkaConnectWorkerFailure</c>.</param>
/// <param name="Message">The state description's or the operation's message.</param>
/// <param name="LogLines">What the worker writes to its log before it dies.</param>
/// <param name="TasksDie">Whether the connector runs, and its tasks die with the lines. Default false.</param>
/// <param name="Count">How often it happens, 1 or more; null, the default, is for ever.</param>
public sealed record ConnectorFailure(
    string NamePattern,
    string Code = "UnknownKafkaConnectWorkerFailure",
    string Message = "The connector's workers failed to start.",
    IReadOnlyList<string>? LogLines = null,
    bool TasksDie = false,
    int? Count = null)
{
    /// <summary>What fails. Default <see cref="FaultKind.ConnectorFails"/>, or <see cref="FaultKind.TasksDie"/> as told.</summary>
    public FaultKind Kind { get; init; } = TasksDie ? FaultKind.TasksDie : FaultKind.ConnectorFails;
}
