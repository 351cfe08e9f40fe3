using System.Collections;
using System.Management.Automation;
using Kraken.MskConnect.Planning;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>Creates specs from a pipeline object and the parameters that are given with it.</summary>
internal static class SpecInput
{
    private const int DeepestArray = 32;
    private const string Parameters = "parameters";
    private const string Pipeline = "pipeline object";

    /// <summary>Whether a reading's source is a place, such as a file, that helps to find the spec.</summary>
    public static bool IsPlace(string source) => source is not (Parameters or Pipeline);

    /// <summary>The parameters that are inputs of a spec.</summary>
    public static IReadOnlySet<string> Names { get; } =
        SpecFields.All.Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The items of an array, and of the arrays in it: what a pipeline would have taken apart. Null where the object is none.
    /// </summary>
    /// <param name="input">The parameter's or the pipeline's object, or null.</param>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.SpecUnreadable"/>: nothing is in it.</exception>
    public static IReadOnlyList<PSObject>? Items(PSObject? input)
    {
        if (!IsArray(input?.BaseObject))
            return null;
        var items = Flat((IEnumerable)input!.BaseObject, 0).ToList();
        return items.Count > 0 ? items : throw new KrakenException(
            KrakenErrorKind.SpecUnreadable, "The array contains no connector spec: it is empty.", "Give an array of specs.");
    }

    private static IEnumerable<PSObject> Flat(IEnumerable array, int depth)
    {
        foreach (var item in array)
        {
            var plain = item is PSObject wrapped ? wrapped.BaseObject : item;
            if (plain is null)
                continue;
            if (!IsArray(plain))
                yield return PSObject.AsPSObject(item);
            else if (depth == DeepestArray)
                throw new KrakenException(
                    KrakenErrorKind.SpecUnreadable, $"The array is nested more than {DeepestArray} deep.", "Give an array of specs.");
            else
                foreach (var inner in Flat((IEnumerable)plain, depth + 1))
                    yield return inner;
        }
    }

    private static bool IsArray(object? value) => value is IEnumerable and not (string or IDictionary or PSObject)
        && value.GetType().GetInterfaces().All(i => !i.IsGenericType || i.GetGenericTypeDefinition() != typeof(IDictionary<,>));

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

        Refuse(input);

        var tree = PipelineObject.ToPlain(input);
        if (tree is IDictionary properties)
            RemoveDerived(properties);
        var given = Given(tree, bound, commandLine);
        return SpecReader.FromObject(tree, Pipeline).Select(reading => With(reading, given));
    }

    /// <summary>Refuses what looks like a spec to a person, and is none.</summary>
    private static void Refuse(PSObject input)
    {
        switch (input.BaseObject)
        {
            case ConnectorPlan plan:
                throw new KrakenException(
                    KrakenErrorKind.SpecUnreadable,
                    $"The plan of '{plan.ConnectorName}' was piped, but a plan is given with -Plan, beside the specs.",
                    $"Save it: $specs | Compare-KrakenMskConnector -OutFile plan.json. Then carry it out: $specs | "
                    + "Update-KrakenMskConnector -Plan plan.json.")
                {
                    ConnectorName = plan.ConnectorName,
                };
            case FileSystemInfo file:
                throw new KrakenException(
                    KrakenErrorKind.SpecUnreadable,
                    $"'{file.Name}' was piped as a file; its specs are needed.",
                    "Read it with Import-KrakenConnectorSpec. A saved plan is given with -Plan.");
            case PSCustomObject when input.Properties["format"]?.Value is string format && format.EndsWith("saved plan", StringComparison.Ordinal):
                throw new KrakenException(
                    KrakenErrorKind.SpecUnreadable,
                    "A saved plan was piped, but a plan is given with -Plan, beside the specs.",
                    "Give its file: $specs | Update-KrakenMskConnector -Plan plan.json.");
        }
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
