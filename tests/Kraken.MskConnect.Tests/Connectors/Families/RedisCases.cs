namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Redis sink and sources.</summary>
internal sealed class RedisCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a host and a port", "redis-field-engineering/redis-kafka-connect, redis.host", """
            connector.class=com.redis.kafka.connect.RedisSinkConnector
            topics=a
            redis.host=redis.example.com
            redis.port=6380
            redis.type=json
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [6380],
        },
        new("a stream by its name", "redis-field-engineering/redis-kafka-connect, topic ${stream}", """
            connector.class=com.redis.kafka.connect.RedisStreamSourceConnector
            redis.uri=redis://redis.example.com:6379
            redis.stream.name=orders
            """)
        {
            Written = ["orders"],
            Ports = [6379],
        },
        new("keys", "redis-field-engineering/redis-kafka-connect, topic rediskeys", """
            connector.class=com.redis.kafka.connect.RedisKeysSourceConnector
            redis.uri=rediss://redis.example.com:6390
            """)
        {
            Written = ["rediskeys"],
            Ports = [6390],
        },
    ];
}
