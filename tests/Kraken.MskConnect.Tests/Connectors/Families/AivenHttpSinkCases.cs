namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Aiven's HTTP sink.</summary>
internal sealed class AivenHttpSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("no authorization", "Aiven-Open/http-connector-for-apache-kafka, HttpSinkConfig", """
            connector.class=io.aiven.kafka.connect.http.HttpSinkConnector
            topics=a
            http.url=http://receiver.example.com:8080/in
            http.authorization.type=none
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [8080],
        },
        new("OAuth2 and a proxy", "Aiven-Open/http-connector-for-apache-kafka, oauth2.*", """
            connector.class=io.aiven.kafka.connect.http.HttpSinkConnector
            topics=a
            http.url=https://receiver.example.com/in
            http.authorization.type=oauth2
            oauth2.access.token.url=https://login.example.com:8443/token
            oauth2.client.id=c
            oauth2.client.secret=${secretsmanager:kraken/dev/database:password}
            http.proxy.host=proxy.example.com
            http.proxy.port=3128
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [3128, 8443],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("static without its header", "Aiven-Open/http-connector-for-apache-kafka: must be present when http.authorization.type = STATIC", """
            connector.class=io.aiven.kafka.connect.http.HttpSinkConnector
            topics=a
            http.url=https://receiver.example.com/in
            http.authorization.type=static
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing http.headers.authorization"],
        },
    ];
}
