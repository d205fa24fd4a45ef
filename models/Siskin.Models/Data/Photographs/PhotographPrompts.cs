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

    [GeneratedRegex(@"^What is the (?<what>[\w ]+?) shown .*? in the image\w* in (?<unit>[^?]+?)\s*\?*$")]
    private static partial Regex InUnit();
}
