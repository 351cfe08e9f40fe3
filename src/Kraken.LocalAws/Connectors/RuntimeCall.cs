using Kraken.MskConnect.Policies.Evaluation;

namespace Kraken.LocalAws.Connectors;

/// <summary>A call that a connector makes with its role, and what its worker logs where the call is denied.</summary>
/// <param name="Request">The call as the policies are asked.</param>
/// <param name="Denied">The exception that the worker logs.</param>
internal sealed record RuntimeCall(PolicyRequest Request, string Denied);
