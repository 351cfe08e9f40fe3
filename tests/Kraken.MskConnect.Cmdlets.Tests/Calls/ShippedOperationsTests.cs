namespace Kraken.MskConnect.Cmdlets.Tests.Calls;

/// <summary>The clients that ship have what the module calls, and no more.</summary>
public class ShippedOperationsTests
{
    /// <summary>The clients that are generated; official packages have every operation of their service.</summary>
    public static TheoryData<string> Generated => ["iam", "kafka", "kafkaconnect", "logs", "secretsmanager"];

    [Theory]
    [MemberData(nameof(Generated))]
    public void Every_operation_of_a_generated_client_is_called_by_the_core_or_the_cmdlets(string service)
    {
        var shipped = CalledOperations.Of(service).ToList();
        Assert.NotEmpty(shipped);

        var uncalled = shipped.Except(CalledOperations.All).ToList();

        Assert.True(
            uncalled.Count == 0,
            $"in tools/trim-models/operations.json and never called: {string.Join(", ", uncalled)}. What LocalAws answers stands "
            + "under src/Kraken.LocalAws/models, and tests call it by tests/Kraken.TestClients.");
    }
}
