using System.Globalization;
using Kraken.LocalAws.Connectors;

namespace Kraken.LocalAws.Tests.Connectors;

/// <summary>The addresses that a running connector with a JDBC URL reaches.</summary>
public class JdbcAddressTests
{
    [Theory]
    [InlineData("jdbc:postgresql://h1:5433,h2/orders?user=a", "h1:5433 h2:5432")]
    [InlineData("jdbc:postgresql://[2001:db8::1]:5433/orders", "2001:db8::1:5433")]
    [InlineData("JDBC:POSTGRESQL://h/orders", "h:5432")]
    [InlineData("jdbc:aws-wrapper:postgresql://h/orders", "h:5432")]
    [InlineData("jdbc-secretsmanager:mysql://h/orders", "h:3306")]
    [InlineData("jdbc:mysql:loadbalance://u:p@h1:3307,h2/orders", "h1:3307 h2:3306")]
    [InlineData("jdbc:mysql://address=(host=h1)(port=3307)(user=u),address=(host=h2)(port=3308)/orders", "h1:3307 h2:3308")]
    [InlineData("jdbc:mysql://(port=3307,host=h1),(host=h2,port=3308)/orders", "h1:3307 h2:3308")]
    [InlineData("jdbc:redshift:iam://w.example:5440/dev", "w.example:5440")]
    [InlineData("jdbc:sqlserver://h:1444;databaseName=orders", "h:1444")]
    [InlineData(@"jdbc:sqlserver://h\orders:1444;encrypt=true", "h:1444")]
    [InlineData(@"jdbc:sqlserver://h\orders;portNumber=1444", "h:1444")]
    [InlineData("jdbc:sqlserver://h;databaseName=orders;port=1444", "h:1444")]
    [InlineData("jdbc:sqlserver://;serverName=h;databaseName=orders", "h:1433")]
    [InlineData("jdbc:jtds:sqlserver://h:1444/orders;instance=x", "h:1444")]
    [InlineData(@"jdbc:sqlserver://h\orders;encrypt=true", "")]
    [InlineData("jdbc:sqlserver://h;instanceName=orders", "")]
    [InlineData("jdbc:oracle:thin:@h:1522:orders", "h:1522")]
    [InlineData("jdbc:oracle:thin:scott/ti:ger@//h:1522/orders", "h:1522")]
    [InlineData("jdbc:oracle:thin:@h/orders", "h:1521")]
    [InlineData("jdbc:oracle:thin:@tcps://h1,h2:1525/orders?wallet_location=/x", "h1:1525 h2:1525")]
    [InlineData("jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h1)(PORT=1526))( ADDRESS = ( HOST = h2 )( PORT = 1527 )))", "h1:1526 h2:1527")]
    [InlineData("jdbc:oracle:thin:@orders_high?TNS_ADMIN=/x", "")]
    [InlineData("jdbc:oracle:thin:@ldap://d.example:389/orders,cn=OracleContext", "")]
    [InlineData("jdbc:db2://h/orders:user=u;password=p;", "h:50000")]
    [InlineData("jdbc:other://h:1234/x", "")]
    public void A_URL_leads_to_its_hosts(string url, string addresses) => Assert.Equal(
        addresses, string.Join(' ', JdbcAddress.Of(url).Select(a => $"{a.Host}:{a.Port.ToString(CultureInfo.InvariantCulture)}")));
}
