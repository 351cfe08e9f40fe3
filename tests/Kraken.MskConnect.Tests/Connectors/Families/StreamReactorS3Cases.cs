namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Stream Reactor Amazon S3 sink and source.</summary>
internal sealed class StreamReactorS3Cases : IFamilyCases
{
    public IEnumerable<FamilyCase> Rows =>
    [
        new("exactly once", "lensesio/stream-reactor, README of the S3 sink", """
            connector.class=io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector
            topics=orders
            connect.s3.aws.region=us-east-1
            connect.s3.kcql=INSERT INTO kraken-raw:lake/orders SELECT * FROM orders STOREAS `PARQUET` PROPERTIES ('flush.count'=500)
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Calls =
            [
                "s3:GetObject kraken-raw/lake/orders/*",
                "s3:PutObject kraken-raw/lake/orders/*",
                "s3:ListBucket kraken-raw",
                "s3:GetObject kraken-raw/.indexes/family-case/*",
                "s3:PutObject kraken-raw/.indexes/family-case/*",
                "s3:DeleteObject kraken-raw/.indexes/family-case/*",
            ],
        },
        new("a source that deletes what it read", "lensesio/stream-reactor, post.process.action", """
            connector.class=io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector
            connect.s3.aws.region=us-east-1
            connect.s3.kcql=INSERT INTO orders SELECT * FROM kraken-raw:in STOREAS `JSON` PROPERTIES ('post.process.action'='DELETE')
            """)
        {
            Written = ["orders"],
            Calls = ["s3:GetObject kraken-raw/in/*", "s3:DeleteObject kraken-raw/in/*", "s3:ListBucket kraken-raw"],
        },
        new("without statements", "lensesio/stream-reactor: Missing [connect.s3.kcql]", """
            connector.class=io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector
            topics=orders
            connect.s3.aws.auth.mode=Keys
            """)
        {
            Read = ["orders"],
            Groups = ["connect-family-case"],
            Findings = ["Error KeyMissing connect.s3.kcql", "Error ValueAllowed connect.s3.aws.auth.mode"],
        },
    ];
}
