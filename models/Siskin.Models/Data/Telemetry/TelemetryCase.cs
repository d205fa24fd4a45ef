namespace Siskin.Models.Data.Telemetry;

/// <summary>The kinds of question, one name per rule by which the answer follows from the text.</summary>
internal enum QuestionKind
{
    /// <summary>The value of one signal.</summary>
    Lookup,

    /// <summary>A signal that is not there: "unknown".</summary>
    Unknown,

    /// <summary>One signal above the limit of the question: yes or no.</summary>
    IsAbove,

    /// <summary>One signal below the limit of the question: yes or no.</summary>
    IsBelow,

    /// <summary>One signal between two limits: yes or no.</summary>
    IsBetween,

    /// <summary>How far one signal is from the limit of the question.</summary>
    Difference,

    /// <summary>One signal within a tolerance, the second limit, of the first: yes or no.</summary>
    IsWithin,

    /// <summary>
    /// One signal, printed in percent of the range in the question, as a value with the range's unit.
    /// </summary>
    InUnits,

    /// <summary>Which of all signals are above the limit of the question.</summary>
    AnyAbove,

    /// <summary>Which of all signals are below the limit of the question.</summary>
    AnyBelow,

    /// <summary>Which signals are above the limit printed with them.</summary>
    AnyAboveOwn,

    /// <summary>The signal with the highest value.</summary>
    Highest,

    /// <summary>The signal with the lowest value.</summary>
    Lowest,

    /// <summary>How many signals are above the limit.</summary>
    CountAbove,

    /// <summary>How many signals are below the limit.</summary>
    CountBelow,

    /// <summary>Which signals delivered no value.</summary>
    MissingValue,

    /// <summary>Which signals of the list in the question are absent.</summary>
    MissingName,

    /// <summary>The state of a switch or contact as printed.</summary>
    StateLookup,

    /// <summary>A yes-or-no question about a state.</summary>
    StateIs,

    /// <summary>Highest value of a series.</summary>
    SeriesHighest,

    /// <summary>Lowest value of a series.</summary>
    SeriesLowest,

    /// <summary>Last value of a series.</summary>
    SeriesLast,

    /// <summary>First value of a series.</summary>
    SeriesFirst,

    /// <summary>The value at a time of day.</summary>
    SeriesAt,

    /// <summary>Whether a series goes above the limit anywhere.</summary>
    SeriesAbove,

    /// <summary>Whether a series goes below the limit anywhere.</summary>
    SeriesBelow,

    /// <summary>The time of the first value above the limit, or "never".</summary>
    SeriesFirstAbove,

    /// <summary>Rising, falling or steady by <see cref="TrendRule"/>.</summary>
    SeriesTrend,

    /// <summary>Whether all values of a series are the same.</summary>
    SeriesStuck,

    /// <summary>Which of several series has the same value throughout.</summary>
    WhichStuck,
}

/// <summary>A sample with what it was made from, so that tests can compute the answer a second time.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Sample">Prompt, sensor text and answer.</param>
/// <param name="Subject">Key of the signal asked for, or empty.</param>
/// <param name="Limit">Limit, time or list that the prompt states; empty otherwise.</param>
/// <param name="Limit2">Second limit of a range; empty otherwise.</param>
internal sealed record TelemetryCase(
    QuestionKind Kind,
    Sample Sample,
    string Subject = "",
    string Limit = "",
    string Limit2 = ""
);
