namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The input takes one of these words, in any case of letters.</summary>
/// <param name="words">The words as AWS spells them.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ChoicesAttribute(params string[] words) : Attribute
{
    /// <summary>The words as AWS spells them.</summary>
    public IReadOnlyList<string> Words { get; } = words;
}
