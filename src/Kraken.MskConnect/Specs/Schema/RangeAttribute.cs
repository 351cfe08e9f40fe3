namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The input takes whole numbers from a least one to a greatest one, both included.</summary>
/// <param name="least">The least number.</param>
/// <param name="most">The greatest number; without it, there is none.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RangeAttribute(long least, long most = long.MaxValue) : Attribute
{
    /// <summary>The least number.</summary>
    public long Least { get; } = least;

    /// <summary>The greatest number.</summary>
    public long Most { get; } = most;

    /// <summary>The rule's name in findings. Default: the property's name and <c>Range</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>What to do about a number outside. Default: a sentence that says the range.</summary>
    public string? Remedy { get; init; }
}
