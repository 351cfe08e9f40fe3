namespace Kraken.MskConnect.Specs.Schema;

/// <summary>Values that AWS takes today, offered by completion. A newer one may be right too; a rule judges it.</summary>
/// <param name="values">The values, the oldest first.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownValuesAttribute(params string[] values) : Attribute
{
    /// <summary>The values, the oldest first.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
