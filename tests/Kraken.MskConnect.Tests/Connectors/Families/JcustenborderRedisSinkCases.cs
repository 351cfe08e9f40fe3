namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Redis sink of jcustenborder.</summary>
internal sealed class JcustenborderRedisSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("several hosts", "jcustenborder/kafka-connect-redis, redis.hosts", """
            connector.class=com.github.jcustenborder.kafka.connect.redis.RedisSinkConnector
            topics=a
            redis.hosts=r1.example.com:6379,r2.example.com:6380
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [6379, 6380],
        },
        new("a host without a port", "jcustenborder/kafka-connect-redis, default port", """
            connector.class=com.github.jcustenborder.kafka.connect.redis.RedisSinkConnector
            topics=a
            redis.hosts=r1.example.com
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [6379],
        },
        new("a wrong provider", "jcustenborder/kafka-connect-redis, redis.ssl.provider", """
            connector.class=com.github.jcustenborder.kafka.connect.redis.RedisSinkConnector
            topics=a
            redis.hosts=r1.example.com:6379
            redis.ssl.provider=BORING
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [6379],
            Findings = ["Error ValueAllowed redis.ssl.provider"],
        },
    ];
}
