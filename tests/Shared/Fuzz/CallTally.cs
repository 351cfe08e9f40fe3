using System.Globalization;
using System.Text;

namespace Kraken.Tests.Shared.Fuzz;

/// <summary>What became of the calls of each operation.</summary>
internal sealed class CallTally
{
    public const string Succeeded = "ok";

    private readonly SortedDictionary<string, Dictionary<string, int>> _outcomes = new(StringComparer.Ordinal);

    public int Total => _outcomes.Values.SelectMany(o => o.Values).Sum();

    /// <summary>The operations of which no call succeeded.</summary>
    public IEnumerable<string> NeverSucceeded => _outcomes.Where(o => !o.Value.ContainsKey(Succeeded)).Select(o => o.Key);

    public void Add(FuzzService service, FuzzOperation operation, string outcome)
    {
        var key = $"{service.Name}:{operation.Name}";
        if (!_outcomes.TryGetValue(key, out var counts))
            _outcomes[key] = counts = new Dictionary<string, int>(StringComparer.Ordinal);
        counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Total} calls, seed {FuzzCases.Seed}");
        foreach (var (operation, counts) in _outcomes)
        {
            var outcomes = counts.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{operation}: {string.Join(", ", outcomes)}");
        }

        return text.ToString();
    }
}
