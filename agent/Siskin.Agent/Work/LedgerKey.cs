using System.Security.Cryptography;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Work;

/// <summary>The name by which a request is recognised when it comes again: reply topic and correlation data.</summary>
internal static class LedgerKey
{
    private const int LongestVerbatim = 64;

    /// <summary>The key of a request. Without correlation data the payload stands in.</summary>
    public static string Of(ReplyAddress address, IncomingMessage message)
    {
        var mark = address.CorrelationData switch
        {
            null => "payload " + Convert.ToHexString(SHA256.HashData(message.Payload.Span)),
            { Length: <= LongestVerbatim } data => "data " + Convert.ToHexString(data),
            var data => "hash " + Convert.ToHexString(SHA256.HashData(data)),
        };
        return $"{address.Topic}\n{mark}";
    }
}
