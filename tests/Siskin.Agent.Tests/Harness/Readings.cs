using Siskin.Agent.Wire;
using Siskin.Runtime;

namespace Siskin.Agent.Tests.Harness;

/// <summary>All that reading a request yields, in one value.</summary>
internal static class Readings
{
    public static (InferenceRequest? Request, Rejection? Rejection, string? Id) Of(
        IncomingMessage message,
        RequestLimits limits
    )
    {
        var rejection = RequestReader.Read(message, limits, out var request, out var id);
        return (request, rejection, id);
    }
}
