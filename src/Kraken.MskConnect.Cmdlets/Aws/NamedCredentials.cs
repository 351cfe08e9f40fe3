using Amazon.Runtime;

namespace Kraken.MskConnect.Cmdlets;

/// <summary>
/// Credentials with a known origin: each of their errors is reported as an error of the caller's credentials.
/// </summary>
/// <param name="inner">The credentials.</param>
/// <param name="origin">Where they come from.</param>
/// <param name="calls">Where the SDK's own calls for them are sent; null if it makes none.</param>
/// <param name="patience">How long to wait for them; null for no limit, since a user may be asked.</param>
internal sealed class NamedCredentials(
    AWSCredentials inner, CredentialOrigin origin, CredentialCalls? calls = null, TimeSpan? patience = null) : AWSCredentials
{
    /// <inheritdoc/>
    public override DateTime? Expiration
    {
        get => inner.Expiration;
        set => inner.Expiration = value;
    }

    /// <inheritdoc/>
    public override ImmutableCredentials GetCredentials() =>
        Task.Run(GetCredentialsAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            CredentialCalls.Current = calls;

            // Some kinds of credentials come in a synchronous call although they are asked for asynchronously.
            var keys = patience is { } longest
                ? await Task.Run(inner.GetCredentialsAsync).WaitAsync(longest)
                : await inner.GetCredentialsAsync();
            return origin.Check(keys);
        }
        catch (TimeoutException) when (patience is not null)
        {
            throw origin.Fault($"no answer within {patience?.TotalSeconds:0} s");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw origin.Fault(error);
        }
    }
}
