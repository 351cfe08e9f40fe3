using Kraken.MskConnect.Connectors.Addresses;

namespace Kraken.MskConnect.Tests.Connectors.Addresses;

public class AddressReaderTests
{
    private const string AtRunTime = "is known only at run time";

    /// <summary>Values, and what they lead to: <c>host:port</c>, a default port in brackets, a range with a hyphen.</summary>
    public static TheoryData<string, string[]> Readable => new()
    {
        // Hosts and lists of them.
        { "db.example:5433", ["db.example:5433"] },
        { "b-1.x:9098, b-2.x:9098,,b-3.x:9198", ["b-1.x:9098", "b-2.x:9098", "b-3.x:9198"] },
        { "rs0/m1.example:27018,m2.example:27019", ["m1.example:27018", "m2.example:27019"] },
        { "rs0/m1:27018,m2:27018;rs1/m3:27019", ["m1:27018", "m2:27018", "m3:27019"] },
        { "search.example:9200/index", ["search.example:9200"] },
        { "[2001:db8::1]:9098,[2001:db8::2]:9098", ["2001:db8::1:9098", "2001:db8::2:9098"] },
        { "user:secret@db.example:1234", ["db.example:1234"] },

        // URLs.
        { "http://r1.example:8081,http://r2.example:8082", ["r1.example:8081", "r2.example:8082"] },
        { "https://search.example", ["search.example:(443)"] },
        { "http://search.example/path@x:1", ["search.example:(80)"] },
        { "http://[2001:db8::1]:8081/", ["2001:db8::1:8081"] },
        { "https://user:se@cret@r.example:8443/x", ["r.example:8443"] },
        { "mongodb://u:p@m1:27018,m2:27019,m3/?replicaSet=rs0&readPreferenceTags=dc:ny,rack:1", ["m1:27018", "m2:27019", "m3:(27017)"] },
        { "mongodb+srv://cluster.example/orders", ["cluster.example:(27017)"] },
        { "rediss://:secret@cache.example", ["cache.example:(6379)"] },
        { "neo4j+s://graph.example", ["graph.example:(7687)"] },
        { "SASL_SSL://b-1.example:9096,SASL_SSL://b-2.example:9096", ["b-1.example:9096", "b-2.example:9096"] },
        { "thrift://hive.example", ["hive.example:(9083)"] },

        // JDBC.
        { "jdbc:postgresql://db.example:6432/orders?user=a&password=b:1", ["db.example:6432"] },
        { "jdbc:postgresql://h1:5433,h2/orders?targetServerType=primary", ["h1:5433", "h2:(5432)"] },
        { "jdbc:postgresql://[2001:db8::1]:5433/orders", ["2001:db8::1:5433"] },
        { "jdbc:aws-wrapper:postgresql://db.example/orders", ["db.example:(5432)"] },
        { "jdbc:mysql://db.example/orders", ["db.example:(3306)"] },
        { "jdbc:mysql://u:p@db.example:3307/orders", ["db.example:3307"] },
        { "jdbc:mysql:loadbalance://h1:3307,h2:3308/orders", ["h1:3307", "h2:3308"] },
        { "jdbc:mysql://address=(host=h1)(port=3307)(user=u),address=(host=h2)(port=3308)/orders", ["h1:3307", "h2:3308"] },
        { "jdbc:mysql://(port=3307,host=h1),(host=h2,port=3308)/orders", ["h1:3307", "h2:3308"] },
        { "jdbc:mysql://address=(host=h1)/orders", ["h1:(3306)"] },
        { "jdbc:aws-wrapper:mysql://db.example:3307/orders?wrapperPlugins=iam", ["db.example:3307"] },
        { "jdbc-secretsmanager:mysql://db.example/orders", ["db.example:(3306)"] },
        { "jdbc:mariadb:sequential://h1,h2:3307/orders", ["h1:(3306)", "h2:3307"] },
        { "jdbc:sqlserver://db.example:1444;databaseName=orders", ["db.example:1444"] },
        { "jdbc:sqlserver://db.example;databaseName=orders;port=1444", ["db.example:1444"] },
        { "jdbc:sqlserver://;serverName=db.example;portNumber=1444;password={a;b}", ["db.example:1444"] },
        { "jdbc:sqlserver://;serverName=2001:db8::1;databaseName=orders", ["2001:db8::1:(1433)"] },
        { @"jdbc:sqlserver://db.example\orders:1444;encrypt=true", ["db.example:1444"] },
        { @"jdbc:sqlserver://db.example\orders;portNumber=1444", ["db.example:1444"] },
        { "jdbc:jtds:sqlserver://db.example:1444/orders;instance=x", ["db.example:1444"] },
        { "jdbc:jtds:sybase://db.example/orders", ["db.example:(7100)"] },
        { "jdbc:sybase:Tds:db.example:5001/orders", ["db.example:5001"] },
        { "jdbc:oracle:thin:scott/tiger@//db.example:1522/orders", ["db.example:1522"] },
        { "jdbc:oracle:thin:scott/(keep)@//db.example:1522/orders", ["db.example:1522"] },
        { "jdbc:oracle:thin:scott/(keep)@db.example:1522:orders", ["db.example:1522"] },
        { "jdbc:oracle:thin:scott/(keep)@(DESCRIPTION=(ADDRESS=(HOST=db.example)(PORT=1522)))", ["db.example:1522"] },
        { "jdbc:oracle:thin:@ (DESCRIPTION=(ADDRESS=(HOST=db.example)(PORT=1522)))", ["db.example:1522"] },
        { "jdbc:oracle:thin:@db.example:1522:orders", ["db.example:1522"] },
        { "jdbc:oracle:thin:@//db.example:1523/orders", ["db.example:1523"] },
        { "jdbc:oracle:thin:@//db.example/orders", ["db.example:(1521)"] },
        { "jdbc:oracle:thin:@db.example/orders", ["db.example:(1521)"] },
        { "jdbc:oracle:thin:scott/ti:ger@//db.example:1524/orders", ["db.example:1524"] },
        { "jdbc:oracle:thin:@tcps://h1,h2:1525/orders?wallet_location=/x", ["h2:1525", "h1:1525"] },
        { "jdbc:oracle:oci:@db.example:1522:orders", ["db.example:1522"] },
        {
            "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS_LIST=(ADDRESS=(PROTOCOL=TCP)(HOST=h1)(PORT=1526))( ADDRESS = (PROTOCOL = TCP)( HOST = h2 )( PORT = 1527 )))(CONNECT_DATA=(SERVICE_NAME=orders)))",
            ["h1:1526", "h2:1527"]
        },
        { "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h1)))", ["h1:(1521)"] },
        { "jdbc:db2://db.example:50001/orders:user=u;password=p;", ["db.example:50001"] },
        { "jdbc:db2://db.example/orders", ["db.example:(50000)"] },
        { "jdbc:redshift://w.example:5440/dev;ssl=true", ["w.example:5440"] },
        { "jdbc:redshift:iam://w.example:5440/dev", ["w.example:5440"] },
        { "jdbc:snowflake://a.snowflakecomputing.com/?db=x", ["a.snowflakecomputing.com:(443)"] },
        { "jdbc:clickhouse://c.example/default", ["c.example:(8123)"] },
        { "jdbc:ch:https://c.example/default", ["c.example:(8443)"] },
        { "jdbc:ch://c.example/default?compress=0&ssl=true", ["c.example:(8443)"] },
        { "jdbc:sap://h1:30015;h2:30016/?databaseName=x", ["h1:30015", "h2:30016"] },
        { "jdbc:sap://h1", ["h1:(30015)"] },
        { "jdbc:informix-sqli://db.example:9089/orders:INFORMIXSERVER=x", ["db.example:9089"] },
        { "jdbc:databricks://w.example:443;httpPath=/sql/1.0/x", ["w.example:443"] },
        { "jdbc:exa:db.example:8564;schema=x", ["db.example:8564"] },

        // References elsewhere than in the port.
        { "mongodb://${sm:/db/1:username}:${sm:/db/1:password}@m.example:27018/?ssl=true", ["m.example:27018"] },
        { "jdbc:postgresql://${secretsmanager:db:host}:5433/orders", [":5433"] },
        { "${sm:db:host}:9098,b-2.example:9099", [":9098", "b-2.example:9099"] },
        { "https://h.example:8443/${topic}", ["h.example:8443"] },
        { "jdbc:oracle:thin:@${ssm::/db/host}:1522/orders", [":1522"] },
        { "jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=${ssm::/db/host})(PORT=1522)))", [":1522"] },

        // Nothing that needs a port.
        { "", [] },
        { "  ", [] },
        { "jdbc:sqlite:/tmp/x.db", [] },
        { "jdbc:h2:mem:orders", [] },
        { "jdbc:postgresql:orders", [] },
        { "s3://bucket/prefix", [] },
        { "mock://registry", [] },
    };

