namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>Confluent's HTTP sink.</summary>
internal sealed class ConfluentHttpSinkCases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("a URL and the reporter", "Confluent documentation, HTTP sink connector, quick start", """
            connector.class=io.confluent.connect.http.HttpSinkConnector
            topics=http-messages
            http.api.url=http://localhost:8080/api/messages
            reporter.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            reporter.result.topic.name=success-responses
            reporter.error.topic.name=error-responses
            confluent.topic.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            confluent.topic.security.protocol=SASL_SSL
            confluent.topic.sasl.mechanism=AWS_MSK_IAM
            """)
        {
            Written = ["success-responses", "error-responses", "_confluent-command"],
            Read = ["http-messages", "_confluent-command"],
            Groups = ["connect-family-case"],
            Ports = [8080],
        },
        new("OAuth2", "Confluent documentation, HTTP sink connector, oauth2.token.url", """
            connector.class=io.confluent.connect.http.HttpSinkConnector
            topics=a
            http.api.url=https://api.example.com/in
            auth.type=oauth2
            oauth2.token.url=https://login.example.com:9443/token
            oauth2.client.id=c
            oauth2.client.secret=${secretsmanager:kraken/dev/database:password}
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Ports = [9443],
            Calls =
            [
                "secretsmanager:DescribeSecret secret:kraken/dev/database-AbC123",
                "secretsmanager:GetSecretValue secret:kraken/dev/database-AbC123",
            ],
        },
        new("basic without a user", "Confluent documentation, HTTP sink connector, auth.type", """
            connector.class=io.confluent.connect.http.HttpSinkConnector
            topics=a
            http.api.url=https://api.example.com/in
            auth.type=BASIC
            """)
        {
            Read = ["a"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing connection.user", "Error KeyMissing connection.password"],
        },
    ];
}
