using Kraken.Contract.Tests.Operations;

namespace Kraken.Contract.Tests.Clients;

/// <summary>Where moto is not like LocalAws, and why LocalAws is right or need not be alike.</summary>
internal static class MotoDifferences
{
    private const string LeftOut = "moto leaves it out";
    private const string Placeholder = "a placeholder of moto's, which stands for nothing";
    private const string Lenient = "moto does not check it";
    private const string NoChecksumType = "moto does not say that a checksum is of the whole object";
    private const string NotInMoto = "of the surroundings, which moto cannot be given";

    // Source: Amazon S3 user guide, default encryption: SSE-S3 for every bucket since 5 January 2023.
    private const string DefaultEncryption = "AWS encrypts by default since 2023; moto does not";

    /// <summary>The operations of our clients that moto lacks, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> Lacking { get; } =
        OperationLists.Clients
            .Where(o => o.StartsWith("kafkaconnect:", StringComparison.Ordinal))
            .Select(o => KeyValuePair.Create(o, "moto has no MSK Connect"))
            .Concat(
            [
                KeyValuePair.Create("iam:SimulateCustomPolicy", "moto has no policy simulator"),
                KeyValuePair.Create("iam:SimulatePrincipalPolicy", "moto has no policy simulator"),
                KeyValuePair.Create("kafka:DescribeTopic", "moto has no topics"),
                KeyValuePair.Create("kafka:ListTopics", "moto has no topics"),
                KeyValuePair.Create("kafka:GetBootstrapBrokers", "moto has no brokers"),
                KeyValuePair.Create("logs:AssociateKmsKey", "moto sets a group's key at creation only"),
                KeyValuePair.Create("logs:DisassociateKmsKey", "moto sets a group's key at creation only"),
            ])
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>What may differ: an operation, a path, which may end in <c>*</c>, and the reason.</summary>
    public static IReadOnlyList<(string Operation, string Path, string Reason)> Explained { get; } =
    [
        ("iam:CreateRole", "outcome", Lenient),
        // Source: AWS CLI reference, get-role, whose example has the word.
        ("iam:GetRole", "Role.PermissionsBoundary.PermissionsBoundaryType", "AWS answers Policy, not the enum's word"),
        ("iam:CreatePolicy", "Policy.PermissionsBoundaryUsageCount", LeftOut),
        // Source: IAM user guide, IAM identifiers, unique ID prefixes.
        ("iam:CreatePolicy", "Policy.PolicyId", "a managed policy's id begins with ANPA"),
        // Source: IAM API reference, PolicyVersion: not returned by CreatePolicyVersion and ListPolicyVersions.
        ("iam:CreatePolicyVersion", "PolicyVersion.Document", "AWS leaves the document out"),
        ("iam:ListPolicyVersions", "Versions[].Document", "AWS leaves the documents out"),
        ("iam:ListPolicyVersions", "IsTruncated", LeftOut),
        ("iam:GetPolicy", "Policy.PermissionsBoundaryUsageCount", LeftOut),
        ("iam:GetAccountAuthorizationDetails", "Policies[].PermissionsBoundaryUsageCount", LeftOut),
        ("iam:GetAccountAuthorizationDetails", "Policies[].PolicyId", LeftOut),
        ("iam:GetAccountAuthorizationDetails", "Policies[].PolicyName", LeftOut),
        // Source: IAM user guide, IAM identifiers, unique ID prefixes.
        ("iam:GetPolicy", "Policy.PolicyId", "a managed policy's id begins with ANPA"),
        ("iam:ListInstanceProfilesForRole", "IsTruncated", LeftOut),
        ("sts:GetCallerIdentity", "UserId", "the caller is the server's own"),
        ("sts:GetCallerIdentity", "Arn", "the caller is the server's own"),
        ("sts:AssumeRole", "PackedPolicySize", "there is no session policy whose size it could be"),
        ("ec2:DescribeSubnets", "Subnets[].AvailabilityZoneId", "which zone has which id is an account's own"),
        ("ec2:CreateSecurityGroup", "Tags[]*", LeftOut),
        ("ec2:AuthorizeSecurityGroupEgress", "SecurityGroupRules[]*", "moto answers the last rule only"),
        ("ec2:AuthorizeSecurityGroupIngress", "SecurityGroupRules[].GroupOwnerId", LeftOut),
        ("ec2:AuthorizeSecurityGroupIngress", "SecurityGroupRules[].SecurityGroupRuleArn", LeftOut),
        ("ec2:DescribeVpcEndpoints", "VpcEndpoints[].VpcEndpointType", LeftOut),
        ("ec2:DescribeVpcEndpoints", "VpcEndpoints[].IpAddressType", LeftOut),
        ("ec2:DescribeVpcEndpoints", "VpcEndpoints[].RequesterManaged", LeftOut),
        // Source: EC2 API reference, CreateVpcEndpoint: private DNS is of interface endpoints.
        ("ec2:DescribeVpcEndpoints", "VpcEndpoints[].PrivateDnsEnabled", "a gateway endpoint has no private DNS"),
        ("ec2:RevokeSecurityGroupEgress", "RevokedSecurityGroupRules[]*", LeftOut),
        ("ec2:RevokeSecurityGroupIngress", "RevokedSecurityGroupRules[]*", LeftOut),
        ("ec2:DescribeSecurityGroupRules", "SecurityGroupRules[].Description", "moto forgets a peer group's"),
        ("ec2:DescribeSecurityGroupRules", "SecurityGroupRules[].GroupOwnerId", LeftOut),
        ("ec2:DescribeSecurityGroupRules", "SecurityGroupRules[].SecurityGroupRuleArn", LeftOut),
        ("ec2:UpdateSecurityGroupRuleDescriptionsEgress", "Return", LeftOut),
        ("ec2:UpdateSecurityGroupRuleDescriptionsIngress", "Return", LeftOut),
        ("ec2:DeleteSecurityGroup", "Return", LeftOut),
        ("ec2:DeleteSecurityGroup", "GroupId", LeftOut),
        ("logs:PutRetentionPolicy", "outcome", Lenient),
        ("logs:ListTagsForResource", "outcome", Lenient),
        ("logs:DescribeLogGroups", "LogGroups[].DeletionProtectionEnabled", LeftOut),
        ("logs:DescribeLogGroups", "LogGroups[].LogGroupClass", LeftOut),
        // Source: CloudWatch Logs API reference, PutLogEvents: 26 bytes for each event.
        ("logs:DescribeLogGroups", "LogGroups[].StoredBytes", "AWS counts 26 bytes more for each event"),
        // Source: CloudWatch Logs API reference, LogStream: always zero since 17 June 2019; tokens are not used.
        ("logs:DescribeLogStreams", "LogStreams[].StoredBytes", "always zero at AWS since 2019"),
        ("logs:DescribeLogStreams", "LogStreams[].UploadSequenceToken", "AWS uses no sequence tokens any more"),
        // Source: CloudWatch Logs API reference, FilterLogEvents: an empty list since 15 May 2020.
        ("logs:FilterLogEvents", "SearchedLogStreams[]*", "always empty at AWS since 2020"),
        .. Cluster("kafka:DescribeClusterV2", "ClusterInfo"),
        .. Cluster("kafka:ListClustersV2", "ClusterInfoList[]"),
        // Source: Secrets Manager API reference, DescribeSecret and GetSecretValue, errors.
        ("secretsmanager:DescribeSecret", "refused: status", "the service's errors have the status 400"),
        ("secretsmanager:GetSecretValue", "refused: status", "the service's errors have the status 400"),
        ("kms:DescribeKey", "KeyMetadata.KeyUsage", LeftOut),
        ("kms:DescribeKey", "KeyMetadata.MultiRegion", LeftOut),
        ("kms:GetKeyPolicy", "Policy", "the same statements with other white space"),
        // Source: KMS API reference, GetKeyPolicy, response.
        ("kms:GetKeyPolicy", "PolicyName", LeftOut),
        ("ssm:DescribeParameters", "Parameters[].LastModifiedUser", "the caller is the server's own"),
        // Source: Systems Manager API reference, ParameterMetadata.
        ("ssm:DescribeParameters", "Parameters[].ARN", LeftOut),
        ("s3:GetBucketEncryption", "*", DefaultEncryption),
        ("s3:PutObject", "ServerSideEncryptionMethod", DefaultEncryption),
        ("s3:HeadObject", "ServerSideEncryptionMethod", DefaultEncryption),
        ("s3:GetObject", "ServerSideEncryptionMethod", DefaultEncryption),
        // Source: S3 API reference, PutObject, GetObject and ListObjectsV2, ChecksumType.
        ("s3:PutObject", "ChecksumType", NoChecksumType),
        ("s3:GetObject", "ChecksumType", NoChecksumType),
        ("s3:ListObjectsV2", "S3Objects[].ChecksumType", NoChecksumType),
        ("s3:ListBuckets", "Prefix", LeftOut),
        ("s3:ListBuckets", "Owner.*", "the owner is the server's own"),
    ];

