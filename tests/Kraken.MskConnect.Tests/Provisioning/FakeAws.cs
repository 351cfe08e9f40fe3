using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.IdentityManagement;
using Amazon.Kafka;
using Amazon.KafkaConnect;
using Amazon.KeyManagementService;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Kraken.MskConnect.Aws;
using Kraken.MskConnect.Reconciling;
using NSubstitute;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>Substitutes for the service clients, for what an embedded AWS cannot be brought to answer.</summary>
internal static class FakeAws
{
    public static ServiceClients Clients() => new("us-east-1")
    {
        SecurityToken = Substitute.For<IAmazonSecurityTokenService>(),
        KafkaConnect = Substitute.For<IAmazonKafkaConnect>(),
        Iam = Substitute.For<IAmazonIdentityManagementService>(),
        Ec2 = Substitute.For<IAmazonEC2>(),
        Logs = Substitute.For<IAmazonCloudWatchLogs>(),
        Kafka = Substitute.For<IAmazonKafka>(),
        SecretsManager = Substitute.For<IAmazonSecretsManager>(),
        S3 = Substitute.For<IAmazonS3>(),
        Kms = Substitute.For<IAmazonKeyManagementService>(),
        Parameters = Substitute.For<IAmazonSimpleSystemsManagement>(),
    };

    public static ProvisioningContext Context(ServiceClients aws, string connectorName) =>
        new(connectorName, aws, new TestClock(), new EventLog());
}
