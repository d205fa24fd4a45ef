using Siskin.Runtime.Bundles;

namespace Siskin.Models.Data.Frames;

/// <summary>Ways in which people ask for a reading, besides the task's canonical prompt.</summary>
public static class PromptPhrases
{
    private static readonly Dictionary<string, string[]> Phrases = new(StringComparer.Ordinal)
    {
        [TaskCatalog.Digit.Name] =
        [
            "Which digit is this?",
            "What digit does the wheel show?",
            "digit?",
            "Read this digit",
            "Give the digit or N.",
            "Which number is on the wheel?",
            "Tell me the digit.",
            "What is the digit in the window?",
            "Single digit, please.",
            "Digit in this crop?",
            "Name the digit shown.",
            "What digit do you see?",
        ],
        [TaskCatalog.Counter.Name] =
        [
            "What does the counter show?",
            "Give the meter reading.",
            "Meter reading?",
            "Read the water meter.",
            "What is the meter reading?",
            "Read the gas meter counter.",
            "What number do the wheels show?",
            "Counter value with decimals?",
            "Read all wheels.",
            "Odometer reading, please.",
            "What does the meter say?",
            "Read the electricity meter.",
            "Which value is on the counter?",
            "Tell me the count.",
            "read counter",
        ],
        [TaskCatalog.Display.Name] =
        [
            "What does the display show?",
            "Which number is on the display?",
            "Read the screen.",
            "Value on the display?",
            "What is on the LCD?",
            "Read the LED display.",
            "Give the displayed value.",
            "What number is shown?",
            "Read the digits on the screen.",
            "Display reading?",
            "What does the readout say?",
            "read display",
            "Which value is displayed?",
        ],
        [TaskCatalog.Dial.Name] =
        [
            "What does the dial show?",
            "Where does the pointer stand?",
            "Dial position?",
            "Read the small dial.",
            "Read the sub-dial.",
            "Needle position in tenths?",
            "Which value does the needle point to?",
            "Give the dial reading.",
            "Position of the needle from zero?",
            "read dial",
            "What is the dial at?",
            "Pointer reading, please.",
        ],
        [TaskCatalog.Gauge.Name] =
        [
            "What does the gauge show?",
            "Value on the gauge with unit?",
            "What is the pressure?",
            "What is the gauge reading?",
            "Read the manometer.",
            "Read the thermometer.",
            "Gauge value and unit?",
            "Give the value with its unit.",
            "How much does the instrument show?",
            "Read the needle instrument.",
            "What does the meter indicate?",
            "read gauge",
            "Current value on the gauge?",
            "Which value does the needle show, with unit?",
        ],
        [TaskCatalog.Scale.Name] =
        [
            "What is the range of the gauge?",
            "Scale of the gauge?",
            "From what to what does the scale go?",
            "Range and unit of the instrument?",
            "Read the scale.",
            "What are the ends of the scale?",
            "Measuring range?",
            "Give the range with its unit.",
            "Which range is printed on the dial?",
            "read scale",
        ],
        [TaskCatalog.Deflection.Name] =
        [
            "Needle deflection in percent?",
            "At what percent of the scale is the needle?",
            "Deflection of the needle?",
            "How far has the needle moved, in percent?",
            "Needle position in percent of full scale?",
            "Percent of full scale?",
            "Give the deflection.",
            "Where on the scale is the needle, in percent?",
            "read deflection",
        ],
        [TaskCatalog.Lamps.Name] =
        [
            "Which lights are on?",
            "Which lamps are on?",
            "What colours are lit, left to right?",
            "State of the lamps?",
            "Read the indicator lamps.",
            "Are any lamps lit?",
            "Lamp states from left to right.",
            "Which LEDs are on?",
            "List the lamps.",
            "Indicator status?",
            "What do the indicator lights show?",
            "read lamps",
        ],
    };

    /// <summary>The tasks that are about frames.</summary>
    public static IReadOnlyList<BundleTask> Tasks { get; } =
    [
        TaskCatalog.Digit,
        TaskCatalog.Counter,
        TaskCatalog.Display,
        TaskCatalog.Dial,
        TaskCatalog.Gauge,
        TaskCatalog.Scale,
        TaskCatalog.Deflection,
        TaskCatalog.Lamps,
    ];

    /// <summary>Every wording of a task, its canonical prompt first.</summary>
    public static IEnumerable<string> Of(string task) => Phrases[task].Prepend(Tasks.First(t => t.Name == task).Prompt);

    /// <summary>A prompt for the task: its canonical one with the given share (0..1), else one of the others.</summary>
    /// <exception cref="ArgumentException">The task is not about frames.</exception>
    public static string Draw(Random rng, string task, double canonicalShare = 0.5)
    {
        ArgumentNullException.ThrowIfNull(rng);
        var canonical =
            Tasks.FirstOrDefault(t => t.Name == task)
            ?? throw new ArgumentException(
                $"Task '{task}' has no frames; those with frames: {string.Join(", ", Tasks.Select(t => t.Name))}.",
                nameof(task)
            );
        return rng.NextDouble() < canonicalShare ? canonical.Prompt : rng.PickFrom(Phrases[task]);
    }
}
