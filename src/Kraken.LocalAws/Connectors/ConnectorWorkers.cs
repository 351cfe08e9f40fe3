using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>What a connector's workers do that others see: their interfaces, their log, and whether tasks live.</summary>
internal sealed class ConnectorWorkers(LocalCloud cloud)
{
    /// <summary>The workers start, and all tasks with them.</summary>
    internal void Start(Connector connector, DateTimeOffset due)
    {
        WorkerLog.Write(cloud, connector, due, WorkerLog.Started(connector, ConnectorConfig.Of(cloud, connector, connector.Configuration)));
        LiveOrDie(connector, due);
    }

    /// <summary>The connector and its tasks, or only the tasks that have died, start again in workers that stay.</summary>
    internal void Restart(Connector connector, bool onlyFailed, DateTimeOffset due)
    {
        if (onlyFailed && !connector.HasDeadTasks)
            return;
        WorkerLog.Write(
            cloud, connector, due, WorkerLog.Restarted(connector, ConnectorConfig.Of(cloud, connector, connector.Configuration), onlyFailed));
        LiveOrDie(connector, due);
    }

    /// <summary>The tasks die, and the log tells why.</summary>
    internal void Die(Connector connector, DateTimeOffset due, IReadOnlyList<string> why)
    {
        connector.HasDeadTasks = true;
        WorkerLog.Write(
            cloud, connector, due, WorkerLog.TasksDied(connector, ConnectorConfig.Of(cloud, connector, connector.Configuration), why));
    }

    /// <summary>
    /// One interface a worker, spread over the subnets. Source: Amazon MSK developer guide, MSK Connect workers.
    /// </summary>
    internal void AddInterfaces(Connector connector)
    {
        var subnets = connector.SubnetIds.Select(s => cloud.Ec2.FindSubnet(s)!).ToList();
        var workers = KafkaConnectService.Workers(connector.Capacity).Least;
        for (var i = 0; i < workers; i++)
        {
            var subnet = subnets[i % subnets.Count];
            cloud.Ec2.Add(new NetworkInterface(
                cloud.Ids.Ec2("eni"), subnet.Id, cloud.Ec2.NextAddress(subnet),
                $"MSK Connect worker of {connector.Name}", [.. connector.SecurityGroupIds], connector.Arn));
        }
    }

    private void LiveOrDie(Connector connector, DateTimeOffset due)
    {
        connector.HasDeadTasks = false;
        if (cloud.Faults.Take(connector.Name, FaultKind.TasksDie) is { } failure)
            Die(connector, due, failure.LogLines ?? []);
    }
}
