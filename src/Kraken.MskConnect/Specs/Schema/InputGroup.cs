namespace Kraken.MskConnect.Specs.Schema;

/// <summary>What an input of a spec is about, as the documentation groups them.</summary>
public enum InputGroup
{
    /// <summary>The connector itself: its name, place, type and configuration.</summary>
    Connector,

    /// <summary>VPC, subnets and what may be reached from them.</summary>
    Network,

    /// <summary>The MSK cluster and how the connector logs in to it.</summary>
    Cluster,

    /// <summary>Topics that the connector reads, writes and creates.</summary>
    Topics,

    /// <summary>The database or the bucket at the other end, and the keys that encrypt them.</summary>
    Data,

    /// <summary>The custom plugin and the worker configuration.</summary>
    Plugin,

    /// <summary>The number of workers, their size, and when their number changes.</summary>
    Capacity,

    /// <summary>The log group.</summary>
    Logs,

    /// <summary>The IAM role and how far its policy reaches.</summary>
    Role,

    /// <summary>Tags.</summary>
    Tags,
}
