namespace Kraken.MskConnect.Policies.Evaluation;

/// <summary>
/// The resources of statements, indexed, for who asks the same statements about many calls. For one thread at a time.
/// </summary>
internal sealed class StatementResources
{
    // So few are looked through in less time than an index takes.
    private const int Few = 8;

    private readonly Dictionary<PolicyStatement, PatternIndex<string>> _indexes = new(ReferenceEqualityComparer.Instance);

    /// <summary>Those of a statement's resources that a call's resource may match.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="resource">The call's resource.</param>
    public IEnumerable<string> Near(PolicyStatement statement, string resource)
    {
        if (statement.Resources.Count <= Few)
            return statement.Resources;
        if (!_indexes.TryGetValue(statement, out var index))
            _indexes.Add(statement, index = new PatternIndex<string>(statement.Resources.Select(r => (r, r))));
        return index.Near(resource);
    }
}
