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

    /// <summary>
    /// All digits of a counter with wheels; red wheels are decimals. A wheel between digits counts as the lower one.
    /// </summary>
    public static BundleTask Counter { get; } = new("counter", "Read the counter.");

    /// <summary>A seven-segment display, sign and decimal point included.</summary>
    public static BundleTask Display { get; } = new("display", "Read the display.");

    /// <summary>
    /// A sub-dial with ten divisions: the needle's clockwise position from the zero mark in tenths of a turn, 0.0 to
    /// 9.9. A dial that is numbered counter-clockwise is read the same way (its own value is 10 minus that).
    /// </summary>
    public static BundleTask Dial { get; } = new("dial", "Read the dial.");

    /// <summary>A round gauge with printed scale: value and unit.</summary>
    public static BundleTask Gauge { get; } = new("gauge", "Read the gauge.");

    /// <summary>
    /// The range of a gauge's printed scale with its unit, "0 to 250 °F": the first half of reading it.
    /// </summary>
    public static BundleTask Scale { get; } = new("scale", "Which scale does the gauge have?");

    /// <summary>The needle's way along a gauge's scale in percent, whatever is printed on it: the other half.</summary>
    public static BundleTask Deflection { get; } = new("deflection", "How far is the needle along its scale?");

    /// <summary>Indicator lamps, left to right: the colour of each lit one, "off" for the others.</summary>
    public static BundleTask Lamps { get; } = new("lamps", "Which lamps are lit?");

    /// <summary>Questions about sensor text; the prompt states the question.</summary>
    public static BundleTask Telemetry { get; } = new("telemetry", "Is any value above its limit?");

    /// <summary>
    /// One signal of a short text: its value or state, whether it is there or stuck. The first half of most of
    /// <see cref="Telemetry"/>.
    /// </summary>
    public static BundleTask Lookup { get; } = new("lookup", "What is the value of the signal?");

    /// <summary>
    /// Numbers of a short text against a limit, a range or each other, how far apart, or in percent of a range. The
    /// other half of most of <see cref="Telemetry"/>.
    /// </summary>
    public static BundleTask Numbers { get; } = new("numbers", "Is the value above 20?");

    /// <summary>An event log in one line: errors and warnings counted, then the last of the worse kind.</summary>
    public static BundleTask Events { get; } = new("events", "Summarize the events.");

    /// <summary>
    /// Limits and trends of one signal over an hour or so: longer windows than most of <see cref="Telemetry"/>, which
    /// move as real ones do.
    /// </summary>
    public static BundleTask Windows { get; } = new("windows", "Which way does the value go?");

    /// <summary>
    /// A gauge, display or dial in the frame against a value of the sensor text: "frame" or "sensor", whichever is
    /// higher, "equal" where a display shows the same number; or whether they agree within a tolerance that the prompt
    /// states.
    /// </summary>
    public static BundleTask Compare { get; } = new("compare", "Which is higher, the frame or the sensor?");

    /// <summary>
    /// A digit, dial or display in the frame against the one number of the sensor text, and how far apart they are. The
    /// first half of <see cref="Compare"/>.
    /// </summary>
    public static BundleTask Versus { get; } = new("versus", "Which reads more, the frame or the sensor?");

    /// <summary>The tasks of a bundle whose recipe does not say otherwise, in the order of the manifest.</summary>
    public static IReadOnlyList<BundleTask> Usual { get; } = [Digit, Counter, Display, Dial, Gauge, Lamps, Telemetry];

    /// <summary>Every task that can be trained, in the order of the manifest.</summary>
    public static IReadOnlyList<BundleTask> All { get; } =
    [.. Usual, Scale, Deflection, Lookup, Numbers, Windows, Events, Compare, Versus];

    /// <summary>The tasks of a mixture: those with a weight, in the order of the manifest.</summary>
    /// <exception cref="ArgumentException">There is no task of a name.</exception>
    public static IReadOnlyList<BundleTask> Of(IReadOnlyDictionary<string, double> weights)
    {
        if (weights.Keys.FirstOrDefault(name => All.All(task => task.Name != name)) is { } unknown)
        {
            var known = string.Join(", ", All.Select(task => task.Name));
            throw new ArgumentException($"unknown task '{unknown}'; there are {known}", nameof(weights));
        }

        return [.. All.Where(task => weights.GetValueOrDefault(task.Name) > 0)];
    }
}
