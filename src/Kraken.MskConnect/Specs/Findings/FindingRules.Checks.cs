namespace Kraken.MskConnect.Specs.Findings;

/// <content>The checks of Test-KrakenMskConnector that can warn. Where they fail, nothing can be accepted.</content>
public static partial class FindingRules
{
    private static FindingRule[] Checks() =>
    [
        Check("Cluster.KmsKey", "MskKmsKeyArn is not the key that encrypts the cluster.", "Give the cluster's key, or leave it out."),
        Check("Cluster.Limits", "The topics that are created come near to what the cluster takes.", "Give fewer partitions, or let AWS raise the quota."),
        Check("Cluster.State", "The cluster works, perhaps with interruptions.", "Wait until it is ACTIVE."),
        Check("Cluster.Version", "MSK ends the support of the cluster's version of Apache Kafka, or has ended it.", "Upgrade the cluster."),
        Check("Logs.Errors", "The workers' log has errors of the last hour.", "Look at them with Get-KrakenConnectorLog."),
        Check("Logs.Group", "The connector writes no log to CloudWatch Logs, or nothing arrives.", "Do what the message says."),
        Check("Network.Addresses", "A subnet has no free address for another worker.", "Free addresses, or give other subnets."),
        Check("Network.DatabaseIngress", "The database that the module found may not let the connector in.", "Let the connector's security group in."),
        Check("Network.Dns", "Names of an endpoint are resolved to public addresses, so the traffic leaves the VPC.", "Turn on DNS hostnames of the VPC."),
        Check("Network.Egress", "The security groups let a port out to somewhere else than expected.", "Look whether that is where the connector connects to."),
        Check("Network.Routes", "A route leads to what is gone, or a subnet has no private way to an AWS service.", "Lead the route to a NAT gateway, or make an endpoint."),
        Check("Network.Subnets", "All subnets are in one zone.", "Give subnets in two zones or more."),
        Check("Objects.BucketEncryption", "The bucket encrypts with another key than S3KmsKeyArn.", "Leave S3KmsKeyArn out, or make it the bucket's default key."),
        Check("Objects.Connector", "The connector is paused, or its state changes.", "Resume it, or wait."),
        Check("Objects.WorkerConfiguration", "A text of the configuration looks like a reference to a config provider that the worker configuration does not declare.", "Declare the provider, or correct its name."),
        Check("Objects.WorkerConfigurationKeys", "The worker configuration has properties that MSK Connect refuses or ignores.", "Make a worker configuration without them."),
        Check("Permissions.Caller", "You lack a permission that some runs need.", "Let somebody grant it: Get-KrakenCallerPolicy shows it."),
        Check("Permissions.Trust", "Others can assume the connector's role too.", "Limit the trust policy to the connector."),
        Check("Topics.Exist", "Topics that the connector uses do not exist.", "Make them, or correct the list."),
    ];

    private static FindingRule Check(string name, string meaning, string remedy) => Warning(name, meaning, remedy, FindingSource.Check);
}
