using System.Globalization;

namespace Siskin.Fleet.Simulation;

/// <summary>What shares of simulated devices are troubled by.</summary>
/// <param name="Down">Was there and is gone: its status is a will.</param>
/// <param name="Flapping">Comes and goes, with a new session each time.</param>
/// <param name="Silent">Is online and says nothing more.</param>
/// <param name="Fallback">Has lost its NPU.</param>
/// <param name="Busy">Has a full queue and refuses requests.</param>
/// <param name="Doubtful">Has a watch that is not sure.</param>
/// <param name="Malformed">Sends what is no telemetry.</param>
/// <param name="LateWill">Is online, and the will of its last start came late.</param>
/// <param name="Old">Runs an older version and bundle.</param>
internal sealed record SimulatedFailures(
    double Down,
    double Flapping,
    double Silent,
    double Fallback,
    double Busy,
    double Doubtful,
    double Malformed,
    double LateWill,
    double Old
)
{
    /// <summary>What <see cref="Parse"/> takes.</summary>
    public const string Allowed =
        "NAME=SHARE[,NAME=SHARE...] with down, flapping, silent, fallback, busy, doubtful, malformed, late_will or old, and "
        + "shares of 0 to 1";

    /// <summary>A fleet as it may be on a usual day.</summary>
    public static SimulatedFailures Usual { get; } = new(0.01, 0.005, 0.01, 0.03, 0.01, 0.05, 0.002, 0.01, 0.1);

    public static SimulatedFailures None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Those of a text; null where it is none.</summary>
    public static SimulatedFailures? Parse(string text)
    {
        var failures = None;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = part.Split('=');
            if (
                words.Length != 2
                || !double.TryParse(words[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
                || share is not (>= 0 and <= 1)
                || failures.With(words[0], share) is not { } next
            )
                return null;
            failures = next;
        }
        return failures;
    }

    private SimulatedFailures? With(string name, double share) =>
        name switch
        {
            "down" => this with { Down = share },
            "flapping" => this with { Flapping = share },
            "silent" => this with { Silent = share },
            "fallback" => this with { Fallback = share },
            "busy" => this with { Busy = share },
            "doubtful" => this with { Doubtful = share },
            "malformed" => this with { Malformed = share },
            "late_will" => this with { LateWill = share },
            "old" => this with { Old = share },
            _ => null,
        };
}
