using System.Text.RegularExpressions;
using Amazon;

namespace Kraken.MskConnect.Specs.Schema;

/// <summary>What the ARN of a kind of resource looks like.</summary>
/// <param name="service">The service, as ARNs name it.</param>
/// <param name="resource">The form of what stands after the account.</param>
/// <param name="name">What it is the ARN of, for messages.</param>
/// <param name="example">An example of what stands after the account.</param>
internal sealed partial class ArnKind(string service, Regex resource, string name, string example)
{
    /// <summary>The longest ARN, in characters. Source: IAM, KMS and Secrets Manager API references, of their requests.</summary>
    public const int LongestArn = 2048;

    /// <summary>An MSK cluster. Source: Service Authorization Reference, Amazon MSK.</summary>
    public static ArnKind Cluster { get; } =
        new("kafka", ClusterForm(), "an MSK cluster with its UUID", "cluster/NAME/UUID");

    /// <summary>A KMS key. Source: Service Authorization Reference, AWS KMS.</summary>
    public static ArnKind KmsKey { get; } = new("kms", KmsKeyForm(), "a KMS key, not an alias", "key/ID");

    /// <summary>A secret. Source: Service Authorization Reference, AWS Secrets Manager.</summary>
    public static ArnKind Secret { get; } = new("secretsmanager", SecretForm(), "a secret", "secret:NAME");

    /// <summary>A bucket. Source: Amazon S3 user guide, bucket naming rules.</summary>
    public static ArnKind Bucket { get; } =
        new("s3", BucketForm(), "a bucket", "BUCKET") { HasRegion = false, HasAccount = false };

    /// <summary>A bucket, or an object in it. Source: Service Authorization Reference, Amazon S3.</summary>
    public static ArnKind BucketOrObject { get; } =
        new("s3", BucketOrObjectForm(), "a bucket or an object in it", "BUCKET") { HasRegion = false, HasAccount = false };

    /// <summary>A custom plugin. Source: Service Authorization Reference, Amazon MSK Connect.</summary>
    public static ArnKind CustomPlugin { get; } =
        new("kafkaconnect", CustomPluginForm(), "a custom plugin", "custom-plugin/NAME/UUID");

    /// <summary>A worker configuration. Source: Service Authorization Reference, Amazon MSK Connect.</summary>
    public static ArnKind WorkerConfiguration { get; } = new(
        "kafkaconnect", WorkerConfigurationForm(), "a worker configuration", "worker-configuration/NAME/UUID");

    /// <summary>A managed policy, AWS's own among them. Source: Service Authorization Reference, IAM.</summary>
    public static ArnKind ManagedPolicy { get; } =
        new("iam", ManagedPolicyForm(), "a managed policy", "policy/NAME") { HasRegion = false, OtherAccount = "aws" };

    /// <summary>The service, as ARNs name it.</summary>
    public string Service { get; } = service;

    /// <summary>The form of what stands after the account.</summary>
    public Regex Resource { get; } = resource;

    /// <summary>What it is the ARN of, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>An example of what stands after the account.</summary>
    public string Example { get; } = example;

    /// <summary>Whether the ARN names a region. Default true.</summary>
    public bool HasRegion { get; init; } = true;

    /// <summary>Whether the ARN names an account. Default true.</summary>
    public bool HasAccount { get; init; } = true;

    /// <summary>What may stand in the place of the account's digits; null for nothing else.</summary>
    public string? OtherAccount { get; init; }

    /// <summary>Whether an ARN is of this kind, wherever the resource is.</summary>
    public bool IsOf(Arn arn) => arn.Service == Service && Resource.IsMatch(arn.Resource);

    /// <summary>The form of the whole ARN, in the syntax of JSON Schema's patterns (ECMA-262).</summary>
    public string Pattern
    {
        get
        {
            var form = Resource.ToString()[1..^2];
            var region = HasRegion ? "[a-z0-9-]+" : "";
            var account = !HasAccount ? "" : OtherAccount is null ? "[0-9]{12}" : $"([0-9]{{12}}|{OtherAccount})";
            return $@"^(?!.*\s)arn:[a-z-]+:{Service}:{region}:{account}:{form}$";
        }
    }

    [GeneratedRegex(@"^cluster/[A-Za-z0-9][A-Za-z0-9\-]{0,63}/[A-Za-z0-9\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClusterForm();

    [GeneratedRegex(@"^key/[A-Za-z0-9\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KmsKeyForm();

    [GeneratedRegex(@"^secret:[A-Za-z0-9/_+=.@\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex SecretForm();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketForm();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9](/[^*?$]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex BucketOrObjectForm();

    [GeneratedRegex(@"^custom-plugin/[^/*?$]+/[^/*?$]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex CustomPluginForm();

    [GeneratedRegex(@"^worker-configuration/[^/*?$]+/[^/*?$]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex WorkerConfigurationForm();

    [GeneratedRegex(@"^policy/([!-~]{1,510}/)?[A-Za-z0-9_+=,.@\-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ManagedPolicyForm();
}
