using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Tells what a question asks for that no signal is: a quantity, a numbered thing, a place.</summary>
/// <param name="content">Words of the question with content.</param>
internal sealed class Lacking(
    QuestionText question,
    SignalTable table,
    SignalIndex index,
    IReadOnlyList<string> content
)
{
    private static readonly UInt128 Unsaid = ConceptIndex.Bits(
        "state",
        "room",
        "outdoor",
        "indoor",
        "input",
        "fault",
        "active",
        "solar",
        "network",
        "address",
        "free",
        "cycles",
        "processor",
        "hours",
        "disk",
        "supply",
        "return",
        "cell",
        "tyre",
        "compressor",
        "relay",
        "remaining",
        "export",
        "import",
        "health",
        "direction",
        "throttle",
        "coolant",
        "spindle",
        "nozzle",
        "bed",
        "progress",
        "capacity",
        "vehicle"
    );

    // "the water temperature": what is measured may be any temperature.
    private static readonly UInt128 Medium = ConceptIndex.Bits(
        "water",
        "soil",
        "gas",
        "battery",
        "room",
        "outdoor",
        "indoor",
        "solar",
        "hotwater",
        "window",
        "door",
        "valve",
        "fan"
    );

    /// <summary>Whether a word names a quantity or a numbered thing that no signal is.</summary>
    public bool Is(string word)
    {
        // "Target 106: how far off is it?", "in which direction is it moving?": frames of a question, no things.
        if (
            word is "level" or "charge" or "full" or "left" or "used"
            && content.Any(one => one != word && index.IsMet(one))
        )
            return false;
        if (
            word is "moving" && table.Signals.Any(one => one.IsSeries)
            || word is "target" or "setting" or "range" && question.Numbers.Count > 0
        )
            return false;
        // "How many litres" where nothing is measured in any unit like it.
        if (
            UnitScale.Known(word) is { Length: > 1 } unit
            && !UnitScale.Differ(unit, "s")
            && unit is not ("s" or "sec" or "second" or "seconds" or "percent" or "pct")
            && Enumerable
                .Range(0, table.Signals.Count)
                .All(i =>
                    index.UnitOf(i).Length > 0 && UnitScale.Clash(unit, index.UnitOf(i))
                    || ConceptIndex.Spelled(word) == 0 && index.UnitOf(i).Length == 0 && index.ConceptsOf(i) != 0
                )
        )
            return true;
        // "change" is no misspelled "charge".
        var concepts = ConceptIndex.Spelled(word);
        // "The tap position" where something is called just "tap".
        if (concepts != 0 && content.Any(one => one != word && IsBare(one)))
            return false;
        return concepts != 0
            && (concepts & Unsaid) == 0
            && (
                (concepts & Medium) == 0
                || !content.Any(one => one != word && (index.Concepts(one) & ~(Unsaid | Medium)) != 0)
            );
    }

    /// <summary>Whether a signal says by its own name or unit which quantity it is.</summary>
    public bool IsNamed(int i) =>
        (index.OwnConcepts(i) & ~(Unsaid | Medium | (index.UnitOf(i) == "%" ? Percentage : 0))) != 0;

    // What a bare percentage may be one of.
    private static readonly UInt128 Percentage = ConceptIndex.Bits("charge");

    /// <summary>Whether a word is numbered, or a number.</summary>
    public bool IsNumbered(string word) =>
        char.IsDigit(word[0])
        || question.Tokens.IndexOf(word) is >= 0 and var at
            && at + 1 < question.Tokens.Count
            && char.IsDigit(question.Tokens[at + 1][0])
            && !index.HasConcept(word);

    /// <summary>Whether a quantity is asked for that several have, at a place that is none of theirs.</summary>
    public bool IsElsewhere(string[] asked, Func<Signal, bool> fits)
    {
        foreach (var place in asked)
        {
            if (
                Lexicon.Things.Contains(place)
                || index.HasConcept(place)
                || char.IsDigit(place[0])
                || !index.IsMet(place)
            )
                continue;
            foreach (var quantity in asked)
            {
                if (quantity == place || (index.Concepts(quantity) & ~(Unsaid | Medium)) == 0)
                    continue;
                int[] rows =
                [
                    .. Enumerable
                        .Range(0, table.Signals.Count)
                        .Where(i => fits(table.Signals[i]) && index.Match(quantity, i) > SignalIndex.Met),
                ];
                if (rows.Length > 1 && !rows.Any(i => index.Match(place, i) > SignalIndex.Met))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether concepts are only such that a signal may be of though its name does not say so.</summary>
    public static bool IsUnsaid(UInt128 concepts) => concepts != 0 && (concepts & ~Unsaid) == 0;

    // Whether a word names one number that does not say what it measures.
    private bool IsBare(string word)
    {
        if (Lexicon.Things.Contains(word) || index.HasConcept(word))
            return false;
        int[] rows = [.. Enumerable.Range(0, table.Signals.Count).Where(i => index.Match(word, i) > 0.95)];
        return rows.Length == 1 && table.Signals[rows[0]].Value.IsNumber && index.ConceptsOf(rows[0]) == 0;
    }
}
