using System.Management.Automation;

namespace Kraken.MskConnect.Cmdlets.Tests;

public class ErrorRecordsTests
{
    [Fact]
    public void Every_kind_of_failure_but_a_defect_has_a_category()
    {
        foreach (var kind in Enum.GetValues<KrakenErrorKind>().Where(k => k != KrakenErrorKind.Unexpected))
            Assert.NotEqual(ErrorCategory.NotSpecified, ErrorRecords.Category(kind));
        Assert.Equal(ErrorCategory.NotSpecified, ErrorRecords.Category(KrakenErrorKind.Unexpected));
    }
}
