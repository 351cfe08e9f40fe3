using System.Management.Automation;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Lists the Kafka ACLs that a connector needs on a cluster that authorizes by ACLs.</summary>
/// <remarks>
/// <para>
/// With authentication type NONE, MSK ignores the role's kafka-cluster grants: the connector authenticates with its own
/// credentials, for example with SCRAM, and the cluster's ACLs apply. This cmdlet lists the ACL bindings that
/// correspond to the grants, for the principal that the connector authenticates as. Kafka supports only literal names
/// and prefixes. If a binding allows more than the grant, its Beyond property describes the difference. The names of
/// the connector's own topics and group end with an ID that AWS assigns. Until the connector exists, the bindings match
/// every name with the same prefix; with -ConnectorArn, they match only the connector's own.
/// </para>
/// <para>Makes no call, neither to AWS nor to Kafka.</para>
/// </remarks>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect</code>
/// <para>Lists the bindings.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect -As Command -CommandConfig admin.properties | Set-Content acls.sh</code>
/// <para>Writes the kafka-acls commands that add the bindings.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect -ConnectorArn (Get-KrakenMskConnector orders-cdc).ConnectorArn</code>
/// <para>Lists the bindings of an existing connector. None of them matches another connector's topics.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorAcl", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(KafkaAcl), typeof(string))]
public sealed class GetKrakenConnectorAclCommand : SpecCmdlet
{
    /// <summary>
    /// The principal that the connector authenticates to Kafka as: a type and a name, for example User:connect.
    /// </summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string Principal { get; set; } = "";

    /// <summary>
    /// The ARN of the existing connector. The names of the connector's own topics and group end with its ID, so they
    /// are bound as literal names. The name, region and account in the ARN must match the spec.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? ConnectorArn { get; set; }

    /// <summary>
    /// The form of the bindings: Acl for objects (default), Text for a line for each, Json for one list, Markdown for a pull
    /// request, or Command for kafka-acls commands for a POSIX shell, one for each binding, with the spec's bootstrap servers.
    /// </summary>
    [Parameter]
    public AclFormat As { get; set; }

    /// <summary>The same as -As Command, and kept for one release.</summary>
    [Parameter]
    public SwitchParameter AsCommand { get; set; }

    /// <summary>With -As Command: the file with the client properties that kafka-acls uses to authenticate.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CommandConfig { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        var spec = reading.Spec;
        TellUnreadWorker(spec);
        var acls = KafkaAcls.Of(spec, Principal, ConnectorArn);
        WriteObject(
            (AsCommand ? AclFormat.Command : As) switch
            {
                AclFormat.Text => AclText.Render(spec.ConnectorName, acls),
                AclFormat.Json => ObjectJson.Of(acls),
                AclFormat.Markdown => AclText.ToMarkdown(spec.ConnectorName, acls),
                AclFormat.Command => acls.Select(a => a.ToCommand(spec.MskBootstrapServer, CommandConfig)),
                _ => acls,
            },
            enumerateCollection: true);
    }
}

/// <summary>The form of the ACL bindings of a connector.</summary>
public enum AclFormat
{
    /// <summary>One object for each binding.</summary>
    Acl,

    /// <summary>Text: a line for each binding.</summary>
    Text,

    /// <summary>JSON: one list.</summary>
    Json,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A kafka-acls command for each binding.</summary>
    Command,
}
