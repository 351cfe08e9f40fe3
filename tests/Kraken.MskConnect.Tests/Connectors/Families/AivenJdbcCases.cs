namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Aiven's JDBC source and sink.</summary>
internal sealed class AivenJdbcCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a source of listed tables", "Aiven-Open/jdbc-connector-for-apache-kafka, JdbcSourceConnectorConfig: the topic is prefix and table", """
            connector.class=io.aiven.connect.jdbc.JdbcSourceConnector
            connection.url=jdbc:postgresql://db.example.com:5433/app
            mode=incrementing
            incrementing.column.name=id
            topic.prefix=pg-
            table.whitelist=orders,customers
            """)
        {
            Written = ["pg-orders", "pg-customers"],
            Ports = [5433],
        },
        new("a source of a query", "Aiven-Open/jdbc-connector-for-apache-kafka, query: the topic is the prefix", """
            connector.class=io.aiven.connect.jdbc.JdbcSourceConnector
            connection.url=jdbc:mysql://db.example.com/app
            mode=bulk
            query=select * from orders
            topic.prefix=orders-by-day
            """)
        {
            Written = ["orders-by-day"],
            Ports = [3306],
        },
        new("a source of all tables", "Aiven-Open/jdbc-connector-for-apache-kafka, without a list", """
            connector.class=io.aiven.connect.jdbc.JdbcSourceConnector
            connection.url=jdbc:sqlserver://db.example.com:1433;databaseName=app
            mode=bulk
            topic.prefix=sql.
            """)
        {
            Written = ["sql.*"],
            Ports = [1433],
        },
        new("a sink with a wrong mode", "Aiven-Open/jdbc-connector-for-apache-kafka, insert.mode", """
            connector.class=io.aiven.connect.jdbc.JdbcSinkConnector
            topics=orders
            connection.url=jdbc:postgresql://db.example.com/app
            insert.mode=replace
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Ports = [5432],
            Findings = ["Error ValueAllowed insert.mode"],
        },
    ];
}
