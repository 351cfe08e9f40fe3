using Xunit.Abstractions;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>
/// Whatever happens at whichever call, the same command given again ends in the state of an undisturbed run: nothing
/// orphaned, nothing double.
/// </summary>
public sealed class KillMatrixTests(KillMatrix matrix, ITestOutputHelper output) : IClassFixture<KillMatrix>
{
    /// <summary>Each call of each command, and each accident that may happen to it.</summary>
    public static TheoryData<string, string, Accident> Cells()
    {
        var rows = new TheoryData<string, string, Accident>();
        foreach (var cell in KillMatrix.Cells.SelectMany(c => c))
            rows.Add(cell.Command.Name, cell.Call, cell.Accident);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task An_accident_at_a_call_is_survived(string command, string call, Accident accident) =>
        Assert.Equal("", await matrix.OutcomeOf(command, call, accident));

    [Fact]
    public async Task Every_call_of_every_command_has_every_accident()
    {
        output.WriteLine(await matrix.TableAsync());
        var accidents = Enum.GetValues<Accident>();
        Assert.All(Command.All, command =>
        {
            var calls = KillMatrix.Cells[command.Name].GroupBy(c => c.Call).ToList();
            Assert.NotEmpty(calls);
            Assert.All(calls, call => Assert.Equal(accidents, call.Select(c => c.Accident)));
        });
    }
}
