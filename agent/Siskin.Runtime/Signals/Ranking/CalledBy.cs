using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// Things that are called by one of their values: "channel 16" where <c>channel_id</c> is 16, "the sensor on channel C".
/// </summary>
internal static class CalledBy
{
    private static readonly char[] Marks = [' ', '?', ',', '!', '.', ';', ':', '(', ')', '#', '"'];

    private static readonly HashSet<string> Between = new(StringComparer.Ordinal)
    {
        "id",
        "no",
        "nr",
        "number",
        "index",
        "called",
        "named",
    };

    /// <summary>Whether a question says a value behind a word of its row's name.</summary>
    /// <param name="text">The question.</param>
    /// <param name="row">The row.</param>
    /// <param name="value">What it prints, in lower case.</param>
    public static bool IsSaid(QuestionText text, Signal row, string value)
    {
        if (!text.Has(value))
            return false;
        var own = Words.OfName(Paths.Leaf(row.Path));
        var words = text.Lower.Split(Marks, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 1; at < words.Length; at++)
        {
            if (words[at] != value)
                continue;
            var before = at - 1;
            while (before > 0 && Between.Contains(words[before]))
                before--;
            if (own.Exists(word => Words.Likeness(words[before], word) > SignalIndex.Met))
                return true;
        }

        return false;
    }
}