    /// <summary>Values that leave a doubt, what can be read of them nevertheless, and a part of the reason.</summary>
    public static TheoryData<string, string[], string> Doubtful => new()
    {
        { "${sm:db:url}", [], AtRunTime },
        { "${a:b:c},h.example:9098", ["h.example:9098"], AtRunTime },
        { "h.example:${sm:db:port}", [], AtRunTime },
        { "jdbc:postgresql://h.example:${sm:db:port}/x", ["h.example:(5432)"], "open the default port 5432" },
        { "jdbc:mysql://${sm:db:address}/x", [":(3306)"], AtRunTime },
        { "jdbc:${sm:db:url}", [], AtRunTime },
        { "jdbc:oracle:thin:@${ssm::/db/tns}", [":(1521)"], AtRunTime },
        { "jdbc:oracle:thin:@orders_high", [], "tnsnames.ora" },
        { "jdbc:oracle:thin:@orders_high?TNS_ADMIN=/opt/wallet", [], "tnsnames.ora" },
        { "jdbc:oracle:thin:@ldap://oid.example:389/orders,cn=x", [], "directory" },
        { @"jdbc:sqlserver://db.example\orders;encrypt=true", [], "1434" },
        { "jdbc:sqlserver://db.example;instanceName=orders", [], "1434" },
        { "jdbc:sqlserver://;databaseName=orders", [], "names no host" },
        { "jdbc:redshift:iam://warehouse:us-east-1/dev", [":(5439)"], AtRunTime },
        { "jdbc:acme://db.example/x", [], "names no port" },
        { "jdbc:acme:what", [], "form is not known" },
        { "acme://db.example", [], "names no port" },
        { "db.example", [], "names no port" },
        { "db.example:0", [], "no number" },
        { "db.example:70000", [], "no number" },
        { "http://user:s3cret/x@db.example", [], "no number" },
        { "not an address", [], "can be read" },
        { "::1", [], "can be read" },
        { "[::1]9098", [], "can be read" },
    };

