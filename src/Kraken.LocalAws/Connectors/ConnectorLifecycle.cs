using Kraken.LocalAws.Services.KafkaConnect;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Creates and deletes connectors, each in <see cref="LocalAwsOptions.ConnectorTransition"/>.
/// </summary>
internal sealed class ConnectorLifecycle
{
    private const string ConnectorStart = nameof(ConnectorStart);
    private const string ConnectorGone = nameof(ConnectorGone);
    private const string InterfacesGone = nameof(InterfacesGone);

    private readonly LocalCloud _cloud;
    private readonly ConnectorWorkers _workers;

    internal ConnectorLifecycle(LocalCloud cloud)
    {
        _cloud = cloud;
        _workers = new ConnectorWorkers(cloud);
        cloud.Schedule.Handle(ConnectorStart, Start);
        cloud.Schedule.Handle(ConnectorGone, Remove);
        cloud.Schedule.Handle(InterfacesGone, (arn, _) => cloud.Ec2.RemoveInterfaces(arn));
    }

    private TimeSpan Transition => _cloud.Options.ConnectorTransition;

    /// <summary>CREATING, then RUNNING or FAILED.</summary>
    internal void Create(Connector connector, DateTimeOffset now)
    {
        connector.State = ConnectorStates.Creating;
        _workers.AddInterfaces(connector);
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
        _workers.Start(connector, due);
    }
}
