namespace Kraken.MskConnect.Reconciling;

/// <summary>
/// A resource that AWS itself does not delete while a connector uses it. Where no connector is seen, it decides whether the
/// rest may go. What is in its way is for people to take away: a removal does the rest, and ends with an error.
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
