using Amazon.CloudWatchLogs.Model;
using Amazon.EC2.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Operations.Export;

/// <summary>A connector and what it uses, as AWS describes them, whoever made them.</summary>
internal sealed record LiveConnector
{
    /// <summary>The connector.</summary>
    public required DescribeConnectorResponse Connector { get; init; }

    /// <summary>The connector's tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The role that it runs under; null where it is gone.</summary>
    public Role? Role { get; init; }

    /// <summary>All of the role's policies that can be read, inline ones first.</summary>
    public IReadOnlyList<PolicyDocument> Policies { get; init; } = [];

    /// <summary>The custom plugin; null where it is gone.</summary>
    public DescribeCustomPluginResponse? Plugin { get; init; }

    /// <summary>The security groups of its network interfaces that still exist, in the connector's order.</summary>
    public IReadOnlyList<SecurityGroup> SecurityGroups { get; init; } = [];

    /// <summary>The log group; null where it has none or it is gone.</summary>
    public LogGroup? LogGroup { get; init; }

    /// <summary>The log group's tags.</summary>
    public IReadOnlyDictionary<string, string> LogGroupTags { get; init; } = new Dictionary<string, string>();
}
