using System.Text.RegularExpressions;
using Kraken.MskConnect.Connectors.Definitions;

namespace Kraken.MskConnect.Connectors.Providers;

/// <summary>
/// The declaration of a config provider of Kafka Connect: its classes and parameters, how a reference to it is written, and
/// what the workers call to resolve one. Templates and conditions are those of connector definitions; a key in them is a
/// parameter of the provider, one of the <see cref="ReferenceParts"/>, or with <c>connector:</c> before it a key of the
/// connector's configuration.
/// </summary>
internal sealed record ConfigProviderDefinition
{
    /// <summary>The provider's name, as the page of connector classes shows it.</summary>
    internal required string Name { get; init; }

    /// <summary>Where the facts come from.</summary>
    internal required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The whole names of its classes.</summary>
    internal required IReadOnlyList<string> Classes { get; init; }

    /// <summary>
    /// Names under which it is taken for declared where its class is not known; <c>*</c> stands for any text.
    /// </summary>
    internal IReadOnlyList<string> AssumedNames { get; init; } = [];

    /// <summary>What is derived, in words.</summary>
    internal required string Derived { get; init; }

    /// <summary>What cannot be derived, in words.</summary>
    internal required string NotDerived { get; init; }

    /// <summary>The parameters of its declaration, without <c>config.providers.NAME.param.</c></summary>
    internal IReadOnlyList<ConnectorKey> Parameters { get; init; } = [];

    /// <summary>The parameter that names the region of what is fetched; null where there is none.</summary>
    internal string? RegionParameter { get; init; }

    internal required DefinedReference Reference { get; init; }

    /// <summary>The calls that resolve one reference.</summary>
    internal IReadOnlyList<DefinedCalls> Calls { get; init; } = [];

    internal IReadOnlyList<DefinedConnection> Connections { get; init; } = [];

    internal IReadOnlyList<DefinedDoubt> Doubts { get; init; } = [];

    internal IReadOnlyList<DefinedFinding> Findings { get; init; } = [];

    /// <summary>Whether it resolves references by an action, for example <c>ssm:GetParameter</c>.</summary>
    internal bool Makes(string action) => Calls.Any(c => c.Actions.Contains(action, StringComparer.Ordinal));
}

/// <summary>How a reference to a provider is written, <c>${provider:path:key}</c>.</summary>
/// <param name="Form">An example in words, for example <c>${ssm::/NAME}</c>.</param>
/// <param name="What">What it names, for example <c>parameter</c>.</param>
/// <param name="IsNamedByKey">Whether the key names it; else the path does, or the key where there is no path.</param>
/// <param name="Remedy">What to do about a reference that no policy can name.</param>
internal sealed record DefinedReference(string Form, string What, bool IsNamedByKey, string Remedy)
{
    /// <summary>What is left out at the beginning of the name in ARNs; null for nothing.</summary>
    internal string? Leading { get; init; }

    /// <summary>What a name must match to be granted; null for any.</summary>
    internal Regex? Pattern { get; init; }
}

/// <summary>The parts of a reference, as declarations name them.</summary>
internal static class ReferenceParts
{
    /// <summary>Begins the names of the parts.</summary>
    internal const string Start = "reference.";

    /// <summary>What the reference names, as ARNs have it.</summary>
    internal const string Name = Start + "name";

    internal const string Path = Start + "path";

    internal const string Key = Start + "key";

    /// <summary>The option <c>ttl</c> behind the key.</summary>
    internal const string TimeToLive = Start + "ttl";

    /// <summary>The key of the configuration in which the reference stands, for findings about the reference itself.</summary>
    internal const string Whole = "reference";

    /// <summary>Begins a key of the connector's configuration.</summary>
    internal const string ConnectorStart = "connector:";
}
