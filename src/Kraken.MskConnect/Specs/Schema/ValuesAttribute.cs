namespace Kraken.MskConnect.Specs.Schema;

/// <summary>The input takes one of these whole numbers.</summary>
/// <param name="numbers">The numbers, in order.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValuesAttribute(params int[] numbers) : Attribute
{
    /// <summary>The numbers, in order.</summary>
    public IReadOnlyList<int> Numbers { get; } = numbers;

    /// <summary>The rule's name in findings. Default: the property's name and <c>Allowed</c>.</summary>
    public string? Rule { get; init; }

    /// <summary>The AWS service that takes these numbers alone, for messages. Default none.</summary>
    public string? TakenBy { get; init; }

    /// <summary>What 0 stands for, where it is one of the numbers and no number of what the others count.</summary>
    public string? ZeroStandsFor { get; init; }

    /// <summary>What to do about another number. Default: a sentence that names the nearest one.</summary>
    public string? Remedy { get; init; }
}
