using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Takes connectors through their states, each after <see cref="LocalAwsOptions.ConnectorTransition"/>.
/// </summary>
internal sealed class ConnectorLifecycle(LocalCloud cloud)
{
    private TimeSpan Transition => cloud.Options.ConnectorTransition;

    /// <summary>CREATING, then RUNNING or FAILED.</summary>
    internal void Create(Connector connector, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Creating;
        AddInterfaces(connector);
        cloud.Schedule.At(now + Transition, due =>
        {
            if (connector.State == ConnectorStates.Creating)
                Start(connector, due);
        });
    }

    /// <summary>DELETING, then gone, with its network interfaces.</summary>
    internal void Delete(Connector connector, DateTimeOffset now, Action remove)
    {
        connector.State = ConnectorStates.Deleting;
        connector.StateDescription = null;
        cloud.Schedule.At(now + Transition, due =>
        {
            cloud.Ec2.RemoveInterfaces(connector.Arn);
            WorkerLog.Write(
                cloud, connector, due, "INFO Kafka Connect stopped (org.apache.kafka.connect.runtime.Connect)");
            remove();
        });
    }

    /// <summary>
    /// UPDATING, then RUNNING: with what is wanted, or, where the connector does not start with it, with what was.
    /// </summary>
    internal void Update(Connector connector, ConnectorOperation operation, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Updating;
        cloud.Schedule.At(now + (Transition / 4), _ => operation.State = "UPDATE_IN_PROGRESS");
        cloud.Schedule.At(now + Transition, due =>
        {
            if (connector.State == ConnectorStates.Updating)
                FinishUpdate(connector, operation, due);
        });
    }

    private void Start(Connector connector, DateTimeOffset due)
    {
        if (new StartCheck(cloud, connector, connector.Configuration).Run(due) is { } failure)
        {
            connector.State = ConnectorStates.Failed;
            connector.StateDescription = failure.Description;
            WorkerLog.Write(cloud, connector, due, failure.LogLines);
            return;
        }

        connector.State = ConnectorStates.Running;
        WorkerLog.Write(
            cloud, connector, due, WorkerLog.Started(connector, new ConnectorConfig(connector.Configuration)));
    }

    private void FinishUpdate(Connector connector, ConnectorOperation operation, DateTimeOffset due)
    {
        var configuration = operation.TargetConfiguration ?? connector.Configuration;
        if (new StartCheck(cloud, connector, configuration).Run(due) is { } failure)
        {
            operation.Error = failure.Description;
            operation.State = "ROLLBACK_IN_PROGRESS";
            WorkerLog.Write(cloud, connector, due, failure.LogLines);
            cloud.Schedule.At(due + Transition, end =>
            {
                operation.State = "ROLLBACK_COMPLETE";
                operation.Ended = end;
                if (connector.State == ConnectorStates.Updating)
                    connector.State = ConnectorStates.Running;
            });
            return;
        }

        connector.Configuration = configuration;
        connector.Capacity = operation.TargetCapacity ?? connector.Capacity;
        connector.Version = cloud.Ids.Version();
        connector.State = ConnectorStates.Running;
        operation.State = "UPDATE_COMPLETE";
        operation.Ended = due;
        if (operation.TargetCapacity is not null)
        {
            cloud.Ec2.RemoveInterfaces(connector.Arn);
            AddInterfaces(connector);
        }

        WorkerLog.Write(cloud, connector, due, WorkerLog.Started(connector, new ConnectorConfig(configuration)));
    }

    /// <summary>
    /// One interface a worker, spread over the subnets. Source: Amazon MSK developer guide, MSK Connect workers.
    /// </summary>
    private void AddInterfaces(Connector connector)
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
}
