using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.StreamReactor;

/// <summary>
/// What Stream Reactor's S3 connectors do, by their KCQL: buckets and prefixes, a source's topics, the index objects with
/// which a sink delivers exactly once. Source: lensesio/stream-reactor 11.7.
/// </summary>
internal sealed class StreamReactorS3Family : IFamilyLogic
{
    private const string KcqlKey = "connect.s3.kcql";
    private const string LocationKey = "connect.s3.location";

    public string Family => "stream-reactor-s3";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        if (config.Get(LocationKey) is { } location)
            Write(config, use, LocationKey, location);
        if (config.Get(KcqlKey) is not { } kcql)
            return;
        var statements = KcqlStatement.Read(kcql);
        if (statements.Count == 0)
        {
            use.Doubt(
                KcqlKey, "KcqlUnread", "cannot be read, so neither its topics nor its buckets are granted",
                "Write INSERT INTO bucket:prefix SELECT * FROM topic, with a semicolon between statements.");
        }

        foreach (var statement in statements)
        {
            if (config.IsSource)
                Read(config, use, statement);
            else
                Write(config, use, KcqlKey, statement.Target);
        }
    }

    private static void Write(ConnectorConfig config, ConnectorUse use, string key, string place)
    {
        if (PlaceOf(use, key, place) is not var (bucket, prefix))
            return;
        var arn = S3Services.ArnOf(config, bucket);
        use.Services.Add(new UsedService("SinkObjects", "sink objects", ["s3:GetObject", "s3:PutObject"], [Objects(config, key, bucket, prefix)]));
        use.Services.Add(new UsedService("SinkBucket", "sink bucket", ["s3:ListBucket"], [new UsedResource(arn, key)]));
        if (!config.IsFalse("connect.s3.exactly.once.enable"))
        {
            var index = $"{config.Get("connect.s3.indexes.name") ?? ".indexes"}/{config.Name}";
            use.Services.Add(new UsedService(
                "SinkIndexes", "index objects", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [Objects(config, key, bucket, index)]));
        }
    }

    private static void Read(ConnectorConfig config, ConnectorUse use, KcqlStatement statement)
    {
        use.Topic(GivenName.Topic(use, KcqlKey, statement.Target), TopicKind.Records, TopicAccess.Write, "records of the objects");
        if (PlaceOf(use, KcqlKey, statement.Source) is not var (bucket, prefix))
            return;
        var action = statement.Properties.GetValueOrDefault("post.process.action")?.ToUpperInvariant();
        var objects = Objects(config, KcqlKey, bucket, prefix);
        use.Services.Add(new UsedService(
            "SourceObjects", "source objects", action is "DELETE" or "MOVE" ? ["s3:DeleteObject", "s3:GetObject"] : ["s3:GetObject"], [objects]));
        use.Services.Add(new UsedService("SourceBucket", "source bucket", ["s3:ListBucket"], [new UsedResource(S3Services.ArnOf(config, bucket), KcqlKey)]));
        if (action == "MOVE" && statement.Properties.GetValueOrDefault("post.process.action.bucket") is { } target)
        {
            var moved = statement.Properties.GetValueOrDefault("post.process.action.prefix")?.Trim('/') ?? "";
            use.Services.Add(new UsedService(
                "MovedObjects", "moved objects", ["s3:GetObject", "s3:PutObject"], [Objects(config, KcqlKey, target, moved)]));
        }
    }

    private static UsedResource Objects(ConnectorConfig config, string key, string bucket, string prefix)
    {
        var start = S3Services.ArnOf(config, bucket) + "/" + (prefix.Length == 0 ? "" : prefix + "/");
        return new UsedResource(start + "*", key) { Examples = [start + "example"] };
    }

    private static (string Bucket, string Prefix)? PlaceOf(ConnectorUse use, string key, string text)
    {
        var place = KcqlStatement.Place(text);
        if ((place.Bucket + place.Prefix).IndexOfAny(['*', '?', '$', '{']) < 0 && place.Bucket.Length > 0)
            return place;
        use.Doubt(key, "ResourceUnknown", "names a bucket or prefix that is known only at run time, so nothing is granted for it", "Name it itself.");
        return null;
    }
}
