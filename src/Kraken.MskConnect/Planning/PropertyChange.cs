using Kraken.MskConnect.Policies;

namespace Kraken.MskConnect.Planning;

/// <summary>One property that differs.</summary>
/// <param name="Name">Which property.</param>
/// <param name="Current">Its current value, redacted if secret; null if it has none.</param>
/// <param name="Desired">Its value in the spec, redacted if secret; null if it has none.</param>
/// <param name="InPlace">Whether AWS can change it without a replacement of the resource.</param>
public sealed record PropertyChange(PropertyName Name, string? Current, string? Desired, bool InPlace)
{
    /// <summary>A change whose values are texts, as a plan's file has it.</summary>
    /// <param name="property">The property's name as text, for example <c>Tag[owner]</c>.</param>
    /// <param name="current">Its current value; null if it has none.</param>
    /// <param name="desired">Its value in the spec; null if it has none.</param>
    /// <param name="inPlace">Whether AWS can change it without a replacement of the resource.</param>
    public PropertyChange(string property, string? current, string? desired, bool inPlace)
        : this(PropertyName.Parse(property), current, desired, inPlace)
    {
        CurrentStatements = PolicyProperties.Statements(current);
        DesiredStatements = PolicyProperties.Statements(desired);
    }

    /// <summary>Its name as text; a configuration key is written <c>Configuration[key]</c>, a tag <c>Tag[key]</c>.</summary>
    public string Property => Name.ToString();

    /// <summary>
    /// Why it is required: the spec fields and configuration keys that require it; null if its name says it, or if the
    /// property is removed.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>What makes the change; null for a fixed property, and for a change that only explains others.</summary>
    internal InPlaceUpdate? Update { get; init; }

    /// <summary>The policy statements that <see cref="Current"/> is the text of; null where it is another text.</summary>
    internal IReadOnlyList<PolicyStatement>? CurrentStatements { get; init; }

    /// <summary>The policy statements that <see cref="Desired"/> is the text of; null where it is another text.</summary>
    internal IReadOnlyList<PolicyStatement>? DesiredStatements { get; init; }

    /// <summary>Whether something is lost with it that nobody can bring back, for example log events.</summary>
    internal bool Destroys { get; init; }

    /// <summary>
    /// Whether it describes access that is lost, <c>AccessLost[s3:*]</c>, or gained, <c>AccessGained[s3:PutObject]</c>:
    /// the value is then its resources, one per line.
    /// </summary>
    internal bool IsAccess => Name.Field is AccessChanges.Lost or AccessChanges.Gained;

    /// <summary>Whether both say the same of the same property; how it is explained makes no difference.</summary>
    /// <param name="other">The other change.</param>
    public bool Equals(PropertyChange? other) => other is not null
        && Name == other.Name && Current == other.Current && Desired == other.Desired && InPlace == other.InPlace;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Current, Desired, InPlace);
}
