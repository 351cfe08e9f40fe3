namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// A resource that AWS does not delete while a connector uses it. If no connector is found, it decides whether the
/// other resources may be removed. The user must remove what blocks its deletion: a removal removes everything else,
/// and ends with an error.
/// </summary>
internal interface IProtectedWhileUsed : IResource
{
    /// <summary>Waits until nothing uses it.</summary>
    /// <exception cref="KrakenException"><see cref="KrakenErrorKind.RequestRefused"/>: something uses it still.</exception>
    Task UntilUnusedAsync(CancellationToken cancellationToken);

    /// <summary>The error where it cannot be deleted, since something uses it.</summary>
    /// <param name="by">What uses it.</param>
    /// <param name="inner">AWS's refusal; null where it was not asked.</param>
    KrakenException InUse(string by, Exception? inner);
}
