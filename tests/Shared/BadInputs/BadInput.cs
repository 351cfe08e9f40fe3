namespace Kraken.Tests.Shared;

/// <summary>A spec with one mistake in it.</summary>
/// <param name="Name">What is wrong, for a report.</param>
/// <param name="Field">What the error must name: the field, or what the user wrote for one.</param>
/// <param name="Spec">The spec's values by the reference's names, as a file or a hashtable has them.</param>
public sealed record BadInput(string Name, string Field, Dictionary<string, object?> Spec)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
