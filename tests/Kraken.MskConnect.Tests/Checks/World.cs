using Amazon.EC2.Model;
using Kraken.LocalAws;
using Kraken.LocalAws.Services.SecretsManager;
using Kraken.MskConnect.Checks;
using Kraken.MskConnect.Operations;
using Kraken.MskConnect.Specs;
using Kraken.MskConnect.Tests.Provisioning;

namespace Kraken.MskConnect.Tests.Checks;

/// <summary>A rehearsal with one spec, and its connector where that is made, in which nothing is wrong at first.</summary>
internal sealed class World : IDisposable
{
    private World()
    {
        Checks = new ConnectorChecks(Rehearsal.Aws, clock: Rehearsal.Clock);
    }

    public Rehearsal Rehearsal { get; } = new();

    public ConnectorChecks Checks { get; }

    /// <summary>A spec of which nothing is wrong.</summary>
    public static ConnectorSpec Good { get; } = ReferenceExamples.DebeziumSource with
    {
        MskAuthenticationType = "IAM",
        MskBootstrapServer = LocalAwsSeed.IamBootstrapServers,
        KafkaTopicWrite = ["kraken-cdc.public.trades", "kraken-cdc.public.orders", "kraken-cdc.public.positions"],
    };

    public ConnectorSpec Spec { get; set; } = Good;

    public CheckOptions Options { get; set; } = new();

    public string LogGroup => ResourceNames.LogGroupName(Spec.ConnectorName);

    public string RoleName => ResourceNames.RoleName(Spec.ConnectorName, Spec.Region);

    public static async Task<World> MakeAsync(bool after)
    {
        var world = new World();
        if (after)
            await world.CreateAsync();
        return world;
    }

    public Task CreateAsync() => Rehearsal.Provisioner.CreateAsync(Spec, new CreateOptions(), default);

    public Task UpdateAsync() => Rehearsal.Provisioner.UpdateAsync(Spec, new UpdateOptions(), default);

    public Task<IReadOnlyList<ConnectorCheck>> CheckAsync() => Checks.CheckAsync(Spec, Options, default);

    public async Task<IReadOnlyList<ConnectorCheck>> CheckLiveAsync()
    {
        var found = new List<ConnectorCheck>();
        await foreach (var connector in Checks.CheckLiveAsync(Spec.ConnectorName, Options, default))
            found.AddRange(connector);
        return found;
    }

    /// <summary>The connector's group.</summary>
    public async Task<SecurityGroup> GroupAsync() => Assert.Single((await Rehearsal.Aws.Ec2.DescribeSecurityGroupsAsync(
        new DescribeSecurityGroupsRequest
        {
            Filters = [new Filter { Name = "group-name", Values = [ResourceNames.SecurityGroupName(Spec.ConnectorName)] }],
        })).SecurityGroups);

    /// <summary>Writes a line into the connector's log, now.</summary>
    public void Log(string line) =>
        Rehearsal.Cloud.Logs.Deliver(LogGroup, "worker-1", Rehearsal.Clock.GetUtcNow(), [line]);

    /// <summary>Makes a secret.</summary>
    public void AddSecret(string name, string value) => Rehearsal.Cloud.SecretsManager.Add(new Secret(
        $"arn:aws:secretsmanager:us-east-1:123456789012:secret:{name}-XyZ789", name, null, value,
        Rehearsal.Clock.GetUtcNow(), Guid.NewGuid().ToString()));

    public void Dispose() => Rehearsal.Dispose();
}
