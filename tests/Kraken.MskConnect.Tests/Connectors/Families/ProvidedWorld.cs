using Kraken.LocalAws;
using Kraken.LocalAws.Services.S3;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.LocalAws.Services.Ssm;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Puts what config providers fetch into an embedded AWS.</summary>
internal static class ProvidedWorld
{
    internal static void AddTo(this Provided world, LocalCloud cloud)
    {
        foreach (var name in world.Secrets)
        {
            cloud.SecretsManager.Add(new Secret(
                $"arn:aws:secretsmanager:{cloud.Region}:{cloud.AccountId}:secret:{name}-AbC123", name, KmsKeyId: null, """{"k":"made-up"}""",
                cloud.Now, Guid.NewGuid().ToString()));
        }

        foreach (var name in world.Parameters)
            cloud.Ssm.Add(new Parameter(name, cloud.Ssm.ArnOf(name), "String", "made-up", Version: 1, cloud.Now));
        foreach (var file in world.Files)
        {
            var parts = file.Split('/', 2);
            if (cloud.S3.Find(parts[0]) is not { } bucket)
                cloud.S3.Add(bucket = new Bucket { Name = parts[0], Created = cloud.Now });
            S3Service.Put(bucket, parts[1], [], null, cloud.Now);
        }
    }
}
