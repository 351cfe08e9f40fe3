using Kraken.MskConnect.Connectors;
using Kraken.MskConnect.Connectors.Framework;
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

    internal static IEnumerable<AccessRequirement> For(
        ConnectorSpec spec, ConnectorConfig config, List<SpecFinding> findings)
    {
        var converters = UsedConverter.Of(config)
            .Where(c => c.Class.StartsWith(ConverterPackage, StringComparison.Ordinal))
            .ToList();
        if (converters.Count == 0)
            return [];
        var places = converters.SelectMany(c => Places(spec, c)).ToList();
        if (spec.IsSource)
        {
            var registers = converters
                .Where(c => string.Equals(c.Option("schemaAutoRegistrationEnabled"), "true", StringComparison.OrdinalIgnoreCase)).ToList();
            var registering = registers.SelectMany(c => Places(spec, c)).ToList();
            return
            [
                .. Required.Calls("Schemas", "schema registry", ["glue:GetSchemaByDefinition"], Merge(places)),
                .. Required.Calls(
                    "NewSchemas", "schema registration",
                    ["glue:CreateSchema", "glue:PutSchemaVersionMetadata", "glue:RegisterSchemaVersion"],
                    Merge(registering)),
                .. Versions(registers, findings),
            ];
        }

        return Versions(converters, findings);
    }

    /// <summary>Reading versions of schemas by their IDs.</summary>
    private static IEnumerable<AccessRequirement> Versions(List<UsedConverter> converters, List<SpecFinding> findings)
    {
        if (converters.Count == 0)
            return [];
        findings.Add(new SpecFinding(
            FindingSeverity.Information, Required.Key(converters[0].Key), "SchemaVersionsOpen", converters[0].Class,
            "Glue finds a schema version by its ID and does not let a policy restrict that, so glue:GetSchemaVersion is "
            + "granted on *: it reads schemas but no data.",
            "No action is needed."));
        return Required.Calls(
            "SchemaVersions", "schema registry", ["glue:GetSchemaVersion"],
            [new RequiredResource("*", [.. converters.Select(c => Required.Key(c.Key))])]);
    }

    /// <summary>The registry and its schemas.</summary>
    private static IEnumerable<RequiredResource> Places(ConnectorSpec spec, UsedConverter converter)
    {
        var registry = converter.Option("registry.name") ?? DefaultRegistry;
        if (registry.IndexOfAny(['*', '?', '$', ' ']) >= 0)
            yield break;
        var region = converter.Option("region") ?? spec.Region;
        var start = $"arn:{SpecArn.PartitionOf(spec.Region)}:glue:{region}:{spec.AccountId}";
        var because = Required.Key(converter.Key);
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
