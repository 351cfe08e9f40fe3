using System.Security.Cryptography;

namespace Kraken.MskConnect.Planning.Saving;

/// <summary>
/// How digests are computed: with a salt, so that equal states in two files cannot be recognized, and slowly for data
/// with secrets, so that a password cannot be guessed from the file in a reasonable time.
/// </summary>
/// <param name="Salt">Random bytes, the file's own.</param>
/// <param name="Iterations">
/// How often the hash is applied to data with secrets; to other data, it is applied once.
/// </param>
internal sealed record PlanDigest(byte[] Salt, int Iterations)
{
    /// <summary>The name by which a file says how its digests were made.</summary>
    public const string Algorithm = "PBKDF2-HMAC-SHA512";

    private const int DigestLength = 32;

    // Source: OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA512.
    private const int UsualIterations = 210_000;

    /// <summary>With a salt of its own.</summary>
    public static PlanDigest New() => new(RandomNumberGenerator.GetBytes(DigestLength), UsualIterations);

    /// <summary>The digest of a text, in Base64.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isSecret">Whether it holds a secret.</param>
    public string Of(byte[] text, bool isSecret) => Convert.ToBase64String(
        Rfc2898DeriveBytes.Pbkdf2(text, Salt, isSecret ? Iterations : 1, HashAlgorithmName.SHA512, DigestLength));
}
