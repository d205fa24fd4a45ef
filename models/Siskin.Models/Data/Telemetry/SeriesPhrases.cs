namespace Siskin.Models.Data.Telemetry;

/// <summary>The wordings of questions about a series, as those of <see cref="Phrases"/>.</summary>
internal static class SeriesPhrases
{
    public static readonly string[] Highest =
    [
        "What is the highest value?",
        "What is the maximum?",
        "What is the largest value?",
        "Give the peak value.",
        "What was the highest reading?",
        "How high did it get?",
        "Find the maximum of the series.",
        "What is the peak?",
        "Which is the highest value?",
        "Maximum?",
        "What was the maximum?",
        "Give the maximum.",
        "What was the peak?",
        "Highest value of the series?",
        "What is the top value?",
    ];

    public static readonly string[] Lowest =
    [
        "What is the lowest value?",
        "What is the minimum?",
        "What is the smallest value?",
        "Give the lowest value.",
        "What was the lowest reading?",
        "How low did it get?",
        "Find the minimum of the series.",
        "Which is the lowest value?",
        "Minimum?",
        "What was the minimum?",
        "Give the minimum.",
        "Lowest value of the series?",
        "What is the bottom value?",
    ];

    public static readonly string[] Last =
    [
        "What is the last value?",
        "What is the latest value?",
        "What is the most recent value?",
        "Give the newest reading.",
        "Which value came last?",
        "What does it read now?",
        "Latest value?",
        "Last value?",
        "What is the current value?",
        "What was the last reading?",
        "Which value is the newest?",
    ];

    public static readonly string[] First =
    [
        "What is the first value?",
        "Which value came first?",
        "What was the oldest value?",
        "Give the first reading.",
        "What did it start at?",
        "What is the earliest value?",
        "First value?",
        "What was the first reading?",
        "Which value is the oldest?",
        "What was the value at the beginning?",
    ];

    public static readonly string[] At =
    [
        "What was the value at {l}?",
        "What is the value at {l}?",
        "Give the value at {l}.",
        "What did it read at {l}?",
        "Value at {l}?",
        "Which value was measured at {l}?",
        "What was measured at {l}?",
        "Reading at {l}?",
        "How much was it at {l}?",
        "At {l}, what was the value?",
        "Tell me the value at {l}.",
    ];

    public static readonly string[] Above =
    [
        "Does the value exceed {l}?",
        "Does the value go above {l}?",
        "Is the value ever above {l}?",
        "Did it exceed {l}?",
        "Was it over {l} at any time?",
        "Does any value exceed {l}?",
        "Does {s} exceed {l}?",
        "Does {s} go above {l}?",
        "Is {l} exceeded?",
        "Did it get higher than {l}?",
        "Is any value above {l}?",
        "Is the limit of {l} exceeded?",
        "Does it ever exceed {l}?",
        "Has {l} been exceeded?",
        "Was {l} ever passed?",
        "Are there values over {l}?",
        "Limit {l}: was it exceeded?",
        "Did the value go over {l}?",
        "Is any value over {l}?",
    ];

    public static readonly string[] Below =
    [
        "Does the value fall below {l}?",
        "Does the value go below {l}?",
        "Is the value ever below {l}?",
        "Did it drop below {l}?",
        "Was it under {l} at any time?",
        "Does any value fall below {l}?",
        "Does {s} fall below {l}?",
        "Does {s} go under {l}?",
        "Did it get lower than {l}?",
        "Is any value below {l}?",
        "Did it ever fall below {l}?",
        "Are there values under {l}?",
        "Minimum {l}: was it undershot?",
        "Did the value go under {l}?",
        "Has it been lower than {l}?",
    ];

    public static readonly string[] FirstAbove =
    [
        "When did the value first exceed {l}?",
        "At what time did it first go above {l}?",
        "When was {l} first exceeded?",
        "When did it get above {l}?",
        "When did {s} first exceed {l}?",
        "First time above {l}?",
        "When was it above {l} for the first time?",
        "Since when is it above {l}?",
        "At which time was {l} first passed?",
        "When did it exceed {l}?",
        "Find the first time above {l}.",
        "From when on was {l} exceeded?",
    ];

    public static readonly string[] Trend =
    [
        "Which way does the value go?",
        "Is the value rising, falling or steady?",
        "What is the trend?",
        "How does the value change?",
        "Is it going up or down?",
        "Describe the trend.",
        "Which way does {s} go?",
        "Is {s} rising, falling or steady?",
        "What is the trend of {s}?",
        "Where is it heading?",
        "Is it rising or falling?",
        "What direction does it take?",
        "Does it rise, fall or stay?",
        "Trend?",
        "Is the value going up, going down or stable?",
        "How does it develop?",
        "In which direction is it moving?",
        "Is there a trend?",
        "How is the value changing?",
        "Say the trend.",
    ];

    public static readonly string[] Stuck =
    [
        "Is the value stuck?",
        "Is the sensor stuck?",
        "Is {s} stuck?",
        "Does the value stay exactly the same?",
        "Is the reading frozen?",
        "Is the sensor frozen?",
        "Are all values the same?",
        "Does the value never change?",
        "Is the signal stuck?",
        "Is it frozen?",
        "Is the value constant throughout?",
        "Does the sensor always report the same?",
        "Has the sensor hung?",
    ];

    public static readonly string[] WhichStuck =
    [
        "Which signal is stuck?",
        "Which sensor is stuck?",
        "Which sensor is frozen?",
        "Which signal does not change?",
        "Is any signal stuck, and which?",
        "Name the stuck signals.",
        "Which one always reads the same?",
        "Which one is frozen?",
        "Which value never changes?",
        "Which sensor has hung?",
        "Find the stuck signal.",
        "Which sensor repeats one value?",
        "Is one of them frozen, and which?",
    ];
}
