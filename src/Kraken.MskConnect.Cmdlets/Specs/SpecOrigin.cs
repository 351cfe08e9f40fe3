using System.Collections;
using System.Runtime.CompilerServices;
using Kraken.MskConnect.Specs;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Where an imported spec stands, so that whoever finds a fault in it names the file and the line. Kept beside the spec, as
/// long as that lives.
/// </summary>
internal static class SpecOrigin
{
    private static readonly ConditionalWeakTable<ConnectorSpec, SpecReading> _origins = [];

    /// <summary>Remembers it.</summary>
    /// <param name="shown">The spec as the cmdlet returns it.</param>
    /// <param name="reading">What was read.</param>
    public static void Remember(ConnectorSpec shown, SpecReading reading) => _origins.AddOrUpdate(shown, reading);

    /// <summary>The reading with the place of the spec that it was made of; unchanged where that is not known.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="given">The spec as it was given to a cmdlet; null for another object.</param>
    /// <param name="replaced">Inputs that the command line gave: what is wrong with them is not the file's.</param>
    /// <param name="changes">Keys of the configuration that the command line gave; null for none.</param>
    public static SpecReading Place(SpecReading reading, ConnectorSpec? given, IReadOnlySet<string> replaced, IDictionary? changes)
    {
        if (given is null || !_origins.TryGetValue(given, out var origin))
            return reading;
        var changed = changes?.Keys.Cast<object>().Select(key => SpecFinding.ConfigurationField($"{key}")).ToHashSet(StringComparer.Ordinal) ?? [];
        return reading with
        {
            Source = origin.Source,
            Line = origin.Line,
            Lines = origin.Lines
                .Where(l => !replaced.Contains(l.Key.Split('[')[0]) && !changed.Contains(l.Key))
                .ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal),
        };
    }
}
