namespace Kraken.LocalAws.Services;

/// <summary>
/// Ids that look like AWS's. The same calls in the same order give the same ids, so runs can be compared.
/// </summary>
internal sealed class IdSource
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string HexDigits = "0123456789abcdef";

    /// <summary>Where the sequence of ids stands. Saved with the state, so that no id comes twice.</summary>
    internal ulong Position { get; set; } = 20210914;

    /// <summary>For example <c>sg-0a1b2c3d4e5f60718</c>.</summary>
    internal string Ec2(string prefix) => $"{prefix}-0{Pick(HexDigits, 16)}";

    /// <summary>For example an IAM role id, <c>AROA…</c>.</summary>
    internal string Iam(string prefix) => prefix + Pick(Letters, 17);

    /// <summary>A version as MSK Connect writes it, for example <c>K3AEGXETSR30VB</c>.</summary>
    internal string Version() => "K" + Pick(Letters, 13);

    internal string Hex(int length) => Pick(HexDigits, length);

    internal string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)Next(256);
        bytes[7] = (byte)((bytes[7] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes).ToString();
    }

    /// <summary>A number from 1 to 9.</summary>
    internal int Digit() => 1 + Next(9);

    private string Pick(string alphabet, int length) =>
        string.Create(length, alphabet, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = from[Next(from.Length)];
        });

    /// <summary>
    /// SplitMix64, since its whole state is one number. Source: Steele, Lea, Flood, "Fast splittable pseudorandom
    /// number generators", 2014.
    /// </summary>
    private int Next(int limit)
    {
        Position += 0x9E3779B97F4A7C15;
        var mixed = (Position ^ (Position >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }
}
