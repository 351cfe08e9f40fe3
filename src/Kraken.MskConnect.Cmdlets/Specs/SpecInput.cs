using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Creates specs from a pipeline object and the parameters that are given with it.</summary>
internal static class SpecInput
{
    private const string Parameters = "parameters";
    private const string Pipeline = "pipeline object";

    /// <summary>The parameters that are inputs of a spec.</summary>
    public static IReadOnlySet<string> Names { get; } =
        SpecFields.All.Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the specs: one, or those of a fleet.</summary>
    /// <param name="input">The pipeline's object, or null.</param>
    /// <param name="bound">The inputs among the parameters that have a value now, as plain values.</param>
    /// <param name="commandLine">Those of them that came from the command line.</param>
    public static IEnumerable<SpecReading> Read(
        PSObject? input, Dictionary<string, object?> bound, IReadOnlySet<string> commandLine)
    {
        if (input is null)
            return [SpecReader.Apply(new ConnectorSpec(), bound, Parameters)];

        if (input.BaseObject is string)
        {
            throw new KrakenException(
                KrakenErrorKind.SpecUnreadable,
                "A text is not a connector spec.",
                "Read files with Import-KrakenConnectorSpec, or convert JSON text with ConvertFrom-Json first.");
        }

        var tree = PipelineObject.ToPlain(input);
        if (tree is IDictionary properties)
            RemoveDerived(properties);
        var given = Given(tree, bound, commandLine);
        return SpecReader.FromObject(tree, Pipeline).Select(reading => With(reading, given));
    }

    /// <summary>Reads a pipeline object that is a spec.</summary>
    /// <param name="spec">The spec, as it is shown.</param>
    /// <param name="given">The inputs that the command line gives with it, as plain values.</param>
    public static IEnumerable<SpecReading> Read(ConnectorSpec spec, Dictionary<string, object?> given) =>
        SpecReader.FromObject(ShownSpecs.Original(spec), Pipeline).Select(reading => With(reading, given));

    /// <summary>
    /// The parameters that are given with the object. PowerShell also binds the object's own properties to them, but by
    /// then null values are lost and secrets are masked. The object's properties are therefore read from the object
    /// itself.
    /// </summary>
    private static Dictionary<string, object?> Given(
        object? tree, Dictionary<string, object?> bound, IReadOnlySet<string> commandLine)
    {
        var ofObject = tree is IDictionary properties
            ? properties.Keys.Cast<string>().Select(k => SpecFields.Find(k)?.Name ?? k).ToHashSet()
            : Names;
        return bound
            .Where(p => commandLine.Contains(p.Key) || !ofObject.Contains(p.Key))
            .ToDictionary(p => p.Key, p => p.Value);
    }

    /// <summary>A spec that went through JSON or another process still has the computed properties.</summary>
    private static void RemoveDerived(IDictionary properties)
    {
        properties.Remove(nameof(ConnectorSpec.IsSource));
        properties.Remove(nameof(ConnectorSpec.IsSink));
    }

    private static SpecReading With(SpecReading reading, Dictionary<string, object?> given)
    {
        CheckRegion(reading.Spec, given);
        var merged = SpecReader.Apply(reading.Spec, given, reading.Source);
        return merged with
        {
            Findings = [.. reading.Findings, .. merged.Findings, .. ShownSpecs.LostSecrets(merged.Spec)],
        };
    }

    private static void CheckRegion(ConnectorSpec spec, Dictionary<string, object?> given)
    {
        if (spec.Region.Length == 0
            || given.GetValueOrDefault(nameof(ConnectorSpec.Region)) is not string { Length: > 0 } region
            || region == spec.Region)
        {
            return;
        }

        throw new KrakenException(
            KrakenErrorKind.SpecInvalid,
            $"Region: the spec of '{spec.ConnectorName}' has '{spec.Region}', but -Region is '{region}'.",
            "Leave -Region out, or correct the spec: its ARNs belong to one region.")
        {
            ConnectorName = spec.ConnectorName,
        };
    }
}
