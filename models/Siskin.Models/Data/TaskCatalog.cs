using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data;

/// <summary>
/// The tasks of the bundled model and the prompt of each. The exporter writes them into the manifest;
/// the synthesizer trains them with these prompts and with paraphrases.
/// </summary>
public static class TaskCatalog
{
    /// <summary>One digit of a counter: 0-9, or N when the wheel stands between two digits.</summary>
    public static BundleTask Digit { get; } = new("digit", "Read the digit.");

    /// <summary>All digits of a counter with wheels; red wheels are decimals. A wheel between digits counts as the lower one.</summary>
    public static BundleTask Counter { get; } = new("counter", "Read the counter.");

    /// <summary>A seven-segment display, sign and decimal point included.</summary>
    public static BundleTask Display { get; } = new("display", "Read the display.");

    /// <summary>
    /// A sub-dial with ten divisions: the needle's clockwise position from the zero mark in tenths of a turn, 0.0 to 9.9.
    /// A dial that is numbered counter-clockwise is read the same way (its own value is 10 minus that).
    /// </summary>
    public static BundleTask Dial { get; } = new("dial", "Read the dial.");

    /// <summary>A round gauge with printed scale: value and unit.</summary>
    public static BundleTask Gauge { get; } = new("gauge", "Read the gauge.");

    /// <summary>Indicator lamps, left to right: the colour of each lit one, "off" for the others.</summary>
    public static BundleTask Lamps { get; } = new("lamps", "Which lamps are lit?");

    /// <summary>Questions about sensor text; the prompt states the question.</summary>
    public static BundleTask Telemetry { get; } = new("telemetry", "Is any value above its limit?");

    /// <summary>Every task, in the order of the manifest.</summary>
    public static IReadOnlyList<BundleTask> All { get; } = [Digit, Counter, Display, Dial, Gauge, Lamps, Telemetry];
}
