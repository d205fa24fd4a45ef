using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// What a question is about: the signals that its words name, and how much of the question they leave open.
/// </summary>
/// <param name="Rows">Numbers of signals; none where nothing is named.</param>
/// <param name="Doubt">What is open, 0 to 1.</param>
/// <param name="IsLacking">Whether something is asked for that no signal is.</param>
internal sealed record Subject(IReadOnlyList<int> Rows, double Doubt, bool IsLacking = false)
{
    /// <summary>Signals that the words name as well.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>Nothing is named.</summary>
    public static Subject None { get; } = new([], 1);
}

/// <summary>Finds what a question is about. Every word of it counts: what is not understood is doubt.</summary>
internal sealed class Subjects(QuestionText question, SignalTable table, NameWords names, SignalIndex index)
{
    private const double UnknownWord = 0.13;
    private const double Context = 0.02;
    private const double Conflict = 0.25;

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

    /// <summary>The words with content.</summary>
    public IReadOnlyList<string> Content { get; } =
    [
        .. question.Content.Where(word =>
            !Lexicon.Directions.ContainsKey(word) || ConceptIndex.OfQuestion(word) != 0 || names.Has(word)
        ),
    ];

    // "Which tyre", "how many ports", "the hottest tank": what the things that are asked about are called together.
    private readonly HashSet<string> _kinds = [.. Kinds(question)];

