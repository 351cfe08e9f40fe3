using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Topics;

/// <summary>Names of topics and groups that a key of the configuration gives, as a whole or in part.</summary>
internal static class GivenName
{
    /// <summary>The topic; null, and told, where the value is no name or known at run time only.</summary>
    internal static NamedTopic? Topic(ConnectorUse use, string key, string name)
    {
        if (KafkaTopic.IsName(name))
            return new NamedTopic(key, name);
        Tell(use, key, name, "is not a topic name");
        return null;
    }

    /// <summary>Whether a value, if it is given, can be a part of a topic's name; what cannot is told.</summary>
    internal static bool IsPart(ConnectorUse use, NamedValue? part)
    {
        if (part is null || part.Value.All(KafkaTopic.IsNameCharacter))
            return true;
        Tell(use, part.Key, part.Value, "cannot be a part of a topic name");
        return false;
    }

    /// <summary>Tells why a value is no topic's name.</summary>
    internal static void Tell(ConnectorUse use, string key, string value, string problem)
    {
        if (IsOfRunTime(value))
        {
            use.Doubt(
                key, "TopicUnknown", "is known only at run time, so the policy cannot grant the topic", "Give the topic name.");
        }
        else
        {
            use.Find(
                FindingSeverity.Error, key, "TopicName", problem,
                "Use letters, digits, dots, underscores and hyphens, at most 249.");
        }
    }

    /// <summary>Whether a value is, or contains, a reference that a config provider replaces when the connector starts.</summary>
    internal static bool IsOfRunTime(string value)
    {
        for (var at = value.IndexOf("${", StringComparison.Ordinal); at >= 0; at = value.IndexOf("${", at + 1, StringComparison.Ordinal))
        {
            if (References.EndOf(value, at) > at)
                return true;
        }

        return false;
    }
}
