using Kraken.MskConnect.Connectors.Definitions;
using Kraken.MskConnect.Redacting;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>Reads from a configuration's references and the providers' declarations what the workers call for them.</summary>
internal static class ConfigProviderUse
{
    /// <summary>Adds the calls, the addresses, the doubts and the findings.</summary>
    internal static void Describe(ConnectorConfig config, ConnectorUse use)
    {
        var references = ConfigProviderReference.In(config).ToList();
        use.ProvidedServices.AddRange(Services(config, use, [.. references.Where(r => r.CanBeGranted)]));
        foreach (var reference in references.Where(r => !r.CanBeGranted))
            NotGranted(reference, config, use);
        foreach (var provider in references.DistinctBy(r => r.Provider))
            Provider(provider, config, use);
        var said = use.Findings.Count;
        foreach (var reference in references)
            Findings(reference, config, use);
        RemoveRepeated(use, said);
        UnknownClasses(config, use);
    }

    private static IEnumerable<UsedService> Services(
        ConnectorConfig config, ConnectorUse use, IReadOnlyList<ConfigProviderReference> references)
    {
        var filled =
            from reference in references
            from call in reference.Definition.Calls
            where call.Condition.Holds(name => reference.Value(name, config))
            from template in call.Resources
            let arns = DefinitionTemplate.Fill(template, config, name => reference.Value(name, config))
            from arn in arns.Unknown is null ? arns.Texts : Unknown(arns.Unknown, reference)
            select (Call: call, Arn: arn, reference.Field, Context: string.Join('\n', Context(call, reference).Select(c => $"{c.Key}={string.Join(',', c.Values)}")), Reference: reference);
        return
            from part in filled.ToList()
            group part by (part.Call.Need, Actions: string.Join(',', part.Call.Actions), part.Context) into same
            let call = same.First().Call
            select new UsedService(
                DeclaredUse.SidOf(call.Need), call.Need, call.Actions,
                [
                    .. from part in same
                       group part.Field by part.Arn into resource
                       orderby resource.Key
                       select new UsedResource(resource.Key, [.. resource.Distinct().Order(StringComparer.Ordinal)]),
                ])
            {
                Context = Context(call, same.First().Reference),
            };

        IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Context(DefinedCalls call, ConfigProviderReference reference) =>
        [
            .. call.Context.Select(c => (c.Key, (IReadOnlyList<string>)
                [.. c.Values.SelectMany(v => DefinitionTemplate.Fill(v, config, name => reference.Value(name, config)).Texts)])),
        ];

        IEnumerable<string> Unknown(string name, ConfigProviderReference reference)
        {
            use.Doubt(
                ParameterKey(reference.Provider, name, config), "ResourceUnknown", "is known only at run time, so nothing is granted for it",
                "Give the value itself.");
            return [];
        }
    }

    private static void NotGranted(ConfigProviderReference reference, ConnectorConfig config, ConnectorUse use)
    {
        var (what, remedy) = (reference.Definition.Reference.What, reference.Definition.Reference.Remedy.TrimEnd('.'));
        use.Doubt(
            reference.Field, ConnectorFinding.NotGranted, $"refers to a {what} whose name no policy can have, so it is not granted",
            config.IsSource && reference.Definition.Makes("secretsmanager:GetSecretValue")
                ? $"{remedy}; or in RdsSecretArn, for a database's."
                : $"{remedy}, or grant it in AdditionalPolicyStatement.");
    }

    /// <summary>What a provider's declaration says: what it connects to, and the values of its parameters.</summary>
    private static void Provider(ConfigProviderReference provider, ConnectorConfig config, ConnectorUse use)
    {
        if (config.ProviderClass(provider.Provider) is null)
            return;
        foreach (var connection in provider.Definition.Connections)
        {
            if (connection.Condition.Holds(name => provider.Value(name, config)) && provider.Value(connection.Key, config) is { } text)
            {
                use.Addresses.Add(new UsedAddress(
                    ParameterKey(provider.Provider, connection.Key, config), text, connection.DefaultPort, connection.What,
                    $"default port of {provider.Definition.Name}"));
            }
        }

        DeclaredSecrets.Add(provider.Definition.Parameters.Where(p => p.IsSecret && !p.IsPattern)
            .Select(p => ConnectorConfig.ProviderKey(provider.Provider, p.Name)));
        KeyRules.Check(
            [.. provider.Definition.Parameters.Select(p => p with { Name = ParameterKey(provider.Provider, p.Name, config) })],
            hasAllKeys: true, config.OfProvider(provider.Provider), use);
    }

    private static void Findings(ConfigProviderReference reference, ConnectorConfig config, ConnectorUse use)
    {
        // A parameter that is not known is not missing.
        var isDeclared = config.ProviderClass(reference.Provider) is not null;
        foreach (var doubt in reference.Definition.Doubts.Where(d => Applies(d.Condition)))
            use.Doubt(Key(doubt.Key), "NotDerived", doubt.Problem, doubt.Remedy);
        foreach (var finding in reference.Definition.Findings.Where(f => Applies(f.Condition)))
            use.Find(finding.Severity, Key(finding.Key), "ProviderSetting", finding.Problem, finding.Remedy);

        bool Applies(Condition condition) => condition.Holds(name => reference.Value(name, config))
            && (isDeclared || condition.When.Concat(condition.Unless).All(part => IsOfReference(part.Key)));

        string Key(string key) => key == ReferenceParts.Whole || key.StartsWith(ReferenceParts.Start, StringComparison.Ordinal)
            ? reference.Field
            : key.StartsWith(ReferenceParts.ConnectorStart, StringComparison.Ordinal)
                ? key[ReferenceParts.ConnectorStart.Length..]
                : ParameterKey(reference.Provider, key, config);
    }

    private static bool IsOfReference(string key) => key.StartsWith(ReferenceParts.Start, StringComparison.Ordinal)
        || key.StartsWith(ReferenceParts.ConnectorStart, StringComparison.Ordinal);

    /// <summary>Several references say the same of a parameter, and of the key that has them all.</summary>
    private static void RemoveRepeated(ConnectorUse use, int from)
    {
        var distinct = use.Findings.Skip(from).Distinct().ToList();
        use.Findings.RemoveRange(from, use.Findings.Count - from);
        use.Findings.AddRange(distinct);
    }

    /// <summary>References to providers whose declared class nobody knows.</summary>
    private static void UnknownClasses(ConnectorConfig config, ConnectorUse use)
    {
        foreach (var (provider, givenClass) in config.DeclaredProviders())
        {
            if (ConfigProviderCatalogue.Find(givenClass, provider) is null
                && config.Values.Values.Any(v => v.Contains("${" + provider + ":", StringComparison.Ordinal)))
            {
                var key = ConnectorConfig.ProviderClassKey(provider);
                use.Doubt(
                    config.GetOfWorker(key) is null ? key : ConnectorConfig.WorkerKeyStart + key, ConnectorFinding.ProviderUnknown,
                    "is no class of a config provider that the module knows, so what its references fetch is not derived",
                    "Give what it calls in AdditionalPolicyStatement and AdditionalEgress.");
            }
        }
    }

    private static string ParameterKey(string provider, string name, ConnectorConfig config)
    {
        var key = ConnectorConfig.ProviderKey(provider, name);
        var isOfWorker = config.GetOfWorker(key) is not null
            || (config.Get(key) is null && config.GetOfWorker(ConnectorConfig.ProviderClassKey(provider)) is not null);
        return isOfWorker ? ConnectorConfig.WorkerKeyStart + key : key;
    }
}