    private static IEnumerable<string> Kinds(QuestionText question)
    {
        var tokens = question.Tokens;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (
                !(
                    tokens[i] is "which" or "many" or "any" or "all" or "every" or "each" or "no" or "other" or "whose"
                    || tokens[i] is "what" && i + 2 < tokens.Count && tokens[i + 2] is "is" or "has" or "are"
                    || Lexicon.Directions.ContainsKey(tokens[i])
                )
            )
                continue;
            var at = i + 1;
            while (
                at + 1 < tokens.Count && tokens[at] is "of" or "the" or "these" or "my" or "our" or "single" or "other"
            )
                at++;
            yield return tokens[at];
            // "Which fuel tank": the noun ends its phrase.
            if (at + 1 < tokens.Count && !Lexicon.Stop.Contains(tokens[at]) && !Lexicon.Stop.Contains(tokens[at + 1]))
                yield return tokens[at + 1];
        }
    }

    /// <summary>One signal, the one that the words name best.</summary>
    /// <param name="fits">Which signals can answer.</param>
    /// <param name="without">Words that say what is asked and need not name anything.</param>
    public Subject One(Func<Signal, bool> fits, params IReadOnlyList<string> without)
    {
        var content = Asked(without);
        var ranked = index.Rank(content, fits, out var unmet, question, Hint(), without);
        unmet.RemoveAll(without.Contains);
        if (question.IsSpelledOut)
            unmet.Clear();
        if (ranked.Count == 0)
            return Subject.None with { IsLacking = unmet.Any(IsLacking) };
        double best = ranked[0].Score,
            doubt = Unmet(unmet);
        var lacking = unmet.Any(word => IsLacking(word) || IsNumbered(word));
        if (lacking && !index.IsPlain)
            return new Subject([ranked[0].Index], doubt, true);
        // "The garage temperature" where several others have one, but no garage; "the kitchen temperature" where the
        // kitchen has another quantity.
        if (
            best > 0.25
            && (unmet.Any(IsPlace) && ranked.Count(one => one.Score >= best * 0.9) > 1 || IsElsewhere(content, fits))
        )
            return new Subject([ranked[0].Index], doubt, true);
        if (best <= 0.25)
            return table.Signals.Count == 1 || ranked.Count == 1 && content.Length == 0
                ? new Subject([ranked[0].Index], doubt / (index.IsPlain ? 2 : 1) + (table.Signals.Count == 1 ? 0 : 0.1))
                : Subject.None;
        List<int> close =
        [
            .. ranked
                .Where(one => one.Score >= best * 0.98)
                .Select(one => one.Index)
                .OrderBy(i => index.Spare(i, content)),
        ];
        var chosen = close[0];
        var spare = index.Spare(chosen, content);
        int[] others = [.. close.Skip(1).Where(i => index.Spare(i, content) == spare)];
        doubt += Conflicts(content, chosen);
        if (others.Length == 0 && close.Count > 1 && spare > 0)
            doubt += 0.1;
        else if (
            ranked.Count > 1
            && ranked.Any(one => one.Index != chosen && one.Score > best * 0.9 && one.Score < best * 0.98)
        )
            doubt += 0.04;
        return new Subject([chosen], doubt + Math.Max(0, spare - 1) * 0.03) { Others = others };
    }

    /// <summary>All signals that the words name equally well.</summary>
    public Subject Many(Func<Signal, bool> fits, params IReadOnlyList<string> without)
    {
        var content = Asked(without);
        var hint = Hint();
        var ranked = index.Rank(content, fits, out var unmet, question, hint, without);
        unmet.RemoveAll(without.Contains);
        // "Above 22 degrees" is about temperatures.
        if (hint != 0 && ranked.Any(one => (index.ConceptsOf(one.Index) & hint) != 0))
            ranked.RemoveAll(one => (index.ConceptsOf(one.Index) & hint) == 0);
        if (ranked.Count == 0)
            return Subject.None with { IsLacking = unmet.Any(IsLacking) };
        double best = ranked[0].Score,
            doubt = Unmet(unmet);
        if (unmet.Any(word => IsLacking(word) || IsNumbered(word)) && !index.IsPlain)
            return new Subject([ranked[0].Index], doubt, true);
        var chosen = Class(ranked, content, ref doubt);
        doubt += chosen.Min(i => Conflicts(content, i));
        // Without a word of the class, rows of several units cannot be compared.
        if (best <= 0.25 && chosen.Length > 1 && unmet.Any(IsPlace))
            return Subject.None;
        string[] units =
        [
            .. chosen
                .Select(i =>
                    UnitScale.Known(table.Signals[i].Unit) is { Length: > 0 } known
                        ? known
                        : table.Signals[i].Unit.ToLowerInvariant()
                )
                .Distinct(),
        ];
        if (best <= 0.25 && units.Length > 1)
            doubt += 0.4;
        else if (units.Any(one => units.Any(other => UnitScale.Clash(one, other))))
            doubt += 0.15;
        else if (best <= 0.25 && unmet.Any(word => !Lexicon.Things.Contains(word)) && chosen.Length > 1)
            doubt += 0.15;
        else if (best > 0.25 && chosen.Length == 1 && table.Signals.Count > 1)
            doubt += 0.1;
        return new Subject(chosen, doubt);
    }

    // What the question names; a word that says what is asked counts where a name has it.
    private string[] Asked(IReadOnlyList<string> without)
    {
        string[] asked =
        [
            .. Content
                .Union(without.Where(word => question.Tokens.Contains(word) && !Lexicon.Stop.Contains(word)))
                .Where(word =>
                    !without.Contains(word)
                    || names.Likeness(word).Take(names.PathWords).Any(likeness => likeness > SignalIndex.Met)
                    || States.IsMoving(word) && index.HasConcept(word)
                ),
        ];
        // "Is it freezing?": what is asked says what is measured, where nothing else does.
        return asked.Length > 0
            ? asked
            :
            [
                .. question.Tokens.Where(word =>
                    without.Contains(word) && ConceptIndex.Spelled(word) != 0 && index.IsMet(word)
                ),
            ];
    }

    // Rows that meet all that the best one meets; rows that are made of others, or that others are compared with, are
    // none of their class.
    private int[] Class(List<(int Index, double Score)> ranked, string[] content, ref double doubt)
    {
        var best = ranked[0].Score;
        string[] met =
        [
            .. content.Where(word =>
                !Lexicon.Things.Contains(word) && index.Match(word, ranked[0].Index) > SignalIndex.Met
            ),
        ];
        int[] all = [.. ranked.Where(one => one.Score >= best * 0.78).Select(one => one.Index).Order()];
        int[] chosen =
        [
            .. ranked
                .Where(one =>
                    one.Score > 0 && met.All(word => index.Match(word, one.Index) > Needed(word, ranked[0].Index))
                )
                .Select(one => one.Index)
                .Order(),
        ];
        if (chosen.Length < 2)
            chosen = all;
        int[] own = [.. chosen.Where(i => !index.IsDerived(i, question.Tokens))];
        if (own.Length > 1 && own.Length < chosen.Length)
            chosen = own;
        // Words and booleans are states; a bare number among them is something else.
        if (
            best <= 0.25
            && chosen.Any(i => table.Signals[i].Value.Kind is SignalKind.Text or SignalKind.Boolean)
            && chosen.All(i => States.IsState(table.Signals[i]) || table.Signals[i].Value.Kind == SignalKind.Missing)
        )
            chosen = [.. chosen.Where(i => !table.Signals[i].Value.IsNumber)];
        return chosen;
    }

    // "Available" is not "free" where a name says so.
    private double Needed(string word, int best) =>
        index.Match(word, best) > 0.95
        && index.Concepts(word) is var concepts
        && concepts != 0
        && (concepts & ~Unsaid) == 0
            ? 0.93
            : SignalIndex.Met;

    // A quantity that several have, and a place that is none of theirs.
    private bool IsElsewhere(string[] content, Func<Signal, bool> fits)
    {
        foreach (var place in content)
        {
            if (
                Lexicon.Things.Contains(place)
                || index.HasConcept(place)
                || char.IsDigit(place[0])
                || !index.IsMet(place)
            )
                continue;
            foreach (var quantity in content)
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

    private bool IsPlace(string word) =>
        !Lexicon.Things.Contains(word) && !_kinds.Contains(word) && !index.HasConcept(word) && word.Length > 2;

    /// <summary>The signals of two halves of a question; null where one half names none.</summary>
    public (Subject Left, Subject Right)? Two(string left, string right)
    {
        List<string> first = Of(left),
            second = Of(right);
        if (second.Count == 0 && first.Count == 0)
            return null;
        int? a = Half(first, second, []),
            b = Half(second, first, a is null ? [] : [a.Value]);
        if (a is null || b is null)
            return null;
        var doubt =
            Unmet([.. Content.Where(word => !index.IsMet(word))])
            + Loose(first, a.Value, b.Value)
            + Loose(second, b.Value, a.Value);
        var shared = index.ConceptsOf(a.Value) & index.ConceptsOf(b.Value);
        string one = table.Signals[a.Value].Unit,
            other = table.Signals[b.Value].Unit;
        if (shared == 0 || UnitScale.Clash(one, other))
            doubt += 0.2;
        return (new Subject([a.Value], doubt), new Subject([b.Value], doubt));
    }

    /// <summary>The words of a part of the question.</summary>
    public List<string> Of(string part) => [.. Words.Split(part).Where(Content.Contains).Distinct()];

    /// <summary>Whether a word names a quantity or a numbered thing that no signal is.</summary>
    public bool IsLacking(string word)
    {
        // "Target 106: how far off is it?", "in which direction is it moving?": frames of a question, no things.
        if (
            word is "level" or "charge" or "full" or "left" or "used"
            && Content.Any(one => one != word && index.IsMet(one))
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
        if (concepts != 0 && Content.Any(one => one != word && IsBare(one)))
            return false;
        return concepts != 0
            && (concepts & Unsaid) == 0
            && (
                (concepts & Medium) == 0
                || !Content.Any(one => one != word && (index.Concepts(one) & ~(Unsaid | Medium)) != 0)
            );
    }

    // Whether a word names one number that does not say what it measures.
    private bool IsBare(string word)
    {
        if (Lexicon.Things.Contains(word) || index.HasConcept(word))
            return false;
        int[] rows = [.. Enumerable.Range(0, table.Signals.Count).Where(i => index.Match(word, i) > 0.95)];
        return rows.Length == 1 && table.Signals[rows[0]].Value.IsNumber && index.ConceptsOf(rows[0]) == 0;
    }

    private bool IsNumbered(string word) =>
        char.IsDigit(word[0])
        || question.Tokens.IndexOf(word) is >= 0 and var at
            && at + 1 < question.Tokens.Count
            && char.IsDigit(question.Tokens[at + 1][0])
            && !index.HasConcept(word);

    private UInt128 Hint()
    {
        UInt128 hint = 0;
        foreach (var unit in question.Units)
            hint |= ConceptIndex.OfUnit(unit) | ConceptIndex.Spelled(unit);
        return hint;
    }

    private double Unmet(List<string> unmet) =>
        unmet.Sum(word =>
            Lexicon.Things.Contains(word) ? Context
            : _kinds.Contains(word) && !index.HasConcept(word) && Content.Any(one => one != word && index.IsMet(one))
                ? 0.05
            : index.HasConcept(word) ? 0.06
            : UnknownWord
        );

    // Words that other signals meet and this one does not.
    private double Conflicts(IReadOnlyList<string> content, int chosen)
    {
        double doubt = 0;
        foreach (var word in content)
            if (index.Match(word, chosen) <= SignalIndex.Met && index.IsMet(word))
                doubt +=
                    Lexicon.Things.Contains(word) ? 0.08
                    : char.IsDigit(word[0]) ? 0.4
                    : Conflict;
        return doubt;
    }

    private double Loose(List<string> half, int own, int other) =>
        half.Count(word =>
            index.Match(word, own) <= SignalIndex.Met
            && index.Match(word, other) <= SignalIndex.Met
            && index.IsMet(word)
        ) * Conflict;

    // The words of this half name it; a tie is decided by those of the other, and by the quantity that both share.
    private int? Half(List<string> own, List<string> other, IReadOnlyList<int> taken)
    {
        var all = own.Count > 0 ? own : other;
        List<(int Index, double Score)> ranked =
        [
            .. index
                .Rank(all, one => one.Points.Any(point => point.Value.IsNumber), out var unmet)
                .Where(one => !taken.Contains(one.Index)),
        ];
        if (ranked.Count == 0 || ranked[0].Score <= 0 || unmet.Count(word => !Lexicon.Things.Contains(word)) > 1)
            return null;
        var close = ranked
            .Where(one => one.Score >= ranked[0].Score * 0.97)
            .Select(one =>
                (
                    one.Index,
                    Score: other.Sum(word =>
                        SignalIndex.IsDerived(word) ? -index.Match(word, one.Index) : index.Match(word, one.Index)
                    ) + (taken.Count > 0 && (index.ConceptsOf(taken[0]) & index.ConceptsOf(one.Index)) != 0 ? 0.5 : 0),
                    Spare: index.Spare(one.Index, own)
                )
            )
            .OrderByDescending(one => one.Score)
            .ThenBy(one => one.Spare)
            .ToList();
        return close.Count > 1 && close[0].Score == close[1].Score && close[0].Spare == close[1].Spare
            ? null
            : close[0].Index;
    }
}
