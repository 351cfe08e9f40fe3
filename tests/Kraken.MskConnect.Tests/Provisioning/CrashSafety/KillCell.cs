using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;

namespace Kraken.MskConnect.Tests.Provisioning.CrashSafety;

/// <summary>One accident at one call of one command.</summary>
/// <param name="Command">The command that has it.</param>
/// <param name="Service">The call's service.</param>
/// <param name="Operation">The call's operation.</param>
/// <param name="Nth">Which of the operation's calls, from 1: calls that go side by side come in any order.</param>
/// <param name="Accident">What happens.</param>
/// <param name="Start">The world in which the command is given, saved.</param>
/// <param name="End">The world after an undisturbed run.</param>
internal sealed record KillCell(
    Command Command, string Service, string Operation, int Nth, Accident Accident, byte[] Start, string End)
{
    /// <summary>The call by its name, so that it is the same one in every run.</summary>
    public string Call => $"{Service}:{Operation} {Nth}";

    /// <summary>A cell for every accident at every call of an undisturbed run.</summary>
    public static async Task<IReadOnlyList<KillCell>> OfAsync(Command command)
    {
        using var world = new Rehearsal();
        await command.Prepare(world);
        var start = world.Save();
        world.TakeRequests();
        await command.Run(world.Provisioner, default);
        var calls = world.TakeRequests();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.FindAsync("*");
        var end = EndState.Of(world.Cloud);
        return [
            .. from operation in calls.GroupBy(c => (c.Service, c.Operation))
               from nth in Enumerable.Range(1, operation.Count())
               from accident in Enum.GetValues<Accident>()
               select new KillCell(command, operation.Key.Service, operation.Key.Operation, nth, accident, start, end)];
    }

    /// <summary>Gives the command, lets the accident happen, and gives it again.</summary>
    /// <returns>What went wrong; empty where nothing did.</returns>
    public async Task<string> RunAsync()
    {
        try
        {
            using var world = Rehearsal.From(Start);
            world.Cloud.Faults.Add(new FaultRule
            {
                Kind = AccidentHandler.FaultOf(Accident),
                Service = Service,
                Operation = Operation,
                NthCall = Nth,
                Times = Accident == Accident.Throttled ? 3 : 1,
            });
            using (var process = new CancellationTokenSource())
            using (var handler = new AccidentHandler(world.Cloud.CreateHandler(), Accident, process))
            using (var aws = Rehearsal.ClientsOf(handler))
            {
                try
                {
                    await Command.Run(new ConnectorProvisioner(aws, null, world.Clock), process.Token);
                }
                catch (Exception e) when (e is OperationCanceledException or KrakenException)
                {
                    // What a run says that had an accident is tested elsewhere; here the next one counts.
                }
            }

            if (!world.TakeRequests().Any(r => r.Operation == Operation && r.ErrorCode is not null))
                return "the accident did not happen";
            world.Cloud.Faults.Clear();
            await Command.Run(new ConnectorProvisioner(world.Aws, null, world.Clock), default);
            world.Clock.Advance(TimeSpan.FromHours(1));
            await world.FindAsync("*");
            return Difference(End, EndState.Of(world.Cloud));
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    private static string Difference(string wanted, string found)
    {
        if (wanted == found)
            return "";
        var (before, after) = (wanted.Split('\n'), found.Split('\n'));
        return string.Join('\n', [
            .. before.Except(after).Select(l => "  lacks " + l),
            .. after.Except(before).Select(l => "  has   " + l),
            $"  {before.Length} resources wanted, {after.Length} found"]);
    }
}
