using System.Security.Cryptography;
using System.Text;

namespace Siskin.Agent.Requests;

/// <summary>A SHA-256 over several parts; their lengths keep them apart.</summary>
internal sealed class PartsHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Append(ReadOnlySpan<byte> part)
    {
        _hash.AppendData(BitConverter.GetBytes(part.Length));
        _hash.AppendData(part);
    }

    public void Append(string part) => Append(Encoding.UTF8.GetBytes(part));

    /// <summary>Of all parts so far, in hexadecimal digits.</summary>
    public string Finish() => Convert.ToHexString(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
