using System.Text;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.LocalAws.Services.Kms;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Checks;

/// <content>Buckets, keys, parameters, secrets' regions and worker configurations' properties.</content>
internal sealed partial record Break
{
    private const string Elsewhere = "eu-west-1";
    private const string Parameter = "/kraken/dev/password";
    private const string SecretKey = "arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a09";
    private const string BucketName = "kraken-raw-mnpi-dev";

    /// <summary>A sink of which nothing is wrong.</summary>
    public static ConnectorSpec GoodSink { get; } = ReferenceExamples.S3Sink with
    {
        MskAuthenticationType = "IAM", MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
    };

    private static readonly IReadOnlyList<Break> _objects =
    [
        Sink(
            "the bucket does not exist", "Objects.Bucket", CheckStatus.Fail, "does not exist", "S3SinkBucketArn",
            w => w.Spec = w.Spec.WithKey("s3.bucket.name", "kraken-none") with { S3SinkBucketArn = "arn:aws:s3:::kraken-none" },
            w => w.Spec = GoodSink, "Non-existent S3 bucket: kraken-none"),
        Sink(
            "the bucket is in another region", "Objects.Bucket", CheckStatus.Fail, "is in eu-west-1", "ConnectorConfiguration[s3.region]",
            w =>
            {
                WithoutKey(w);
                BucketOf(w).Region = Elsewhere;
            },
            w => w.Spec = w.Spec.WithKey("s3.region", Elsewhere), "The bucket is in this region: eu-west-1"),
        Sink(
            "the sink asks in another region", "Objects.Bucket", CheckStatus.Fail, "asks for it in eu-west-1", "ConnectorConfiguration[s3.region]",
            w =>
            {
                WithoutKey(w);
                w.Spec = w.Spec.WithKey("s3.region", Elsewhere);
            },
            w => w.Spec = w.Spec.WithKey("s3.region", "us-east-1"), "The bucket is in this region: us-east-1"),
        Sink(
            "the bucket has another key", "Objects.BucketEncryption", CheckStatus.Fail, LocalAwsSeed.MskKeyArn, "S3KmsKeyArn",
            w => BucketOf(w).KmsKeyArn = LocalAwsSeed.MskKeyArn,
            w => w.Spec = w.Spec with { S3KmsKeyArn = LocalAwsSeed.MskKeyArn },
            $"not authorized to perform: kms:GenerateDataKey on resource: {LocalAwsSeed.MskKeyArn}"),
        Sink(
            "the spec names no key of the bucket", "Objects.BucketEncryption", CheckStatus.Fail, "grants the role no key", "S3KmsKeyArn",
            w => w.Spec = w.Spec with { S3KmsKeyArn = null },
            w => w.Spec = w.Spec with { S3KmsKeyArn = LocalAwsSeed.S3KeyArn },
            $"not authorized to perform: kms:GenerateDataKey on resource: {LocalAwsSeed.S3KeyArn}"),
        Sink(
            "the bucket has no key of one's own", "Objects.BucketEncryption", CheckStatus.Warn, "S3's own keys", "S3KmsKeyArn",
            w => BucketOf(w).KmsKeyArn = null,
            w => w.Spec = w.Spec with { S3KmsKeyArn = null }, null),
        Sink(
            "the bucket's key is disabled", "Objects.KmsKeys", CheckStatus.Fail, "is disabled", "S3KmsKeyArn",
            w => KeyOf(w, LocalAwsSeed.S3KeyArn).State = KeyStates.Disabled,
            w => KeyOf(w, LocalAwsSeed.S3KeyArn).State = KeyStates.Enabled, "Error Code: KMS.DisabledException"),
        Sink(
            "the bucket's key is to be deleted", "Objects.KmsKeys", CheckStatus.Fail, "to be deleted", "S3KmsKeyArn",
            w => KeyOf(w, LocalAwsSeed.S3KeyArn).State = KeyStates.PendingDeletion,
            w => KeyOf(w, LocalAwsSeed.S3KeyArn).State = KeyStates.Enabled, "Error Code: KMS.KMSInvalidStateException"),
        Source(
            "a key does not exist", "Objects.KmsKeys", CheckStatus.Fail, "does not exist", "SecretKmsKeyArn",
            w => w.Spec = w.Spec with { SecretKmsKeyArn = SecretKey }, w => w.Spec = World.Good, null),
        Source(
            "the secret's key is disabled", "Objects.KmsKeys", CheckStatus.Fail, "is disabled", "SecretKmsKeyArn",
            w =>
            {
                AddSecretKey(w).State = KeyStates.Disabled;
                w.Spec = w.Spec with { SecretKmsKeyArn = SecretKey };
            },
            w => KeyOf(w, SecretKey).State = KeyStates.Enabled,
            "DecryptionFailureException: Secrets Manager can't decrypt the protected secret text"),
        Source(
            "the secret's key is not granted", "Objects.Secret", CheckStatus.Fail, "no key of secrets", "SecretKmsKeyArn",
            w => AddSecretKey(w),
            w => w.Spec = w.Spec with { SecretKmsKeyArn = SecretKey },
            $"not authorized to perform: kms:Decrypt on resource: {SecretKey}"),
        new(
            "the policy of the bucket's key lets others in alone", "Objects.KmsKeyPolicy", CheckStatus.Fail, After: false,
            "allows neither", "S3KmsKeyArn",
            w =>
            {
                w.Spec = GoodSink;
                KeyOf(w, LocalAwsSeed.S3KeyArn).Policy = KeyPolicyFor("arn:aws:iam::123456789012:role/admin");
                return Task.CompletedTask;
            },
            (w, check) =>
            {
                // Its words name the account, or else the role.
                var account = check.Remedy!.Split(' ').First(word => word.EndsWith(":root", StringComparison.Ordinal));
                KeyOf(w, LocalAwsSeed.S3KeyArn).Policy = KeyPolicyFor(account);
                return Task.CompletedTask;
            })
        {
            Failure = "The role may not use a KMS key: kms:GenerateDataKey on ",
        },
        new(
            "the policy of the secret's key lets others in alone", "Objects.KmsKeyPolicy", CheckStatus.Fail, After: false,
            "allows neither", "SecretKmsKeyArn",
            w =>
            {
                AddSecretKey(w).Policy = KeyPolicyFor("arn:aws:iam::123456789012:role/admin");
                w.Spec = w.Spec with { SecretKmsKeyArn = SecretKey };
                return Task.CompletedTask;
            },
            (w, check) =>
            {
                var role = check.Remedy!.Split(' ').First(word => word.Contains(":role/", StringComparison.Ordinal));
                KeyOf(w, SecretKey).Policy = KeyPolicyFor(role);
                return Task.CompletedTask;
            })
        {
            Failure = "Access to KMS is not allowed",
        },
        new(
            "a parameter does not exist", "Objects.Parameters", CheckStatus.Fail, After: false,
            Parameter, "ConnectorConfiguration[database.password]",
            w =>
            {
                w.Spec = w.Spec.WithKey("database.password", $"${{ssm::{Parameter}}}") with
                {
                    WorkerConfigurationArn = AddWorkerConfiguration(
                        w, Properties("secretsmanager,ssm") + "\nconfig.providers.ssm.param.NotFoundStrategy=fail"),
                };
                return Task.CompletedTask;
            },
            (w, _) => w.Rehearsal.Aws.Parameters.PutParameterAsync(
                new PutParameterRequest { Name = Parameter, Value = "none", Type = ParameterType.SecureString }))
        {
            Failure = $"from the parameter {Parameter}",
        },
        Source(
            "the provider of secrets asks in another region", "Objects.WorkerConfiguration", CheckStatus.Fail, "asks in eu-west-1", "WorkerConfigurationArn",
            w => w.Spec = w.Spec with
            {
                WorkerConfigurationArn = AddWorkerConfiguration(
                    w, Properties("secretsmanager") + "\nconfig.providers.secretsmanager.param.region=eu-west-1"),
            },
            w => w.Spec = World.Good, "from the secret kraken/dev/database in eu-west-1"),
        Source(
            "the secret is in another region", "Objects.Secret", CheckStatus.Fail, "is in eu-west-1", "RdsSecretArn",
            w => w.Spec = w.Spec with { RdsSecretArn = w.Spec.RdsSecretArn!.Replace("us-east-1", Elsewhere, StringComparison.Ordinal) },
            w => w.Spec = World.Good, "is in region 'eu-west-1', not in us-east-1"),
        Source(
            "a referenced secret is in another region", "Objects.SecretKeys", CheckStatus.Fail, "in another region", "ConnectorConfiguration[database.password]",
            w => w.Spec = w.Spec.WithKey(
                "database.password", "${secretsmanager:arn%3Aaws%3Asecretsmanager%3Aeu-west-1%3A123456789012%3Asecret%3Adb-AbC123:password}"),
            w => w.Spec = World.Good, "can't find the specified secret"),
        Source(
            "the worker configuration has a property without effect", "Objects.WorkerConfigurationKeys", CheckStatus.Warn, "log4j.rootLogger", "WorkerConfigurationArn",
            w => w.Spec = w.Spec with
            {
                WorkerConfigurationArn = AddWorkerConfiguration(w, Properties("secretsmanager") + "\nlog4j.rootLogger=DEBUG\nproducer.acks=all"),
            },
            w => w.Spec = World.Good, null),
        Source(
            "the worker configuration lacks a converter", "Objects.WorkerConfigurationKeys", CheckStatus.Fail, "lacks value.converter", "WorkerConfigurationArn",
            w => w.Spec = w.Spec with
            {
                WorkerConfigurationArn = AddWorkerConfiguration(
                    w, Properties("secretsmanager").Replace("value.converter", "value.other", StringComparison.Ordinal)),
            },
            w => w.Spec = World.Good, "Missing required configuration \"value.converter\" which has no default value."),
    ];

