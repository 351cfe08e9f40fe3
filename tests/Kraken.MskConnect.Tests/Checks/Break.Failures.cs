namespace Kraken.MskConnect.Tests.Checks;

/// <content>What a creation fails with that is made without the checks.</content>
internal sealed partial record Break
{
    private static readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal)
    {
        ["the account is another one"] = "not in 210987654321",
        ["the plugin does not exist"] = "The custom plugin with the specified ARN doesn't exist",
        ["the plugin lacks the revision"] = "The revision 9 of the custom plugin",
        ["no worker configuration declares the provider"] = "refer to the config provider 'secretsmanager'",
        ["the provider has another name"] = "refers to the config provider 'secretManager'",
        ["the worker configuration does not exist"] = "The worker configuration with the specified ARN doesn't exist",
        ["the worker configuration lacks the revision"] = "The revision 4 of the worker configuration",
        ["the secret lacks a key"] = "or the secret lacks the key",
        ["a referenced secret does not exist"] = "A secret that the configuration refers to does not exist in this region",
        ["the workers are beyond the quota"] = "the quota is 60",
        ["a subnet does not exist"] = "SubnetId names a subnet that does not exist",
        ["the bootstrap servers are another cluster's"] = "The host name b-1.other.x1y2z3.c5.kafka.us-east-1.amazonaws.com cannot be resolved",
        ["the cluster does not exist"] = "check that MskClusterArn is the ARN of exactly this cluster",
        ["a subnet is in another VPC"] = "subnet-0000000000000000b is in vpc-0000000000000000b",
        ["the role's name is somebody else's"] = "already exists and does not have this module's tags",
        ["the log group's name is somebody else's"] = "already exists and does not have this module's tags",
        ["the boundary that the spec gives is too narrow"] = "The role may not call secretsmanager:GetSecretValue on ",
        ["the cluster is deleted"] = "cannot be resolved in the connector's VPC",
        ["the cluster does not take IAM"] = "cannot be resolved in the connector's VPC",
        ["the cluster has no such listener"] = "cannot be resolved in the connector's VPC",
        ["the cluster takes IAM alone"] = "is a broker's port for IAM, but MskAuthenticationType is NONE",
    };

    private static Break WithFailure(Break broken) => broken with { Failure = broken.Failure ?? _failures.GetValueOrDefault(broken.Name) };
}
