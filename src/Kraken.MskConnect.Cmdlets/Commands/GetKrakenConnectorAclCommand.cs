using System.Management.Automation;
using Kraken.MskConnect.Policies.Acls;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Lists the Kafka ACLs that a connector needs on a cluster that authorizes by ACLs.</summary>
/// <remarks>
/// <para>
/// With authentication type NONE, MSK does not heed the role's kafka-cluster grants: the connector logs in by itself,
/// for example with SCRAM, and the cluster's ACLs decide. This lists the bindings that mean the same as the grants, for
/// the principal that the connector logs in as. Kafka knows names and beginnings of names only; where a binding reaches
/// further than the grant, its Beyond property says how. The connector's own topics and group end in an id that AWS gives
/// it: before there is a connector, bindings reach every name that begins like theirs; with -ConnectorArn, theirs alone.
/// </para>
/// <para>Makes no call, neither to AWS nor to Kafka.</para>
/// </remarks>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect</code>
/// <para>Lists the bindings.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect -AsCommand -CommandConfig admin.properties | Set-Content acls.sh</code>
/// <para>Writes the kafka-acls commands that add them.</para>
/// </example>
/// <example>
/// <code>$spec | Get-KrakenConnectorAcl -Principal User:connect -ConnectorArn (Get-KrakenMskConnector orders-cdc).ConnectorArn</code>
/// <para>Lists the bindings of a connector that exists, none of which reaches another connector's topics.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "KrakenConnectorAcl", DefaultParameterSetName = nameof(Spec))]
[OutputType(typeof(KafkaAcl), typeof(string))]
public sealed class GetKrakenConnectorAclCommand : SpecCmdlet
{
    /// <summary>Who the connector logs in to Kafka as: a type and a name, for example User:connect.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Principal { get; set; } = "";

    /// <summary>
    /// The ARN of the connector, once it exists. Its id ends the names of the connector's own topics and group, which are
    /// bound whole then. It must be the spec's connector: its name, region and account are compared.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConnectorArn { get; set; }

    /// <summary>Returns kafka-acls commands for a POSIX shell, one a binding, to the spec's bootstrap servers.</summary>
    [Parameter]
    public SwitchParameter AsCommand { get; set; }

    /// <summary>With -AsCommand: the file with the properties that kafka-acls logs in with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CommandConfig { get; set; }

    private protected override void ProcessSpec(SpecReading reading)
    {
        if (!CheckValid(reading))
            return;
        var spec = reading.Spec;
        foreach (var acl in KafkaAcls.Of(spec, Principal, ConnectorArn))
            WriteObject(AsCommand ? acl.ToCommand(spec.MskBootstrapServer, CommandConfig) : acl);
    }
}
