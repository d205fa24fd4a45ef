using System.Security.Cryptography;
using System.Text;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Work;

/// <summary>The name by which a request is recognised when it comes again: reply topic and correlation data.</summary>
internal static class LedgerKey
{
    private const int LongestVerbatim = 64;

    /// <summary>The key of a request. Without correlation data everything stands in that makes it what it is.</summary>
    public static string Of(ReplyAddress address, IncomingMessage message)
    {
        var mark = address.CorrelationData switch
        {
            null => "message " + HashOf(message),
            { Length: <= LongestVerbatim } data => "data " + Convert.ToHexString(data),
            var data => "hash " + Convert.ToHexString(SHA256.HashData(data)),
        };
        return $"{address.Topic}\n{mark}";
    }

    // The prompt of an image, and the sensor text of a plain one, are user properties. Lengths keep the parts apart.
    private static string HashOf(IncomingMessage message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(Encoding.UTF8.GetBytes(message.ContentType ?? ""));
        foreach (var (name, value) in message.Properties)
        {
            Append(Encoding.UTF8.GetBytes(name));
            Append(Encoding.UTF8.GetBytes(value));
        }
        Append(message.Payload.Span);
        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(ReadOnlySpan<byte> part)
        {
            hash.AppendData(BitConverter.GetBytes(part.Length));
            hash.AppendData(part);
        }
    }
}
