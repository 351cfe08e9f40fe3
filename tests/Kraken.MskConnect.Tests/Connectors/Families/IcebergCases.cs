using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Connectors.Families;

/// <summary>The Iceberg sinks of Apache and Tabular.</summary>
internal sealed class IcebergCases : IFamilyCases
{
    private const string Docs = "Apache Iceberg documentation, Kafka Connect, ";
    private const string Client = """

        iceberg.kafka.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
        iceberg.kafka.security.protocol=SASL_SSL
        iceberg.kafka.sasl.mechanism=AWS_MSK_IAM
        iceberg.kafka.sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
        iceberg.kafka.sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
        """;

    private static readonly string[] _objects =
    [
        "s3:AbortMultipartUpload kraken-raw-mnpi-dev/warehouse/*", "s3:DeleteObject kraken-raw-mnpi-dev/warehouse/*",
        "s3:GetObject kraken-raw-mnpi-dev/warehouse/*", "s3:PutObject kraken-raw-mnpi-dev/warehouse/*",
    ];

    private static readonly string[] _key =
        ["kms:Decrypt key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02", "kms:GenerateDataKey key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02"];

    private static readonly string[] _apacheGroups = ["connect-family-case", "connect-family-case-coord", "cg-control-*"];

    public IEnumerable<FamilyCase> Rows =>
    [
        new("Apache's with a table of Glue", Docs + "Glue example; GlueTableOperations", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            tasks.max=2
            topics=events
            iceberg.tables=default.events
            iceberg.catalog.type=glue
            iceberg.catalog.warehouse=s3://kraken-raw-mnpi-dev/warehouse
            iceberg.catalog.io-impl=org.apache.iceberg.aws.s3.S3FileIO
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = _apacheGroups,
            TransactionalIds = ["worker-txn-*", "coordinator-txn-*"],
            Change = WithKey,
            Calls = [.. Glue("default", ["events"], "GetTable", "UpdateTable"), .. _objects, .. _key],
        },
        new("Apache's with own names, and uploads that name a key", "IcebergSinkConfig 1.9; S3FileIOProperties", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events,clicks
            iceberg.tables=default.events, default.clicks
            iceberg.control.topic=lake-control
            iceberg.control.group-id-prefix=lake-readers-
            iceberg.coordinator.transactional.prefix=lake-
            iceberg.catalog.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog
            iceberg.catalog.warehouse=s3a://kraken-raw-mnpi-dev/warehouse/
            iceberg.catalog.s3.delete-enabled=false
            iceberg.catalog.s3.write.tags.team=lake
            iceberg.catalog.s3.sse.type=kms
            iceberg.catalog.s3.sse.key=arn:aws:kms:us-east-1:123456789012:key/0f6c2a51-3b7e-4c9d-8a52-1e4d7b9c0a02
            """ + Client)
        {
            Written = ["lake-control"],
            Read = ["events", "clicks", "lake-control"],
            Groups = ["connect-family-case", "connect-family-case-coord", "lake-readers-*"],
            TransactionalIds = ["lake-worker-txn-*", "lake-coordinator-txn-*"],
            Calls =
            [
                .. Glue("default", ["events", "clicks"], "GetTable", "UpdateTable"), .. _objects.Where(o => !o.StartsWith("s3:Delete", StringComparison.Ordinal)),
                "s3:PutObjectTagging kraken-raw-mnpi-dev/warehouse/*",
                .. _key,
            ],
        },
        new("Tabular's that makes its tables, with a lock table", "Tabular's sink 0.6.19, README and Coordinator; DynamoDbLockManager", """
            connector.class=io.tabular.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables=lake.events
            iceberg.tables.auto-create-enabled=true
            iceberg.tables.cdc-field=_cdc.op
            iceberg.catalog.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog
            iceberg.catalog.warehouse=s3://kraken-raw-mnpi-dev/warehouse
            iceberg.catalog.lock-impl=org.apache.iceberg.aws.dynamodb.DynamoDbLockManager
            iceberg.catalog.lock.table=iceberg-locks
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = ["connect-family-case", "cg-control-*"],
            Change = WithKey,
            TransactionalIds = ["worker-txn-*", "committer-txn-*", "coordinator-txn-*"],
            Calls =
            [
                .. Glue("lake", ["events"], "CreateTable", "GetTable", "UpdateTable"),
                "glue:CreateDatabase catalog", "glue:CreateDatabase database/lake", "glue:GetDatabase catalog", "glue:GetDatabase database/lake",
                .. _objects, .. _key,
                .. new[] { "CreateTable", "DeleteItem", "DescribeTable", "GetItem", "PutItem" }.Select(a => $"dynamodb:{a} table/iceberg-locks"),
            ],
        },
        new("Another role works with tables and files", "Apache Iceberg documentation, AWS, Cross-account and cross-region access", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables=default.events
            iceberg.catalog.type=glue
            iceberg.catalog.warehouse=s3://kraken-raw-mnpi-dev/warehouse
            iceberg.catalog.client.factory=org.apache.iceberg.aws.AssumeRoleAwsClientFactory
            iceberg.catalog.client.assume-role.arn=arn:aws:iam::111122223333:role/lake
            iceberg.catalog.client.assume-role.region=us-east-1
            iceberg.catalog.client.assume-role.tags.team=lake
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = _apacheGroups,
            TransactionalIds = ["worker-txn-*", "coordinator-txn-*"],
            Calls = ["sts:AssumeRole role/lake", "sts:TagSession role/lake"],
        },
        new("Records that name their tables", Docs + "Multi-table fanout, dynamic routing", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables.dynamic-enabled=true
            iceberg.tables.route-field=db_table
            iceberg.catalog.type=glue
            iceberg.catalog.warehouse=s3://kraken-raw-mnpi-dev/warehouse
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = _apacheGroups,
            TransactionalIds = ["worker-txn-*", "coordinator-txn-*"],
            Change = WithKey,
            Calls = [.. _objects, .. _key],
            IsInconclusive = true,
            Findings = ["Warning TablesUnknown iceberg.tables.route-field"],
        },
        new("A REST catalog", Docs + "REST example", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables=default.events
            iceberg.catalog.type=rest
            iceberg.catalog.uri=http://catalog.example.com:8181
            iceberg.catalog.warehouse=lake
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = _apacheGroups,
            TransactionalIds = ["worker-txn-*", "coordinator-txn-*"],
            Ports = [8181],
            IsInconclusive = true,
            Findings = ["Warning BucketUnknown iceberg.catalog.warehouse"],
        },
        new("A Hive metastore without a port, and files by Hadoop", Docs + "Hive example; HadoopFileIO", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables=default.events
            iceberg.catalog.type=hive
            iceberg.catalog.uri=thrift://hive
            iceberg.catalog.io-impl=org.apache.iceberg.hadoop.HadoopFileIO
            iceberg.catalog.warehouse=s3a://kraken-raw-mnpi-dev/warehouse
            """ + Client)
        {
            Written = ["control-iceberg"],
            Read = ["events", "control-iceberg"],
            Groups = _apacheGroups,
            TransactionalIds = ["worker-txn-*", "coordinator-txn-*"],
            Change = WithKey,
            Calls = [.. _objects, .. _key, "s3:ListBucket kraken-raw-mnpi-dev"],
            Ports = [9083],
        },
        new("No catalog and no table", "IcebergSinkConfig, checks at the start of a task", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            """)
        {
            Findings =
            [
                "Error KeyMissing iceberg.catalog.type", "Error KeyMissing iceberg.tables", "Warning KeysConflict iceberg.kafka.bootstrap.servers",
            ],
        },
        new("Keys that do not go together, and a misspelt one", "CatalogUtil; IcebergSinkConfig; Tabular's README", """
            connector.class=org.apache.iceberg.connect.IcebergSinkConnector
            topics=events
            iceberg.tables=events
            iceberg.tables.cdc-field=op
            iceberg.table.events.id-columns=id
            iceberg.control.commit.intervall-ms=1000
            iceberg.catalog.type=glue
            iceberg.catalog.catalog-impl=org.apache.iceberg.aws.glue.GlueCatalog
            iceberg.catalog.warehouse=s3://kraken-raw-mnpi-dev/warehouse
            iceberg.kafka.bootstrap.servers=b-1.krakendev.a1b2c3.c5.kafka.us-east-1.amazonaws.com:9098
            """)
        {
            Findings =
            [
                "Error IcebergTableName iceberg.tables", "Error KeysConflict iceberg.catalog.catalog-impl", "Warning KeysConflict iceberg.tables.cdc-field",
                "Information KeyUnknown iceberg.control.commit.intervall-ms",
                "Warning ClientLogin iceberg.kafka.security.protocol", "Warning ClientLogin iceberg.kafka.sasl.mechanism",
            ],
        },
    ];

    /// <summary>With the key that the bucket encrypts with by default.</summary>
    private static ConnectorSpec WithKey(ConnectorSpec spec) => spec with { S3KmsKeyArn = ReferenceExamples.S3Sink.S3KmsKeyArn };

    private static IEnumerable<string> Glue(string database, string[] tables, params string[] actions) =>
        from action in actions
        from resource in tables.Select(t => $"table/{database}/{t}").Concat(["catalog", $"database/{database}"])
        select $"glue:{action} {resource}";
}