    /// <summary>A cluster, wherever an answer has it.</summary>
    private static IEnumerable<(string Operation, string Path, string Reason)> Cluster(string operation, string path) =>
    [
        (operation, path + ".ActiveOperationArn", Placeholder),
        (operation, path + ".ClusterArn", "moto leaves the cluster's name out of its ARN"),
        (operation, path + ".State", "a cluster of moto's stays in creation"),
        (operation, path + ".StateInfo*", Placeholder),
        (operation, path + ".Provisioned.BrokerNodeGroupInfo*", NotInMoto),
        (operation, path + ".Provisioned.ClientAuthentication*", NotInMoto),
        (operation, path + ".Provisioned.CurrentBrokerSoftwareInfo.Configuration*", Placeholder),
        (operation, path + ".Provisioned.CustomerActionStatus", Placeholder),
        (operation, path + ".Provisioned.EncryptionInfo*", NotInMoto),
        (operation, path + ".Provisioned.ZookeeperConnectString*", Placeholder),
    ];

    /// <summary>The entry that explains the difference, or null.</summary>
    public static (string Operation, string Path, string Reason)? Explain(string operation, string path)
    {
        foreach (var entry in Explained)
        {
            if (entry.Operation == operation && (entry.Path == path
                || (entry.Path[^1] == '*' && path.StartsWith(entry.Path[..^1], StringComparison.Ordinal))))
            {
                return entry;
            }
        }

        return null;
    }
}
