using Siskin.Runtime;

namespace Siskin.Agent.Wire;

/// <summary>A request, or why there is none; with its id in both cases, if it could be read.</summary>
internal readonly record struct RequestReading(InferenceRequest? Request, Rejection? Rejection, string? Id)
{
    public static RequestReading Of(InferenceRequest request) => new(request, null, request.Id);

    public static RequestReading Refused(int code, string message, string? id = null) =>
        new(null, new Rejection(code, message), id);
}