    private static Break Sink(
        string name, string check, CheckStatus status, string evidence, string field, Action<World> change, Action<World> mend, string? failure) =>
        Of(name, check, status, evidence, field, w => { w.Spec = GoodSink; change(w); }, mend, failure);

    private static Break Source(
        string name, string check, CheckStatus status, string evidence, string field, Action<World> change, Action<World> mend, string? failure) =>
        Of(name, check, status, evidence, field, change, mend, failure);

    private static Break Of(
        string name, string check, CheckStatus status, string evidence, string field, Action<World> change, Action<World> mend, string? failure) =>
        new(
            name, check, status, After: false, evidence, field,
            w =>
            {
                change(w);
                return Task.CompletedTask;
            },
            (w, _) =>
            {
                mend(w);
                return Task.CompletedTask;
            })
        {
            Failure = failure,
        };

    /// <summary>A sink whose bucket encrypts with S3's own keys, since a key is where its bucket is.</summary>
    private static void WithoutKey(World world)
    {
        BucketOf(world).KmsKeyArn = null;
        world.Spec = world.Spec with { S3KmsKeyArn = null };
    }

    private static Kraken.LocalAws.Services.S3.Bucket BucketOf(World world) => world.Rehearsal.Cloud.S3.Find(BucketName)!;

