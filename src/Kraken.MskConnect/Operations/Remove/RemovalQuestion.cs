using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Operations;

/// <summary>What is asked before anything is removed.</summary>
/// <param name="Plan">What is removed where what does not carry this module's tags is left alone.</param>
/// <param name="WholePlan">
/// What is removed where that goes too; null where <see cref="RemoveOptions.IncludeUnowned"/> does not ask for it.
/// </param>
public sealed record RemovalQuestion(ConnectorPlan Plan, ConnectorPlan? WholePlan);

/// <summary>The answer to a <see cref="RemovalQuestion"/>.</summary>
/// <param name="Approved">Whether to go on.</param>
/// <param name="IncludeUnowned">Whether to do as the whole plan says, not only as the plan.</param>
/// <param name="PersonAsked">
/// Whether a person may have been asked, who takes time: then AWS is looked at again before the first deletion, and where
/// more would go than was approved, the question is asked again.
/// </param>
public readonly record struct RemovalAnswer(bool Approved, bool IncludeUnowned = false, bool PersonAsked = false);
