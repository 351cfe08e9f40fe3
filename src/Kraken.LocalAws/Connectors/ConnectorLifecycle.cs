using Kraken.LocalAws.Services.Ec2;
using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Takes connectors through their states, each after <see cref="LocalAwsOptions.ConnectorTransition"/>.
/// </summary>
internal sealed class ConnectorLifecycle
{
    private const string ConnectorStart = nameof(ConnectorStart);
    private const string ConnectorGone = nameof(ConnectorGone);
    private const string InterfacesGone = nameof(InterfacesGone);
    private const string UpdateBegin = nameof(UpdateBegin);
    private const string UpdateEnd = nameof(UpdateEnd);
    private const string RollbackEnd = nameof(RollbackEnd);

    private readonly LocalCloud _cloud;

    internal ConnectorLifecycle(LocalCloud cloud)
    {
        _cloud = cloud;
        cloud.Schedule.Handle(ConnectorStart, Start);
        cloud.Schedule.Handle(ConnectorGone, Remove);
        cloud.Schedule.Handle(InterfacesGone, (arn, _) => cloud.Ec2.RemoveInterfaces(arn));
        cloud.Schedule.Handle(UpdateBegin, BeginUpdate);
        cloud.Schedule.Handle(UpdateEnd, FinishUpdate);
        cloud.Schedule.Handle(RollbackEnd, FinishRollback);
    }

    private TimeSpan Transition => _cloud.Options.ConnectorTransition;

    /// <summary>CREATING, then RUNNING or FAILED.</summary>
    internal void Create(Connector connector, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Creating;
        AddInterfaces(connector);
        _cloud.Schedule.At(now + Transition, ConnectorStart, connector.Arn);
    }

    /// <summary>DELETING, then gone, and some time later its network interfaces too.</summary>
    internal void Delete(Connector connector, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Deleting;
        connector.StateDescription = null;
        _cloud.Schedule.At(now + Transition, ConnectorGone, connector.Arn);
        // The service-linked role deletes the interfaces; a group that they use cannot be deleted before.
        // Source: Amazon MSK developer guide, service-linked roles; EC2 API reference, DeleteSecurityGroup.
        _cloud.Schedule.At(now + Transition + _cloud.Options.InterfaceLinger, InterfacesGone, connector.Arn);
    }

    /// <summary>
    /// UPDATING, then RUNNING: with what is wanted, or, where the connector does not start with it, with what was.
    /// </summary>
    internal void Update(Connector connector, ConnectorOperation operation, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Updating;
        _cloud.Schedule.At(now + (Transition / 4), UpdateBegin, operation.Arn);
        _cloud.Schedule.At(now + Transition, UpdateEnd, operation.Arn);
    }

    private void Remove(string arn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindConnector(arn) is not { } connector)
            return;
        WorkerLog.Write(
            _cloud, connector, due, "INFO Kafka Connect stopped (org.apache.kafka.connect.runtime.Connect)");
        _cloud.KafkaConnect.Remove(connector);
    }

    private void Start(string arn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindConnector(arn) is not { State: ConnectorStates.Creating } connector)
            return;
        if (new StartCheck(_cloud, connector, connector.Configuration).Run(due) is { } failure)
        {
            connector.State = ConnectorStates.Failed;
            connector.StateDescription = failure.Description;
            WorkerLog.Write(_cloud, connector, due, failure.LogLines);
            return;
        }

        connector.State = ConnectorStates.Running;
        LogStart(connector, due);
    }

    private void LogStart(Connector connector, DateTimeOffset due)
    {
        var config = new ConnectorConfig(connector.Configuration);
        WorkerLog.Write(_cloud, connector, due, WorkerLog.Started(connector, config));
        if (_cloud.Faults.FindFailure(connector.Name, ofTasks: true) is { } failure)
            WorkerLog.Write(_cloud, connector, due, WorkerLog.TasksDied(connector, config, failure.LogLines ?? []));
    }

    private void BeginUpdate(string operationArn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindOperation(operationArn) is (_, var operation))
            operation.State = "UPDATE_IN_PROGRESS";
    }

    private void FinishUpdate(string operationArn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindOperation(operationArn) is not ({ State: ConnectorStates.Updating } connector, var operation))
            return;
        var configuration = operation.TargetConfiguration ?? connector.Configuration;
        if (new StartCheck(_cloud, connector, configuration).Run(due) is { } failure)
        {
            operation.Error = failure.Description;
            operation.State = "ROLLBACK_IN_PROGRESS";
            WorkerLog.Write(_cloud, connector, due, failure.LogLines);
            _cloud.Schedule.At(due + Transition, RollbackEnd, operation.Arn);
            return;
        }

        connector.Configuration = configuration;
        connector.Capacity = operation.TargetCapacity ?? connector.Capacity;
        connector.Version = _cloud.Ids.Version();
        connector.State = ConnectorStates.Running;
        operation.State = "UPDATE_COMPLETE";
        operation.Ended = due;
        if (operation.TargetCapacity is not null)
        {
            _cloud.Ec2.RemoveInterfaces(connector.Arn);
            AddInterfaces(connector);
        }

        LogStart(connector, due);
    }

    private void FinishRollback(string operationArn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindOperation(operationArn) is not var (connector, operation))
            return;
        operation.State = "ROLLBACK_COMPLETE";
        operation.Ended = due;
        if (connector.State == ConnectorStates.Updating)
            connector.State = ConnectorStates.Running;
    }

    /// <summary>
    /// One interface a worker, spread over the subnets. Source: Amazon MSK developer guide, MSK Connect workers.
    /// </summary>
    private void AddInterfaces(Connector connector)
    {
        var subnets = connector.SubnetIds.Select(s => _cloud.Ec2.FindSubnet(s)!).ToList();
        var workers = KafkaConnectService.Workers(connector.Capacity).Least;
        for (var i = 0; i < workers; i++)
        {
            var subnet = subnets[i % subnets.Count];
            _cloud.Ec2.Add(new NetworkInterface(
                _cloud.Ids.Ec2("eni"), subnet.Id, _cloud.Ec2.NextAddress(subnet),
                $"MSK Connect worker of {connector.Name}", [.. connector.SecurityGroupIds], connector.Arn));
        }
    }
}
