using System.Text.RegularExpressions;

namespace Kraken.MskConnect.Policies.Acls;

/// <summary>An ACL binding of a Kafka cluster: a principal may do something on a resource.</summary>
/// <param name="Principal">Who, for example <c>User:connect</c>.</param>
/// <param name="ResourceType"><c>Cluster</c>, <c>Topic</c>, <c>Group</c> or <c>TransactionalId</c>.</param>
/// <param name="ResourceName">The name, or its beginning; <c>kafka-cluster</c> for the cluster.</param>
/// <param name="PatternType"><c>Literal</c>, or <c>Prefixed</c> where the name is a beginning.</param>
/// <param name="Operation">Kafka's operation, for example <c>Read</c>.</param>
/// <param name="Need">What the connector needs it for.</param>
/// <param name="Because">The spec fields and configuration keys that cause it.</param>
/// <remarks>Source: Apache Kafka documentation, Security, Authorization and ACLs.</remarks>
public sealed partial record KafkaAcl(
    string Principal,
    string ResourceType,
    string ResourceName,
    string PatternType,
    string Operation,
    string Need,
    IReadOnlyList<string> Because)
{
    /// <summary>Always <c>Allow</c>: what is not allowed is denied.</summary>
    public string PermissionType { get; } = "Allow";

    /// <summary>The host that the principal may come from. Workers' addresses are not known, so <c>*</c>.</summary>
    public string Host { get; } = "*";

    /// <summary>
    /// What the binding allows beyond what is needed, where Kafka's patterns cannot be narrower; else null.
    /// </summary>
    public string? Beyond { get; init; }

    /// <summary>The spec fields and configuration keys that cause it.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Because { get; init; } = Because.ToArray();

    /// <summary>The binding as a <c>kafka-acls</c> command for a POSIX shell.</summary>
    /// <param name="bootstrapServer">Where the cluster is reached, <c>host:port</c> with commas between.</param>
    /// <param name="commandConfig">The file with the caller's client properties; null for none.</param>
    public string ToCommand(string bootstrapServer, string? commandConfig = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(bootstrapServer);
        var config = commandConfig is null ? "" : $" --command-config {Quoted(commandConfig)}";
        var resource = ResourceType switch
        {
            "Cluster" => "--cluster",
            "TransactionalId" => $"--transactional-id {Quoted(ResourceName)}",
            _ => $"--{ResourceType.ToLowerInvariant()} {Quoted(ResourceName)}",
        };
        var pattern = PatternType == "Prefixed" ? " --resource-pattern-type prefixed" : "";
        return $"kafka-acls --bootstrap-server {Quoted(bootstrapServer)}{config} --add "
            + $"--allow-principal {Quoted(Principal)} --operation {Operation} {resource}{pattern}";
    }

    private static string Quoted(string text) =>
        Plain().IsMatch(text) ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"^[A-Za-z0-9_./:,@=+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
