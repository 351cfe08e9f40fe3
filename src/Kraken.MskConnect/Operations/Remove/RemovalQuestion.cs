using Kraken.MskConnect.Planning;

namespace Kraken.MskConnect.Operations;

/// <summary>The question before anything is removed.</summary>
/// <param name="Plan">What is removed if resources without this module's tags are kept.</param>
/// <param name="WholePlan">
/// What is removed if those are removed too; null if <see cref="RemoveOptions.IncludeUnowned"/> does not ask for it.
/// </param>
public sealed record RemovalQuestion(ConnectorPlan Plan, ConnectorPlan? WholePlan);

/// <summary>The answer to a <see cref="RemovalQuestion"/>.</summary>
/// <param name="Approved">Whether to continue.</param>
/// <param name="IncludeUnowned">Whether to apply the whole plan, not only the plan.</param>
/// <param name="PersonAsked">
/// Whether a user may have been asked, which takes time. If so, AWS is read again before the first deletion, and if
/// more would be removed than was approved, the question is asked again.
/// </param>
public readonly record struct RemovalAnswer(bool Approved, bool IncludeUnowned = false, bool PersonAsked = false);
