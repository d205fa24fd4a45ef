using System.Security.Cryptography;
using System.Text;

namespace Siskin.Agent.Requests;

/// <summary>A SHA-256 over several parts; their lengths keep them apart.</summary>
internal static class PartsHash
{
    public static IncrementalHash Create() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static void AppendPart(this IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }

    public static void AppendPart(this IncrementalHash hash, string part) =>
        hash.AppendPart(Encoding.UTF8.GetBytes(part));

    /// <summary>Of all parts so far, in hexadecimal digits.</summary>
    public static string OfParts(this IncrementalHash hash) => Convert.ToHexString(hash.GetHashAndReset());
}
