using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Policies.Requirements;

/// <summary>
/// The calls that converters make to AWS Glue's schema registry. Other registries are reached over the network and ask
/// nothing of IAM. Source: AWS Glue developer guide, Getting started with Schema Registry, IAM examples for serializers
/// and deserializers; the properties of AWS's Kafka Connect converters; awslabs/aws-glue-schema-registry,
/// AWSSchemaRegistryClient, which after it has registered a version asks for it until Glue has compared it with the others.
/// </summary>
internal static class SchemaRegistryAccess
{
    private const string ConverterPackage = "com.amazonaws.services.schemaregistry.";
    private const string DefaultRegistry = "default-registry";

    private static readonly string[] _converterKeys = ["key.converter", "value.converter", "header.converter"];

    internal static IEnumerable<AccessRequirement> For(
        ConnectorSpec spec, ConnectorConfig config, List<SpecFinding> findings)
    {
        var converters = _converterKeys
            .Where(key => config.Get(key)?.StartsWith(ConverterPackage, StringComparison.Ordinal) is true)
            .ToList();
        if (converters.Count == 0)
            return [];
        var places = converters.SelectMany(key => Places(spec, config, key)).ToList();
        if (spec.IsSource)
        {
            var registers = converters.Where(key => config.IsTrue(key + ".schemaAutoRegistrationEnabled")).ToList();
            var registering = registers.SelectMany(key => Places(spec, config, key)).ToList();
            return
            [
                .. Required.Calls("Schemas", "schema registry", ["glue:GetSchemaByDefinition"], Merge(places)),
                .. Required.Calls(
                    "NewSchemas", "schema registration",
                    ["glue:CreateSchema", "glue:PutSchemaVersionMetadata", "glue:RegisterSchemaVersion"],
                    Merge(registering)),
                .. Versions(config, registers, findings),
            ];
        }

        return Versions(config, converters, findings);
    }

    /// <summary>Reading versions of schemas by their IDs.</summary>
    private static IEnumerable<AccessRequirement> Versions(ConnectorConfig config, List<string> converters, List<SpecFinding> findings)
    {
        if (converters.Count == 0)
            return [];
        findings.Add(new SpecFinding(
            FindingSeverity.Information, Required.Key(converters[0]), "SchemaVersionsOpen", config.Get(converters[0]),
            "Glue finds a schema version by its ID and does not let a policy restrict that, so glue:GetSchemaVersion is "
            + "granted on *: it reads schemas but no data.",
            "No action is needed."));
        return Required.Calls(
            "SchemaVersions", "schema registry", ["glue:GetSchemaVersion"],
            [new RequiredResource("*", [.. converters.Select(Required.Key)])]);
    }

    /// <summary>The registry and its schemas.</summary>
    private static IEnumerable<RequiredResource> Places(ConnectorSpec spec, ConnectorConfig config, string converter)
    {
        var registry = config.Get(converter + ".registry.name") ?? DefaultRegistry;
        if (registry.IndexOfAny(['*', '?', '$', ' ']) >= 0)
            yield break;
        var region = config.Get(converter + ".region") ?? spec.Region;
        var start = $"arn:{SpecArn.PartitionOf(spec.Region)}:glue:{region}:{spec.AccountId}";
        var because = Required.Key(converter);
        yield return new RequiredResource($"{start}:registry/{registry}", because);
        yield return new RequiredResource($"{start}:schema/{registry}/*", because)
        {
            Examples = [$"{start}:schema/{registry}/orders-value"],
        };
    }

    private static IEnumerable<RequiredResource> Merge(IEnumerable<RequiredResource> resources) =>
        from resource in resources
        group resource by resource.Arn into same
        select same.First() with { Because = [.. same.SelectMany(r => r.Because).Distinct()] };
}
