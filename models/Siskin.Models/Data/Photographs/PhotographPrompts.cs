using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Models.Data.Frames;

namespace Siskin.Models.Data.Photographs;

/// <summary>Other ways to ask what a label asks.</summary>
internal static partial class PhotographPrompts
{
    // Units as labels spell them, and as answers about gauges do.
    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MPa"] = "MPa",
        ["degrees Celsius"] = "°C",
        ["degrees Fahrenheit"] = "°F",
        ["km/h"] = "km/h",
        ["hPa"] = "hPa",
        ["mbar"] = "mbar",
        ["%"] = "%",
        ["kilograms"] = "kg",
        ["volts"] = "V",
        ["amps"] = "A",
    };

    // Those that name no kind of gauge.
    private static readonly string[] AnyGauge =
    [
        FrameTasks.Gauge.Prompt,
        .. FrameTasks.Gauge.Wordings.Where(wording =>
            !wording.Contains("pressure", StringComparison.Ordinal)
            && !wording.Contains("meter", StringComparison.Ordinal)
        ),
    ];

    /// <summary>A wording and the answer to it.</summary>
    /// <param name="rng">Which one.</param>
    /// <param name="photograph">What is asked about.</param>
    /// <param name="isOnly">Whether no other question is asked about the photograph, so that "the gauge" is
    /// clear.</param>
    public static (string Prompt, string Answer) Draw(Random rng, Photograph photograph, bool isOnly)
    {
        var question = photograph.Question;
        var match = InUnit().Match(question);
        var unit = match.Success ? match.Groups["unit"].Value.Trim() : "";
        if (isOnly && Units.TryGetValue(unit, out var sign) && rng.Chance(0.25))
            return (rng.PickFrom(AnyGauge), $"{photograph.Answer} {sign}");
        if (match.Success && rng.Chance(0.2))
            return (
                rng.Pick(
                    $"Read the gauge in {unit}.",
                    $"Reading in {unit}?",
                    $"{match.Groups["what"].Value} in {unit}?"
                ),
                photograph.Answer
            );
        if (rng.Chance(0.5))
            question = question.Replace("shown by", "shown on", StringComparison.Ordinal);
        if (rng.Chance(0.5) && question.StartsWith("What is the ", StringComparison.Ordinal))
            question = "What is the approximate " + question["What is the ".Length..];
        return (question, photograph.Answer);
    }

    /// <summary>
    /// The label's wrong answers in the form of the right one; none where it is an answer to another question.
    /// </summary>
    public static IReadOnlyList<string> Others(Photograph photograph, string answer)
    {
        if (answer != photograph.Answer && !answer.StartsWith($"{photograph.Answer} ", StringComparison.Ordinal))
            return [];
        var unit = answer[photograph.Answer.Length..];
        return unit.Length == 0 || !unit[1..].Contains(' ', StringComparison.Ordinal)
            ? [.. photograph.Others.Select(other => other + unit)]
            : [];
    }

    /// <summary>
    /// A question about the scale of the instrument, or about the needle's way along it, and the answer; null where
    /// the scale or its unit is not known.
    /// </summary>
    /// <param name="rng">Which one, and its wording.</param>
    /// <param name="photograph">What is asked about.</param>
    /// <param name="isOnly">Whether no other question is asked about the photograph.</param>
    public static (string Prompt, string Answer)? DrawScale(Random rng, Photograph photograph, bool isOnly)
    {
        if (
            photograph.Scale is not { } scale
            || !PhotographMark.TryNumber(photograph.Answer, out var value)
            || !PhotographMark.TryNumber(scale.Low, out var low)
            || !PhotographMark.TryNumber(scale.High, out var high)
        )
            return null;
        var way = (value - low) / (high - low);
        var match = InUnit().Match(photograph.Question);
        var unit = match.Success ? Units.GetValueOrDefault(match.Groups["unit"].Value.Trim()) : null;
        if (way is < 0 or > 1)
            return null;
        // Of several faces or scales a question tells which.
        var question = !isOnly || rng.Chance(0.6) ? Draw(rng, photograph, isOnly).Prompt : null;
        return unit is not null && (!isOnly || rng.Chance(0.65))
                ? (
                    question is null ? Wording(FrameTasks.Scale) : FrameTasks.Scale.About(question),
                    $"{scale.Low} to {scale.High} {unit}"
                )
            : isOnly
                ? (Wording(FrameTasks.Deflection), $"{Math.Round(100 * way).ToString(CultureInfo.InvariantCulture)} %")
            : null;

        string Wording(FrameTask task) => rng.Chance(0.4) ? task.Prompt : rng.PickFrom(task.Wordings);
    }

    [GeneratedRegex(@"^What is the (?<what>[\w ]+?) shown .*? in the image\w* in (?<unit>[^?]+?)\s*\?*$")]
    private static partial Regex InUnit();
}
