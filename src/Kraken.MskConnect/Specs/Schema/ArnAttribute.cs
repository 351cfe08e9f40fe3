namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The input takes the ARN of one kind of resource.</summary>
/// <param name="kind">The name of a member of <see cref="ArnKind"/>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ArnAttribute(string kind) : Attribute
{
    /// <summary>The name of a member of <see cref="ArnKind"/>.</summary>
    public string Kind { get; } = kind;
}
