namespace Siskin.Models.Data.FrameAndSensors;

/// <summary>
/// How people ask for a comparison of a frame with a value of the sensor text. The first of each list is the canonical
/// one. Slots: {i} the instrument, {s} the signal, {l} the tolerance.
/// </summary>
internal static class ComparePhrases
{
    /// <summary>Whether the two agree: yes or no.</summary>
    public static readonly string[] Agree =
    [
        "Does the {i} agree with {s} within {l}?",
        "Do the {i} and {s} agree within {l}?",
        "Is {s} within {l} of the {i}?",
        "Does {s} match the {i} to within {l}?",
        "Is the {i} within {l} of {s}?",
        "Tolerance {l}: do the {i} and {s} agree?",
        "Do {s} and the {i} differ by less than {l}?",
        "Check {s} against the {i}, tolerance {l}.",
    ];

    /// <summary>Which of the two is higher: frame, sensor or equal.</summary>
    public static readonly string[] Higher =
    [
        "Which is higher, the {i} or {s}?",
        "Which reads more, the {i} or {s}?",
        "Which is higher: {s} or the {i}?",
        "Compare the {i} with {s}: which is higher?",
        "Which shows the higher value, the {i} or {s}?",
        "Of the {i} and {s}, which is higher?",
    ];

    /// <summary>How far the two are apart.</summary>
    public static readonly string[] Difference =
    [
        "How far apart are the {i} and {s}?",
        "What is the difference between the {i} and {s}?",
        "By how much do the {i} and {s} differ?",
        "How much does {s} differ from the {i}?",
        "How far is {s} from the {i}?",
    ];

    /// <summary>All of them about any instrument and the only signal, without a tolerance.</summary>
    public static IReadOnlyList<string> Plain =>
        [.. Agree.Concat(Higher).Concat(Difference).Select(phrase => Fill(phrase, AnyInstrument, OnlySignal, ""))];

    /// <summary>What the signal is called where there is only one.</summary>
    public const string OnlySignal = "the sensor";

    /// <summary>What the instrument is called whatever it is.</summary>
    public const string AnyInstrument = "frame";

    /// <summary>A wording with its slots filled.</summary>
    public static string Fill(string wording, string instrument, string signal, string limit) =>
        wording
            .Replace("{i}", instrument, StringComparison.Ordinal)
            .Replace("{s}", signal, StringComparison.Ordinal)
            .Replace("{l}", limit, StringComparison.Ordinal);
}
