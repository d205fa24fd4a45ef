using Siskin.Runtime.Inference;

namespace Siskin.Agent.Telemetry;

/// <summary>The stages of a reply, by the names that telemetry and metrics give them.</summary>
internal static class ReplyStages
{
    /// <summary>Those that follow one another until the first token can be told, in their order.</summary>
    public static readonly IReadOnlyList<(string Name, Func<StageTimings, double> Milliseconds)> ToFirstToken =
    [
        ("queue", timings => timings.Queue),
        ("image", timings => timings.Image),
        ("locate", timings => timings.Locate),
        ("vision", timings => timings.Vision),
        ("encoder", timings => timings.Encoder),
        ("first_token", timings => timings.FirstToken),
        ("ocr", timings => timings.Ocr),
    ];

    /// <summary>The same, with the time per further token and the whole.</summary>
    public static readonly IReadOnlyList<(string Name, Func<StageTimings, double> Milliseconds)> All =
    [
        .. ToFirstToken,
        ("per_token", timings => timings.PerToken),
        ("total", timings => timings.Total),
    ];

    /// <summary>
    /// Whether the stage ran: one that did not (vision without a frame) says nothing about its speed. Waiting may take
    /// no time.
    /// </summary>
    public static bool Ran(string name, double milliseconds) => milliseconds > 0 || name == "queue";
}