    private static KmsKey KeyOf(World world, string arn) => world.Rehearsal.Cloud.Kms.Find(arn)!;

    /// <summary>Makes a key, and lets it encrypt the database's secret.</summary>
    private static KmsKey AddSecretKey(World world)
    {
        var (cloud, now) = (world.Rehearsal.Cloud, world.Rehearsal.Clock.GetUtcNow());
        var key = new KmsKey(SecretKey, "secrets", now);
        cloud.Kms.Add(key);
        cloud.SecretsManager.Replace(cloud.SecretsManager.Find(LocalAwsSeed.SecretName)! with { KmsKeyId = SecretKey });
        return key;
    }

    private static string KeyPolicyFor(string principal) =>
        $$"""{"Version":"2012-10-17","Id":"k","Statement":[{"Sid":"Allow use of the key","Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"kms:*","Resource":"*"}]}""";

    private static string Properties(string providers) =>
        $"key.converter=a.B\nvalue.converter=a.B\nconfig.providers={providers}\nconfig.action.reload=none";

    private static string AddWorkerConfiguration(World world, string properties)
    {
        const string arn = "arn:aws:kafkaconnect:us-east-1:123456789012:worker-configuration/broken/3c4d5e6f-7a8b-4c9d-8e0f-1a2b3c4d5e70-2";
        world.Rehearsal.Cloud.KafkaConnect.Add(new WorkerConfiguration
        {
            Arn = arn,
            Name = "broken",
            Created = world.Rehearsal.Clock.GetUtcNow(),
            Content = Convert.ToBase64String(Encoding.UTF8.GetBytes(properties)),
        });
        return arn;
    }
}
