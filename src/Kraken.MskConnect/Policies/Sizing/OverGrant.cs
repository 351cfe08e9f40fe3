namespace Kraken.MskConnect.Policies.Sizing;

/// <summary>A grant on all topics of a common beginning, made in place of many since they would not fit.</summary>
/// <param name="Statement">The id of the statement that has it.</param>
/// <param name="Actions">The actions that it grants.</param>
/// <param name="Prefix">What the topics' names begin with.</param>
/// <param name="Topics">The topics that were asked for and that it stands for; <c>*</c> at an end stands for any rest.</param>
public sealed record OverGrant(
    string Statement, IReadOnlyList<string> Actions, string Prefix, IReadOnlyList<string> Topics)
{
    /// <summary>The actions that it grants.</summary>
    // An array: PowerShell cannot index the lists that collection expressions make.
    public IReadOnlyList<string> Actions { get; init; } = Actions.ToArray();

    /// <summary>The topics that were asked for and that it stands for.</summary>
    public IReadOnlyList<string> Topics { get; init; } = Topics.ToArray();

    /// <summary>What it grants beyond what was asked for.</summary>
    public string More =>
        $"{string.Join(", ", Actions)} on every other topic that begins with '{Prefix}', now or in the future";
}
