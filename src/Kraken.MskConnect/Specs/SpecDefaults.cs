namespace Kraken.MskConnect.Specs;

/// <summary>The value of each optional input that was not given. Source: the reference module's Inputs table.</summary>
public static class SpecDefaults
{
    /// <summary>Default of <see cref="ConnectorSpec.KafkaConnectVersion"/>.</summary>
    public const string KafkaConnectVersion = "2.7.1";

    /// <summary>Default of <see cref="ConnectorSpec.MskAuthenticationType"/>.</summary>
    public const string MskAuthenticationType = "IAM";

    /// <summary>Default of <see cref="ConnectorSpec.CustomPluginRevision"/>.</summary>
    public const long CustomPluginRevision = 1;

    /// <summary>Default of <see cref="ConnectorSpec.AutoscalingMcuCount"/>, MSK Connect units a worker.</summary>
    public const int AutoscalingMcuCount = 1;

    /// <summary>Default of <see cref="ConnectorSpec.AutoscalingMinWorkerCount"/>.</summary>
    public const int AutoscalingMinWorkerCount = 1;

    /// <summary>Default of <see cref="ConnectorSpec.AutoscalingMaxWorkerCount"/>.</summary>
    public const int AutoscalingMaxWorkerCount = 2;

    /// <summary>Default of <see cref="ConnectorSpec.AutoscalingScaleInCpu"/>, per cent.</summary>
    public const int AutoscalingScaleInCpu = 20;

    /// <summary>Default of <see cref="ConnectorSpec.AutoscalingScaleOutCpu"/>, per cent.</summary>
    public const int AutoscalingScaleOutCpu = 80;

    /// <summary>Default of <see cref="ConnectorSpec.LogRetentionInDays"/>.</summary>
    public const int LogRetentionInDays = 7;

    /// <summary>Default of <see cref="ConnectorSpec.EncryptionInTransit"/>.</summary>
    public const string EncryptionInTransit = "TLS";

    /// <summary>Default of <see cref="ConnectorSpec.WorkerConfigurationRevision"/>.</summary>
    public const long WorkerConfigurationRevision = 1;

    /// <summary>Default of <see cref="ConnectorSpec.RolePath"/>.</summary>
    public const string RolePath = "/";

    /// <summary>Default of <see cref="ConnectorSpec.InternalTopicScope"/>.</summary>
    public const string InternalTopicScope = "Connector";

    /// <summary>Default of <see cref="ConnectorSpec.MaxOverGrant"/>.</summary>
    public const int MaxOverGrant = 0;

    /// <summary>Default of <see cref="ConnectorSpec.EgressDestination"/>.</summary>
    public static IReadOnlyList<string> EgressDestination { get; } = ["0.0.0.0/0"];
}