    private static string[] Shown(AddressReading reading) =>
    [
        .. reading.Addresses.Select(a => a.Host + ":" + (a.IsDefault ? $"({a.FromPort})" : a.FromPort == a.ToPort ? $"{a.FromPort}" : $"{a.FromPort}-{a.ToPort}")),
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_value_tells_hosts_and_ports(string value, string[] addresses)
    {
        var reading = AddressReader.Read(value);

        Assert.Equal(addresses, Shown(reading));
        Assert.Null(reading.Doubt);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public void What_cannot_be_read_is_a_doubt(string value, string[] addresses, string reason)
    {
        var reading = AddressReader.Read(value);

        Assert.Equal(addresses, Shown(reading));
        Assert.Contains(reason, reading.Doubt, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", reading.Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("h1,h2:27018", new[] { "h1:(27017)", "h2:27018" })]
    [InlineData("rs0/h1", new[] { "h1:(27017)" })]
    [InlineData("[2001:db8::1]", new[] { "2001:db8::1:(27017)" })]
    [InlineData("acme://h1", new[] { "h1:(27017)" })]
    [InlineData("https://h1", new[] { "h1:(443)" })]
    [InlineData("jdbc:acme://h1/x", new[] { "h1:(27017)" })]
    public void A_host_without_port_has_the_default_of_its_scheme_or_key(string value, string[] addresses)
    {
        var reading = AddressReader.Read(value, 27017);

        Assert.Equal(addresses, Shown(reading));
        Assert.Null(reading.Doubt);
    }

    [Fact]
    public void A_host_that_is_a_reference_leaves_its_port_to_another_key()
    {
        Assert.Equal([":(5432)"], Shown(AddressReader.Read("${sm:db:host}", 5432, isHost: true)));
        Assert.Null(AddressReader.Read("${sm:db:host}", 5432, isHost: true).Doubt);
        Assert.Contains("default port 5432", AddressReader.Read("${sm:db:host}", 5432).Doubt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b-1.iam.orders.a1b2c3.c2.kafka.us-east-1.amazonaws.com:14001", 14001, 14100)]
    [InlineData("b-12.scram.orders.a1b2c3.c2.kafka.cn-north-1.amazonaws.com.cn:14012", 14001, 14100)]
    [InlineData("b-1.tls.orders.a1b2c3.c2.kafka.us-east-1.amazonaws.com:14001", 14001, 14100)]
    [InlineData("b-1.iam.orders.a1b2c3.c2.kafka.us-east-1.amazonaws.com:9098", 9098, 9098)]
    [InlineData("b-1.orders.a1b2c3.c2.kafka.us-east-1.amazonaws.com:14001", 14001, 14001)]
    [InlineData("broker.example:14001", 14001, 14001)]
    public void A_broker_behind_private_connectivity_has_the_range_of_ports(string value, int from, int to)
    {
        var address = PrivateConnectivity.Widen(Assert.Single(AddressReader.Read(value).Addresses));

        Assert.Equal((from, to), (address.FromPort, address.ToPort));
    }
}
