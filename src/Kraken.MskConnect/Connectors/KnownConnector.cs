using Kraken.MskConnect.Connectors.Addresses;
using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Connectors.Framework;
using Kraken.MskConnect.Connectors.Providers;
using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors;

/// <summary>
/// A connector's configuration, and what the catalogue knows of its class: policy, proof, ACLs, network rules, validation,
/// checks and completion ask it.
/// </summary>
internal sealed class KnownConnector
{
    private readonly Lazy<ConnectorUse> _use;

    /// <summary>Looks its class up.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="own">A definition that the user gives; its classes come before the module's families. Null for none.</param>
    internal KnownConnector(ConnectorConfig config, ConnectorDefinition? own = null)
    {
        Config = config;
        if (own is not null && ConnectorCatalogue.FindClass(config.Class, own.Classes.Keys) is { } ownClass)
        {
            (Class, Definition, IsDefinedByUser) = (ownClass, own, true);
        }
        else if (config.Class.Length > 0 && ConnectorCatalogue.FindClass(config.Class, ConnectorCatalogue.Classes.Keys) is { } known)
        {
            var family = ConnectorCatalogue.Classes[known];
            (Class, Family, Definition) = (known, family, ConnectorCatalogue.Definition(family));
        }

        _use = new Lazy<ConnectorUse>(Describe);
    }

    internal ConnectorConfig Config { get; }

    /// <summary>The whole name of the class; null where nothing is known of it.</summary>
    internal string? Class { get; }

    /// <summary>The name of the family's declaration; null where the user defines the class or it is unknown.</summary>
    internal string? Family { get; }

    /// <summary>What is declared of the class; null where nothing is known of it.</summary>
    internal ConnectorDefinition? Definition { get; }

    internal bool IsDefinedByUser { get; }

    /// <summary>Whether a family or the user claims the class.</summary>
    internal bool IsKnown => Definition is not null;

    /// <summary><c>source</c> or <c>sink</c>; null where the class is unknown.</summary>
    internal string? Type => Class is null ? null : Definition!.Classes[Class];

    /// <summary>The keys that a connector of the class has, with those of every connector.</summary>
    internal IReadOnlyList<ConnectorKey> Keys =>
    [
        .. Definition is null ? [] : Definition.ClassKeys.GetValueOrDefault(Class!, []),
        .. Definition?.Keys ?? [],
        .. ConnectorCatalogue.Common.Keys,
    ];

    /// <summary>What the connector uses when it runs.</summary>
    internal ConnectorUse Use => _use.Value;

    private ConnectorUse Describe()
    {
        var use = new ConnectorUse();
        KafkaConnectUse.Describe(Config, use);
        ClientLogin.Check(Config, use);
        ConfigProviderUse.Describe(Config, use);
        if (Definition is not null)
        {
            DeclaredUse.Describe(Definition, Class!, Config, use);
            if (Family is not null)
                ConnectorCatalogue.Logic(Family)?.Describe(Config, use);
            if (Definition.Java > 11 && Config.IsKafkaConnect2)
            {
                use.Find(
                    FindingSeverity.Warning, ConnectorConfig.ClassKey, "JavaVersion",
                    $"needs Java {Definition.Java}, but MSK Connect runs Kafka Connect {Config.KafkaConnectVersion} on Java 11",
                    "Give KafkaConnectVersion 3.7.x, which runs on Java 17.");
            }
        }

        else if (Config.IsSink)
        {
            use.Bucket = S3Keys.OfUnknownClass(Config);
        }

        CommonAddresses.Describe(Config, use);
        var keys = Keys;
        KeyRules.Check(keys, Definition?.HasAllKeys ?? false, Config, use);
        ClientKeys.Check(keys, Config, use);
        if (Config.IsSource)
            Route(use);
        return use;
    }

    /// <summary>Lets the transformations rename what passes through them.</summary>
    private void Route(ConnectorUse use)
    {
        var passing = use.Topics.Where(t => t.Kind != TopicKind.Own && t.Access.HasFlag(TopicAccess.Write)).ToList();
        if (passing.Count == 0)
            return;
        var routed = TopicRouting.Apply(Config, passing);
        use.Topics.RemoveAll(passing.Contains);
        use.Topics.AddRange(routed.Topics);
        (use.UnfollowedTransform, use.WidenedTransform) = (routed.Unfollowed, routed.Widened);
    }
}
