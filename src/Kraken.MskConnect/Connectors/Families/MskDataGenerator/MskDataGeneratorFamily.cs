using Kraken.MskConnect.Connectors.Topics;

namespace Kraken.MskConnect.Connectors.Families.MskDataGenerator;

/// <summary>The topics that the generator's keys name: the second word of each. Source: amazon-msk-data-generator 0.4.0.</summary>
internal sealed class MskDataGeneratorFamily : IFamilyLogic
{
    private static readonly string[] _generators = ["genk", "genkp", "genv", "genvp"];

    public string Family => "msk-data-generator";

    public void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var named = config.Values.Keys.Select(key => (Key: key, Words: key.Split('.')))
            .Where(k => k.Words.Length > 2 && _generators.Contains(k.Words[0]))
            .DistinctBy(k => k.Words[1])
            .OrderBy(k => k.Words[1], StringComparer.Ordinal);
        foreach (var (key, words) in named)
        {
            if (KafkaTopic.IsName(words[1]))
                use.Topic(new NamedTopic(key, words[1]), TopicKind.Records, TopicAccess.Write, "generated records");
        }
    }
}
