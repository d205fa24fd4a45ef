using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Commands;

/// <summary>What the demo saw.</summary>
/// <param name="Rows">Every request, in order.</param>
/// <param name="Right">Requests with the right answer.</param>
/// <param name="Missing">Requests without a reply.</param>
/// <param name="StartToOnlineMs">From starting the process to its retained <c>online</c>.</param>
/// <param name="OverheadP50Ms">Median of MQTT round trip minus the stages that the reply states.</param>
/// <param name="RssBytes">Resident memory of the agent after the requests, as its telemetry says.</param>
/// <param name="TokensPerS">Speed of the decoder.</param>
/// <param name="TimingsMs">Percentiles by stage, as the telemetry says.</param>
internal sealed record DemoReport(
    IReadOnlyList<DemoRow> Rows,
    int Right,
    int Missing,
    double StartToOnlineMs,
    double? OverheadP50Ms,
    long? RssBytes,
    double? TokensPerS,
    IReadOnlyDictionary<string, Percentiles> TimingsMs
)
{
    /// <summary>Whether every request was answered and at least eight of ten were answered rightly.</summary>
    public bool Passed => Missing == 0 && Right * 10 >= Rows.Count * 8;
}

/// <summary>One request of the demo.</summary>
/// <param name="Reply">The reply's text, or null when there is none.</param>
/// <param name="Error">The error in its place, or null.</param>
/// <param name="RoundTripMs">From sending to the reply.</param>
internal sealed record DemoRow(
    string Client,
    string Prompt,
    string Expected,
    string? Reply,
    string? Error,
    bool Right,
    double? Confidence,
    StageTimings? TimingsMs,
    double? RoundTripMs
);
