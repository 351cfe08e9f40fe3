using Kraken.LocalAws.Faults;
using Kraken.LocalAws.Services.KafkaConnect;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Connectors;

/// <summary>
/// Takes operations on connectors through their states, each in <see cref="LocalAwsOptions.ConnectorTransition"/>. How
/// the service ends an operation that fails, beside an update that is rolled back, is not documented: that the connector
/// then has the state that it had before is a guess.
/// </summary>
internal sealed class ConnectorChanges
{
    private const string UpdateBegin = nameof(UpdateBegin);
    private const string UpdateEnd = nameof(UpdateEnd);
    private const string RollbackEnd = nameof(RollbackEnd);

    private readonly LocalCloud _cloud;
    private readonly ConnectorWorkers _workers;

    internal ConnectorChanges(LocalCloud cloud)
    {
        _cloud = cloud;
        _workers = new ConnectorWorkers(cloud);
        cloud.Schedule.Handle(UpdateBegin, Progress);
        cloud.Schedule.Handle(UpdateEnd, Finish);
        cloud.Schedule.Handle(RollbackEnd, FinishRollback);
    }

    private TimeSpan Transition => _cloud.Options.ConnectorTransition;

    /// <summary>PENDING, then in progress, then complete, failed or rolled back.</summary>
    internal void Begin(Connector connector, ConnectorOperation operation, DateTimeOffset now)
    {
        operation.StateBefore = connector.State;
        connector.State = operation.ConnectorState;
        _cloud.Schedule.At(now + (Transition / 4), UpdateBegin, operation.Arn);
        _cloud.Schedule.At(now + Transition, UpdateEnd, operation.Arn);
    }

    private void Progress(string operationArn, DateTimeOffset due)
    {
        if (_cloud.KafkaConnect.FindOperation(operationArn) is (_, var operation))
            operation.State = operation.Verb + "_IN_PROGRESS";
    }

    private void Finish(string operationArn, DateTimeOffset due)
    {
        // Of a connector that is being deleted meanwhile nothing changes any more.
        if (_cloud.KafkaConnect.FindOperation(operationArn) is not var (connector, operation)
            || connector.State != operation.ConnectorState)
            return;
        switch (operation.Type)
        {
            case OperationTypes.Pause:
                if (Planned(connector, FaultKind.PauseFails) is { } noPause)
                    Fail(connector, operation, noPause, due);
                else
                    Complete(connector, operation, ConnectorStates.Paused, due);
                break;
            case OperationTypes.Resume:
                if (Planned(connector, FaultKind.ResumeFails) is { } noResumption)
                    Fail(connector, operation, noResumption, due);
                else
                    Resume(connector, operation, due);
                break;
            case OperationTypes.Restart:
                Restart(connector, operation, due);
                break;
            default:
                Update(connector, operation, due);
                break;
        }
    }

    /// <summary>A paused connector keeps its tasks, so that it starts anew only with what was changed meanwhile.</summary>
    private void Resume(Connector connector, ConnectorOperation operation, DateTimeOffset due)
    {
        Complete(connector, operation, ConnectorStates.Running, due);
        if (!connector.IsChangedWhilePaused)
            return;
        connector.IsChangedWhilePaused = false;
        StartUnchecked(connector, WhyNotStarted(connector, due), due);
    }

    private void Restart(Connector connector, ConnectorOperation operation, DateTimeOffset due)
    {
        if (Planned(connector, FaultKind.RestartFails) is { } planned)
        {
            Fail(connector, operation, planned, due);
            return;
        }

        var needsStart = !operation.OnlyFailedTasks || connector.HasDeadTasks;
        if (needsStart && WhyNotStarted(connector, due) is { } failure)
        {
            Fail(connector, operation, new StartFailure(failure.Description, []), due);
            _workers.Die(connector, due, failure.LogLines);
            return;
        }

        Complete(connector, operation, ConnectorStates.Running, due);
        _workers.Restart(connector, operation.OnlyFailedTasks, due);
    }

    /// <summary>
    /// Takes what is wanted. The health checks are whether the connector starts with it: without, it goes back to what
    /// was; where they are skipped, it stays and its tasks die. A paused connector starts when it resumes.
    /// </summary>
    private void Update(Connector connector, ConnectorOperation operation, DateTimeOffset due)
    {
        var before = (connector.Configuration, connector.Capacity, connector.Plugins, connector.WorkerConfiguration);
        Take(connector, operation);
        var isPaused = operation.StateBefore == ConnectorStates.Paused;
        var failure = isPaused ? null : Planned(connector, FaultKind.UpdateFails) ?? WhyNotStarted(connector, due);
        if (failure is not null && !operation.SkipsHealthChecks)
        {
            (connector.Configuration, connector.Capacity, connector.Plugins, connector.WorkerConfiguration) = before;
            operation.Error = failure.Description;
            operation.State = "ROLLBACK_IN_PROGRESS";
            WorkerLog.Write(_cloud, connector, due, failure.LogLines);
            _cloud.Schedule.At(due + Transition, RollbackEnd, operation.Arn);
            return;
        }

        connector.Version = _cloud.Ids.Version();
        Complete(connector, operation, operation.StateBefore, due);
        if (operation.TargetSetting?.Child("capacity") is not null)
        {
            _cloud.Ec2.RemoveInterfaces(connector.Arn);
            _workers.AddInterfaces(connector);
        }

        if (isPaused)
            connector.IsChangedWhilePaused = true;
        else
            StartUnchecked(connector, failure, due);
    }

    private static void Take(Connector connector, ConnectorOperation operation)
    {
        connector.Configuration = operation.TargetConfiguration ?? connector.Configuration;
        if (operation.TargetSetting is not { } setting)
            return;
        connector.Capacity = setting.Child("capacity") ?? connector.Capacity;
        if (setting.ContainsKey("plugins"))
            connector.Plugins = setting.Items("plugins");
        if (setting.Flag("useDefaultWorkerConfiguration"))
            connector.WorkerConfiguration = null;
        else
            connector.WorkerConfiguration = setting.Child("workerConfiguration") ?? connector.WorkerConfiguration;
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

    /// <summary>The connector runs; with a failure, which nobody checked for, its tasks do not.</summary>
    private void StartUnchecked(Connector connector, StartFailure? failure, DateTimeOffset due)
    {
        _workers.Start(connector, due);
        if (failure is not null && !connector.HasDeadTasks)
            _workers.Die(connector, due, failure.LogLines);
    }

    private StartFailure? WhyNotStarted(Connector connector, DateTimeOffset due) =>
        new StartCheck(_cloud, connector, connector.Configuration).Run(due);

    private StartFailure? Planned(Connector connector, FaultKind kind) =>
        _cloud.Faults.Take(connector.Name, kind) is { } planned
            ? new StartFailure(new StateDescription(planned.Code, planned.Message), planned.LogLines ?? [])
            : null;

    private static void Complete(Connector connector, ConnectorOperation operation, string state, DateTimeOffset due)
    {
        connector.State = state;
        operation.State = operation.Verb + "_COMPLETE";
        operation.Ended = due;
    }

    private void Fail(Connector connector, ConnectorOperation operation, StartFailure failure, DateTimeOffset due)
    {
        connector.State = operation.StateBefore;
        operation.Error = failure.Description;
        operation.State = operation.Verb + "_FAILED";
        operation.Ended = due;
        WorkerLog.Write(_cloud, connector, due, failure.LogLines);
    }
}
