using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>
/// Spreads statements over the policies that a role may have: the first is inline, the others are managed ones. A grant
/// that a policy has already stays in it, so that a change of the policies one after the other takes nothing away that is
/// wanted still.
/// </summary>
internal sealed class PolicyPacking
{
    private readonly List<Part> _parts = [];
    private readonly int _mostParts;

    private PolicyPacking(int mostParts) => _mostParts = mostParts;

    /// <summary>The policies; null where they would be too many. A managed one in between may be empty.</summary>
    /// <param name="statements">What the policies shall say together.</param>
    /// <param name="current">What they say now, the inline one first; empty where there are none.</param>
    /// <param name="mostManaged">How many managed policies there may be.</param>
    internal static IReadOnlyList<PolicyDocument>? Pack(
        IReadOnlyList<PolicyStatement> statements,
        IReadOnlyList<PolicyDocument>? current = null,
        int mostManaged = PolicyLimits.ManagedPerRole)
    {
        var whole = new PolicyDocument(statements);
        if (PolicyLimits.SizeOf(whole) <= PolicyLimits.Inline)
            return [whole];
        return (current is { Count: > 0 } ? Try(statements, current, mostManaged) : null)
            ?? Try(statements, [], mostManaged);
    }

    private static IReadOnlyList<PolicyDocument>? Try(
        IReadOnlyList<PolicyStatement> statements, IReadOnlyList<PolicyDocument> current, int mostManaged)
    {
        // What limits comes first, into the inline policy, which is written before the others; then the small ones, so
        // that what is spread over many is what a reader does not read line by line anyway.
        var pieces = statements
            .Select((s, order) => new Piece(s, order))
            .OrderBy(p => p.Statement.Effect == PolicyEffect.Allow)
            .ThenBy(p => p.Size)
            .ToList();
        var packing = new PolicyPacking(mostManaged + 1);
        packing.Keep(pieces, current);
        return pieces.All(packing.Add)
            ? [.. packing._parts.Select(p => p.ToDocument())]
            : null;
    }

    /// <summary>Begins with what is wanted of that which is there.</summary>
    private void Keep(List<Piece> pieces, IReadOnlyList<PolicyDocument> current)
    {
        var bySkeleton = pieces.GroupBy(p => p.Skeleton).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var policy in current.Take(_mostParts))
        {
            var part = NewPart();
            foreach (var statement in policy.Statements)
            {
                if (!bySkeleton.TryGetValue(StatementSkeletons.SkeletonOf(statement), out var piece))
                    continue;
                if (!piece.IsDivisible)
                    piece.IsPlaced |= !piece.IsPlaced && part.Add(piece, null);
                else
                    piece.Left.ExceptWith(statement.Resources.Where(r => piece.Left.Contains(r) && part.Add(piece, r)).ToList());
            }
        }
    }

    private bool Add(Piece piece)
    {
        if (!piece.IsDivisible)
            return piece.IsPlaced || (piece.IsPlaced = Place(piece, null));
        return piece.Left.Order(StringComparer.Ordinal).ToList().TrueForAll(resource => Place(piece, resource));
    }

    private bool Place(Piece piece, string? resource) =>
        _parts.Exists(part => part.Add(piece, resource))
        || (_parts.Count < _mostParts && (NewPart().Add(piece, resource) || Place(piece, resource)));

    private Part NewPart()
    {
        _parts.Add(new Part(_parts.Count == 0 ? PolicyLimits.Inline : PolicyLimits.Managed));
        return _parts[^1];
    }

    private static int Length(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value.Length;

    /// <summary>A wanted statement, and what of its resources has no place yet.</summary>
    private sealed class Piece(PolicyStatement statement, int order)
    {
        internal PolicyStatement Statement => statement;

        internal int Order => order;

        internal bool IsDivisible { get; } = StatementSkeletons.IsDivisible(statement);

        internal string Skeleton { get; } = StatementSkeletons.SkeletonOf(statement);

        internal HashSet<string> Left { get; } = new(statement.Resources, StringComparer.Ordinal);

        internal bool IsPlaced { get; set; }

        internal int Size { get; } = PolicyLimits.SizeOf(new PolicyDocument([statement]));
    }

    /// <summary>One policy in the making.</summary>
    private sealed class Part(int limit)
    {
        private static readonly int _frame = PolicyLimits.SizeOf(new PolicyDocument([]));

        private readonly Dictionary<Piece, List<string>> _statements = [];
        private int _size = _frame;

        /// <summary>Adds a resource of the statement, or the whole of one that cannot be divided, where there is room.</summary>
        internal bool Add(Piece piece, string? resource)
        {
            var isNew = !_statements.TryGetValue(piece, out var resources);
            var size = _size
                + (isNew ? piece.Skeleton.Length - _frame + ",\"Resource\":[],".Length : 0)
                + (resource is null ? 0 : Length(resource) + "\"\",".Length);
            if (size > limit)
                return false;
            _size = size;
            if (isNew)
                _statements.Add(piece, resources = []);
            if (resource is not null)
                resources!.Add(resource);
            return true;
        }

        internal PolicyDocument ToDocument() => new(
        [
            .. _statements.OrderBy(s => s.Key.Order).Select(s => s.Key.IsDivisible
                ? s.Key.Statement with { Resources = [.. s.Value.Order(StringComparer.Ordinal)] }
                : s.Key.Statement),
        ]);
    }
}
