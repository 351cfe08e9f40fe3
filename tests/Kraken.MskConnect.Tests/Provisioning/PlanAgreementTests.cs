using Amazon.IdentityManagement.Model;
using Amazon.KafkaConnect.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Faults;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Tests.Provisioning;

/// <summary>
/// What a plan shows is what the same switches do, from every state of things: each resource as it says and no other, or
/// nothing at all where it says that it is refused.
/// </summary>
public sealed class PlanAgreementTests
{
    private static readonly CreateOptions _create = new();

    private static readonly Dictionary<string, Func<Rehearsal, Task>> _states = new()
    {
        ["nothing"] = _ => Task.CompletedTask,
        ["as it shall be"] = MakeAsync,
        ["other settings"] = r => MakeAsync(r, Spec.WithKey("snapshot.mode", "never") with
        {
            AutoscalingMcuCount = 2, LogRetentionInDays = 30, KafkaTopicRead = ["signals"], EgressDestination = ["10.0.0.0/8"],
        }),
        ["events for ever"] = r => MakeAsync(r, Spec with { LogRetentionInDays = 0 }),
        ["another version"] = r => MakeAsync(r, Spec with { KafkaConnectVersion = "3.7.x" }),
        ["another role path"] = r => MakeAsync(r, Spec with { RolePath = "/connect/" }),
        ["without its log group"] = async r =>
        {
            await MakeAsync(r);
            await r.Aws.Logs.DeleteLogGroupAsync(new() { LogGroupName = ResourceNames.LogGroupName(Spec.ConnectorName) });
        },
        ["without its tags"] = async r =>
        {
            await MakeAsync(r);
            await r.Aws.Iam.UntagRoleAsync(new UntagRoleRequest
            {
                RoleName = ResourceNames.RoleName(Spec.ConnectorName, Spec.Region), TagKeys = [ResourceNames.ConnectorTag],
            });
        },
        ["its log group alone"] = async r =>
        {
            await MakeAsync(r);
            await r.Provisioner.RemoveAsync(Spec.ConnectorName, new RemoveOptions { KeepLogGroup = true }, default);
        },
        ["without its connector"] = async r =>
        {
            await MakeAsync(r);
            await DeleteAsync(r);
        },
        ["without its connector, another role path"] = async r =>
        {
            await MakeAsync(r, Spec with { RolePath = "/connect/" });
            await DeleteAsync(r);
        },
        ["somebody's log group"] = r => HandMade.MakeRemainsAsync(r.Aws, Spec, role: false, group: false),
        ["somebody's role"] = r => HandMade.MakeRemainsAsync(r.Aws, Spec, group: false, logs: false),
        ["somebody's group"] = r => HandMade.MakeRemainsAsync(r.Aws, Spec, role: false, logs: false),
        ["somebody's role, group and log group"] = r => HandMade.MakeRemainsAsync(r.Aws, Spec),
        ["another connector's log group"] = async r =>
        {
            await HandMade.MakeRemainsAsync(r.Aws, Spec, role: false, group: false);
            await r.Aws.Logs.TagResourceAsync(new()
            {
                ResourceArn = $"arn:aws:logs:us-east-1:{Spec.AccountId}:log-group:{ResourceNames.LogGroupName(Spec.ConnectorName)}",
                Tags = new Dictionary<string, string> { [ResourceNames.ConnectorTag] = "another" },
            });
        },
        ["somebody's connector"] = async r => await HandMade.MakeAsync(r.Aws, Spec),
        ["somebody's connector of another version"] = async r =>
            await HandMade.MakeAsync(r.Aws, Spec with { KafkaConnectVersion = "3.7.x" }),
        ["taken over"] = TakeOverAsync,
        ["taken over, without its connector"] = async r =>
        {
            await TakeOverAsync(r);
            await DeleteAsync(r);
        },
        ["failed"] = async r =>
        {
            r.Cloud.Faults.Add(new ConnectorFailure(Spec.ConnectorName, "Code", "why"));
            await Assert.ThrowsAsync<KrakenException>(() => MakeAsync(r));
            r.Cloud.Faults.Clear();
        },
        ["being deleted"] = async r =>
        {
            var made = await r.Provisioner.CreateAsync(Spec, _create, default);
            await r.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = made.ConnectorArn });
        },
        ["being made"] = r => r.Provisioner.CreateAsync(Spec, new CreateOptions { Wait = false }, default),
    };

    /// <summary>
    /// A creation does not search for what an adopted connector left under other names, which takes a further call; an update
    /// does, and a comparison shows that.
    /// </summary>
    private const string NotLookedFor = "taken over, without its connector";

    public static TheoryData<string, bool, bool, bool> Updates
    {
        get
        {
            var data = new TheoryData<string, bool, bool, bool>();
            foreach (var state in _states.Keys)
            {
                for (var switches = 0; switches < 8; switches++)
                    data.Add(state, (switches & 1) != 0, (switches & 2) != 0, (switches & 4) != 0);
            }

            return data;
        }
    }

    public static TheoryData<string, bool> Creations
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var state in _states.Keys)
            {
                data.Add(state, true);
                data.Add(state, false);
            }

            return data;
        }
    }

    public static TheoryData<string, bool> Compared
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var state in _states.Keys)
            {
                data.Add(state, true);
                if (state != NotLookedFor)
                    data.Add(state, false);
            }

            return data;
        }
    }

    private static ConnectorSpec Spec => ReferenceExamples.DebeziumSource;

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task An_update_does_what_its_plan_shows(string state, bool allowReplacement, bool keepOffsets, bool adopt)
    {
        using var rehearsal = new Rehearsal();
        await _states[state](rehearsal);
        var options = new UpdateOptions { AllowReplacement = allowReplacement, KeepOffsets = keepOffsets, Adopt = adopt };

        await AgreesAsync(
            rehearsal,
            () => rehearsal.Provisioner.PlanUpdateAsync(Spec, options, default),
            async () => (await rehearsal.Provisioner.UpdateAsync(Spec, options, default))!);
    }

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task A_creation_does_what_its_plan_shows(string state, bool adopt)
    {
        using var rehearsal = new Rehearsal();
        await _states[state](rehearsal);

        await AgreesAsync(
            rehearsal,
            () => adopt
                ? rehearsal.Provisioner.PlanUpdateAsync(Spec, new UpdateOptions { Adopt = true }, default)
                : rehearsal.Provisioner.PlanAsync(Spec, default),
            () => rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions { Adopt = adopt }, default));
    }

    [Theory]
    [MemberData(nameof(Compared))]
    public async Task A_creation_does_what_a_comparison_shows(string state, bool adopt)
    {
        using var rehearsal = new Rehearsal();
        await _states[state](rehearsal);
        var compared = await Record(() => rehearsal.Provisioner.PlanUpdateAsync(Spec, new UpdateOptions { Adopt = adopt }, default));
        rehearsal.TakeRequests();

        var (result, error) = await Record(() => rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions { Adopt = adopt }, default));

        // What differs of a connector that is there, a creation without -Adopt refuses, and names the differences.
        if (error?.Kind == KrakenErrorKind.ConnectorDiffers)
        {
            Assert.Contains(compared.Result!.Resources, r => r.Action is PlanAction.Update or PlanAction.Replace);
            Assert.DoesNotContain(rehearsal.TakeRequests(), r => r.IsMutating);
        }
        else
        {
            Assert.Equal(compared.Result?.Resources.Any(r => r.IsRefused) ?? true, result is null);
        }
    }

    private static async Task AgreesAsync(Rehearsal rehearsal, Func<Task<ConnectorPlan>> plan, Func<Task<ConnectorResult>> apply)
    {
        var (planned, refusal) = await Record(plan);
        rehearsal.TakeRequests();

        var (result, error) = await Record(apply);
        var changes = rehearsal.TakeRequests().Where(r => r.IsMutating).ToList();

        if (planned is null)
        {
            Assert.Equal((refusal!.Kind, refusal.Message), (error?.Kind, error?.Message));
            Assert.Empty(changes);
            return;
        }

        if (planned.Resources.Any(r => r.IsRefused))
        {
            Assert.NotNull(error);
            Assert.All(planned.Resources.Where(r => r.IsRefused), r => Assert.NotNull(r.Note));
            Assert.Empty(changes);
            return;
        }

        Assert.True(error is null, $"{error?.Kind}: {error?.Message}");
        Assert.Equal(planned.HasChanges, result!.Changed || result.Created);
        Assert.Equal(
            planned.Resources.Where(r => r.Action != PlanAction.None).Select(r => r.Kind).Order(StringComparer.Ordinal),
            changes.Select(KindOf).Distinct().Order(StringComparer.Ordinal));
        foreach (var resource in planned.Resources.Where(r => r.Kind != "WorkerConfiguration"))
        {
            var stays = resource.Action is PlanAction.None or PlanAction.Update;
            Assert.Equal(stays, resource.Identifier == IdentifierIn(result, resource.Kind) && resource.Identifier is not null);
        }

        Assert.False((await rehearsal.Provisioner.PlanAsync(Spec, default)).HasChanges);
    }

    /// <summary>The kind of resource that a request changes.</summary>
    private static string KindOf(LocalAwsRequest request) => request.Service switch
    {
        "iam" => "Role",
        "ec2" => "SecurityGroup",
        "kafkaconnect" when request.Operation.EndsWith("WorkerConfiguration", StringComparison.Ordinal) => "WorkerConfiguration",
        "kafkaconnect" => "Connector",
        "logs" => "LogGroup",
        _ => request.Service + request.Operation,
    };

    private static string? IdentifierIn(ConnectorResult result, string kind) => kind switch
    {
        "Role" => result.IamRoleArn,
        "SecurityGroup" => result.SecurityGroupId,
        "Connector" => result.ConnectorArn,
        _ => $"arn:aws:logs:us-east-1:{Spec.AccountId}:log-group:{result.LogGroupName}",
    };

    private static async Task<(T? Result, KrakenException? Error)> Record<T>(Func<Task<T>> work)
        where T : class
    {
        try
        {
            return (await work(), null);
        }
        catch (KrakenException e)
        {
            return (null, e);
        }
    }

    private static Task<ConnectorResult> MakeAsync(Rehearsal rehearsal) => MakeAsync(rehearsal, Spec);

    private static Task<ConnectorResult> MakeAsync(Rehearsal rehearsal, ConnectorSpec spec) =>
        rehearsal.Provisioner.CreateAsync(spec, _create, default);

    private static async Task TakeOverAsync(Rehearsal rehearsal)
    {
        await HandMade.MakeAsync(rehearsal.Aws, Spec);
        await rehearsal.Provisioner.UpdateAsync(Spec, new UpdateOptions { Adopt = true }, default);
    }

    private static async Task DeleteAsync(Rehearsal rehearsal)
    {
        var made = Assert.Single(await rehearsal.FindAsync(Spec.ConnectorName));
        await rehearsal.Aws.KafkaConnect.DeleteConnectorAsync(new DeleteConnectorRequest { ConnectorArn = made.ConnectorArn });
        await rehearsal.Provisioner.WaitAsync(Spec.ConnectorName, "DELETED", TimeSpan.FromMinutes(20), taskCheck: true, default);
    }
}
