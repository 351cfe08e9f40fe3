namespace Kraken.MskConnect.Specs.Reading.Foreign;

/// <summary>
/// A CloudFormation template, its resources alone, or one resource. Intrinsic functions are not computed: what one gives is
/// asked for. Source: AWS CloudFormation template reference, AWS::KafkaConnect::Connector.
/// </summary>
internal sealed class CloudFormationTemplate : IForeignSpecFormat
{
    private const string Resources = "Resources";
    private const string Type = "AWS::KafkaConnect::Connector";
    private const string Reference = "Ref";
    private const string Function = "Fn::";
    private const string NoValue = "AWS::NoValue";

    public string Name => "a CloudFormation template";

    public IReadOnlyList<ForeignConnector>? Read(SpecMap root)
    {
        if (IsConnector(root))
            return [ReadOne(root, null)];
        var resources = root.Find(Resources) as SpecMap;
        var connectors = (resources ?? root).Entries.Where(entry => entry.Value is SpecMap resource && IsConnector(resource)).ToList();
        return resources is null && connectors.Count == 0
            ? null
            : [.. connectors.Select(entry => ReadOne((SpecMap)entry.Value, $"resource {entry.Key}"))];
    }

    private static bool IsConnector(SpecMap resource) => resource.FindText("Type") == Type;

    private static ForeignConnector ReadOne(SpecMap resource, string? place) =>
        ConnectorShape.Read(resource.Find("Properties") is SpecMap properties ? (SpecMap)Computed(properties) : new SpecMap([]), place);

    /// <summary>The values with functions in JSON's long form marked as expressions too.</summary>
    private static SpecNode Computed(SpecNode node) => node switch
    {
        SpecExpression { Argument: SpecText { Value: NoValue } } => new SpecNull(),
        SpecMap { Entries: [{ Key: Reference, Value: SpecText { Value: NoValue } }] } => new SpecNull(),
        SpecMap { Entries: [{ Key: var key, Value: var argument }] } when IsFunction(key) => new SpecExpression(key, argument),
        SpecMap map => new SpecMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Computed(entry.Value)))]),
        SpecList list => new SpecList([.. list.Items.Select(Computed)]),
        _ => node,
    };

    private static bool IsFunction(string key) => key == Reference || key.StartsWith(Function, StringComparison.Ordinal);
}
