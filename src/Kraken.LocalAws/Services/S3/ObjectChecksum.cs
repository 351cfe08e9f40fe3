using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Kraken.LocalAws.Wire;

namespace Kraken.LocalAws.Services.S3;

/// <summary>The checksum that S3 keeps with an object: of its whole body, in base64.</summary>
/// <param name="Algorithm">As the model's enum has it, for example <c>CRC32</c>.</param>
/// <param name="Value">Base64 of the checksum's bytes, the highest first.</param>
/// <remarks>Source: Amazon S3 user guide, Checking object integrity in Amazon S3; S3 API reference, PutObject.</remarks>
internal sealed record ObjectChecksum(string Algorithm, string Value)
{
    /// <summary>What S3 computes where the uploader sends no checksum. Source: the same page of the user guide.</summary>
    private const string Default = "CRC64NVME";

    /// <summary>An object that is uploaded in one part has one checksum of its whole.</summary>
    private const string FullObject = "FULL_OBJECT";

    private const string MemberPrefix = "Checksum";

    // The polynomials, lowest bit first. Source: the user guide's page; NVM Express specification, 64b CRC.
    private static readonly Crc _crc32 = new(0xEDB88320, bytes: 4);
    private static readonly Crc _crc32C = new(0x82F63B78, bytes: 4);
    private static readonly Crc _crc64Nvme = new(0x9A6C9329AC4BC9B5, bytes: 8);

    private static readonly Dictionary<string, Func<byte[], byte[]>> _algorithms = new(StringComparer.Ordinal)
    {
        ["CRC32"] = _crc32.Of,
        ["CRC32C"] = _crc32C.Of,
        ["CRC64NVME"] = _crc64Nvme.Of,
        ["SHA1"] = Sha1,
        ["SHA256"] = SHA256.HashData,
        ["SHA512"] = SHA512.HashData,
        ["MD5"] = Md5,
    };

    /// <summary>The checksum of a body, by S3's default algorithm unless another is named.</summary>
    internal static ObjectChecksum Of(byte[] body, string algorithm = Default) =>
        new(algorithm, Convert.ToBase64String(_algorithms[algorithm](body)));

    /// <summary>The checksum that goes with an upload: the one that was sent, if it is right, or the default.</summary>
    /// <exception cref="AwsError">What was sent cannot be read, contradicts itself or is not the body's.</exception>
    internal static ObjectChecksum Verify(Structure input, byte[] body)
    {
        VerifyMd5(input.Text("ContentMD5"), body);
        var sent = input.Keys
            .Where(name => name.StartsWith(MemberPrefix, StringComparison.Ordinal) && name != "ChecksumAlgorithm")
            .Select(name => new ObjectChecksum(name[MemberPrefix.Length..], input.Text(name) ?? ""))
            .Where(checksum => checksum.Value.Length > 0)
            .ToList();

        // The texts are S3's as its clients quote them in their issues; only the codes are documented.
        // Source: S3 API reference, Error responses.
        if (sent.Count > 1)
        {
            throw Invalid(
                "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        if (sent.Count == 0)
        {
            return input.Text("ChecksumAlgorithm") is null
                ? Of(body)
                : throw Invalid(
                    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer "
                    + "headers were found.");
        }

        var only = sent[0];
        if (!_algorithms.ContainsKey(only.Algorithm))
        {
            // Ours: S3 has it, this server has not.
            throw new AwsError(
                "NotImplemented", $"LocalAws does not compute {only.Algorithm}; send CRC32 or CRC64NVME.", 501);
        }

        var right = Of(body, only.Algorithm);
        if (!IsBase64(only.Value, Convert.FromBase64String(right.Value).Length))
            throw Invalid($"Value for x-amz-checksum-{only.Algorithm.ToLowerInvariant()} header is invalid.");
        if (right != only)
        {
            throw new AwsError(
                "BadDigest", $"The {only.Algorithm} you specified did not match the calculated checksum.");
        }

        return right;
    }

    /// <summary>Writes it into an answer.</summary>
    internal void AddTo(Structure output)
    {
        output[MemberPrefix + Algorithm] = Value;
        output["ChecksumType"] = FullObject;
    }

    /// <summary>Writes into an entry of a listing by which algorithm the object has one.</summary>
    internal void AddToListing(Structure entry)
    {
        entry["ChecksumAlgorithm"] = new List<object?> { Algorithm };
        entry["ChecksumType"] = FullObject;
    }

    private static void VerifyMd5(string? sent, byte[] body)
    {
        if (sent is null)
            return;
        if (!IsBase64(sent, MD5.HashSizeInBytes))
            throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
        if (Convert.ToBase64String(Md5(body)) != sent)
            throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
    }

    private static bool IsBase64(string text, int bytes)
    {
        Span<byte> decoded = stackalloc byte[SHA512.HashSizeInBytes];
        return Convert.TryFromBase64String(text, decoded, out var length) && length == bytes;
    }

    private static AwsError Invalid(string message) => new("InvalidRequest", message);

    [SuppressMessage("Security", "CA5351", Justification = "One of S3's algorithms; it guards nothing here.")]
    private static byte[] Md5(byte[] body) => MD5.HashData(body);

    [SuppressMessage("Security", "CA5350", Justification = "One of S3's algorithms; it guards nothing here.")]
    private static byte[] Sha1(byte[] body) => SHA1.HashData(body);

    /// <summary>A cyclic redundancy check that goes lowest bit first, begins with ones and ends inverted.</summary>
    private sealed class Crc
    {
        private readonly ulong[] _table = new ulong[256];
        private readonly int _bytes;

        internal Crc(ulong polynomial, int bytes)
        {
            _bytes = bytes;
            for (var i = 0; i < _table.Length; i++)
            {
                var value = (ulong)i;
                for (var bit = 0; bit < 8; bit++)
                    value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
                _table[i] = value;
            }
        }

        internal byte[] Of(byte[] body)
        {
            var ones = ulong.MaxValue >> (64 - (8 * _bytes));
            var value = ones;
            foreach (var b in body)
                value = (value >> 8) ^ _table[(byte)value ^ b];
            var result = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(result, value ^ ones);
            return result[^_bytes..];
        }
    }
}
