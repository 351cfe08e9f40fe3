namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Neo4j source and sink.</summary>
internal sealed class Neo4jCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a query", "neo4j/neo4j-kafka-connector, source strategy QUERY", """
            connector.class=org.neo4j.connectors.kafka.source.Neo4jConnector
            neo4j.uri=neo4j+s://db1.example.com
            neo4j.query=MATCH (p:Person) RETURN p
            neo4j.query.topic=people
            """)
        {
            Written = ["people"],
            Ports = [7687],
        },
        new("change data capture", "neo4j/neo4j-kafka-connector, neo4j.cdc.topic.TOPIC.patterns", """
            connector.class=org.neo4j.connectors.kafka.source.Neo4jConnector
            neo4j.uri=bolt://db1.example.com:7688
            neo4j.source-strategy=CDC
            neo4j.cdc.topic.creates.patterns.0.pattern=(:Person)
            neo4j.cdc.topic.creates.patterns.0.operation=CREATE
            neo4j.cdc.topic.updates.patterns=(:Person)
            """)
        {
            Written = ["creates", "updates"],
            Ports = [7688],
        },
        new("several hosts", "neo4j/neo4j-kafka-connector, neo4j.uri is a list", """
            connector.class=org.neo4j.connectors.kafka.sink.Neo4jConnector
            topics=people
            neo4j.uri=neo4j://db1.example.com:7687,neo4j://db2.example.com:7697
            neo4j.authentication.type=TOKEN
            neo4j.cypher.topic.people=MERGE (p:Person {id: event.id})
            """)
        {
            Read = ["people"],
            Groups = ["connect-family-case"],
            Ports = [7687, 7697],
            Findings = ["Error ValueAllowed neo4j.authentication.type"],
        },
    ];
}
