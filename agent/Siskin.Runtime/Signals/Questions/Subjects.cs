using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds what a question is about. Every word of it counts: what is not understood is doubt.</summary>
internal sealed class Subjects
{
    /// <summary>What a word costs that other signals meet and the chosen one does not.</summary>
    public const double Conflict = 0.25;

    private const double UnknownWord = 0.13;
    private const double Context = 0.02;
    private const double Unsaid = 0.2;

    // Below this score nothing is named.
    private const double Weak = 0.25;

    private readonly QuestionText _question;
    private readonly SignalTable _table;
    private readonly NameWords _names;
    private readonly SignalIndex _index;
    private readonly Lacking _lacking;

    // "Which tyre", "how many ports", "the hottest tank": what the things that are asked about are called together.
    private readonly HashSet<string> _kinds;

    public Subjects(QuestionText question, SignalTable table, NameWords names, SignalIndex index)
    {
        (_question, _table, _names, _index) = (question, table, names, index);
        Content =
        [
            .. question.Content.Where(word =>
                !Lexicon.Directions.ContainsKey(word) || ConceptIndex.OfQuestion(word) != 0 || names.Has(word)
            ),
        ];
        _lacking = new Lacking(question, table, index, Content);
        _kinds = [.. Kinds(question)];
    }

    /// <summary>The words with content.</summary>
    public IReadOnlyList<string> Content { get; }

    /// <summary>What the things that are asked about are called together.</summary>
    public static IEnumerable<string> Kinds(QuestionText question)
    {
        var tokens = question.Tokens;
        for (var i = 0; i + 1 < tokens.Count; i++)
        {
            if (
                !(
                    tokens[i] is "which" or "many" or "any" or "all" or "every" or "each" or "no" or "other" or "whose"
                    || tokens[i] is "two" or "three" or "four" or "five" or "six" or "eight"
                    || tokens[i] is "of" && i > 0 && tokens[i - 1] is "number" or "count"
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
        var ranked = _index.Rank(content, fits, out var unmet, _question, Hint(), without);
        unmet.RemoveAll(without.Contains);
        if (_question.IsSpelledOut)
            unmet.Clear();
        if (ranked.Count == 0)
            return Subject.None with { IsLacking = unmet.Any(_lacking.Is) };
        double best = ranked[0].Score,
            doubt = Unmet(unmet);
        if (unmet.Any(word => _lacking.Is(word) || _lacking.IsNumbered(word)) && !_index.IsPlain)
        {
            if (!MayBe(ranked, unmet))
                return new Subject([ranked[0].Index], doubt, true);
            doubt += Unsaid;
        }

        // "The outside temperature" of a boiler.
        if (best > Weak && unmet.Any(IsSide) && _index.Spare(ranked[0].Index, content) > 0)
            return new Subject([ranked[0].Index], doubt, true);
        // "The garage temperature" where several others have one, but no garage; "the kitchen temperature" where the
        // kitchen has another quantity.
        if (
            best > Weak
            && (
                unmet.Any(IsPlace)
                    && AreApart([.. ranked.Where(one => one.Score >= best * 0.96).Select(one => one.Index)])
                || _lacking.IsElsewhere(content, fits)
            )
        )
            return new Subject([ranked[0].Index], doubt, true);
        // "More than 40000 hours": the one signal that is measured so.
        if (best <= Weak && Hint() is var measured && measured != 0)
        {
            int[] fitting =
            [
                .. ranked.Where(one => (_index.ConceptsOf(one.Index) & measured) != 0).Select(one => one.Index),
            ];
            if (fitting.Length == 1)
                return new Subject(fitting, doubt + 0.1);
        }

        if (best <= Weak)
            return _table.Signals.Count == 1 || ranked.Count == 1 && content.Length == 0
                ? new Subject(
                    [ranked[0].Index],
                    doubt / (_index.IsPlain ? 2 : 1) + (_table.Signals.Count == 1 ? 0 : 0.1)
                )
                : Subject.None;
        List<int> close =
        [
            .. ranked
                .Where(one => one.Score >= best * 0.98)
                .Select(one => one.Index)
                .OrderBy(i => _index.Spare(i, content)),
        ];
        var chosen = close[0];
        var spare = _index.Spare(chosen, content);
        int[] others = [.. close.Skip(1).Where(i => _index.Spare(i, content) == spare)];
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
        var content = Restricting(Asked(without), fits);
        var hint = Hint();
        // "The power of all the gpus": what all are called says less than what is measured.
        string[] light = content.Any(word => !_kinds.Contains(word) && _index.HasConcept(word) && _index.IsMet(word))
            ? [.. without, .. _kinds]
            : [.. without];
        var ranked = _index.Rank(content, fits, out var unmet, _question, hint, light);
        unmet.RemoveAll(without.Contains);
        // "Above 22 degrees" is about temperatures.
        if (hint != 0 && ranked.Any(one => (_index.ConceptsOf(one.Index) & hint) != 0))
            ranked.RemoveAll(one => (_index.ConceptsOf(one.Index) & hint) == 0);
        if (ranked.Count == 0)
            return Subject.None with { IsLacking = unmet.Any(_lacking.Is) };
        double best = ranked[0].Score,
            doubt = Unmet(unmet);
        if (unmet.Any(word => _lacking.Is(word) || _lacking.IsNumbered(word)) && !_index.IsPlain)
        {
            if (!MayBe(ranked, unmet))
                return new Subject([ranked[0].Index], doubt, true);
            doubt += Unsaid;
        }

        var chosen = Class(ranked, content, ref doubt);
        doubt += chosen.Min(i => Conflicts(content, i));
        // Without a word of the class, rows of several units cannot be compared.
        if (best <= Weak && chosen.Length > 1 && unmet.Any(IsPlace))
            return Subject.None;
        string[] units =
        [
            .. chosen
                .Select(i =>
                    UnitScale.Known(_table.Signals[i].Unit) is { Length: > 0 } known
                        ? known
                        : _table.Signals[i].Unit.ToLowerInvariant()
                )
                .Distinct(),
        ];
        if (best <= Weak && units.Length > 1)
            doubt += 0.4;
        else if (units.Any(one => units.Any(other => UnitScale.Clash(one, other))))
            doubt += 0.15;
        else if (best <= Weak && unmet.Any(word => !Lexicon.Things.Contains(word)) && chosen.Length > 1)
            doubt += 0.15;
        else if (best > Weak && chosen.Length == 1 && _table.Signals.Count > 1)
            doubt += 0.1;
        return new Subject(chosen, doubt);
    }

    // A quantity that no name says, where what is named says none either: "the valve position" of hall/valve.
    private bool MayBe(List<(int Index, double Score)> ranked, List<string> unmet) =>
        ranked[0].Score > Weak
        && !unmet.Any(_lacking.IsNumbered)
        && _table.Signals[ranked[0].Index].Value.IsNumber
        && ranked.TakeWhile(one => one.Score > ranked[0].Score * 0.97).All(one => !_lacking.IsNamed(one.Index));

    // "How many mounts are over 80 %": what the things are called together sets none of them apart by likeness alone.
    private string[] Restricting(string[] content, Func<Signal, bool> fits) =>
        [
            .. content.Where(word =>
                !_kinds.Contains(word)
                || !_index.IsMet(word)
                || content.Length == 1 && Hint() == 0 && !IsOneName(fits)
                || _names.Likeness(word).Any(likeness => likeness > 0.96)
                || Enumerable.Range(0, _table.Signals.Count).All(i => _index.Match(word, i) > SignalIndex.Met)
                || _index.HasConcept(word) && !IsThing(word)
            ),
        ];

    // Whether all that fit are called the same: of every interface the same state.
    private bool IsOneName(Func<Signal, bool> fits) =>
        _table.Signals.Where(fits).Select(one => SignalIndex.Leaf(one.Path)).Distinct().Count() == 1;

    // Whether a concept is one of things and not of a quantity.
    private bool IsThing(string word) => (_index.Concepts(word) & ~Thinglike) == 0;

    private static readonly UInt128 Thinglike = ConceptIndex.Bits(
        "disk",
        "network",
        "fan",
        "valve",
        "door",
        "window",
        "relay",
        "battery",
        "cell",
        "tyre",
        "compressor",
        "vehicle",
        "processor",
        "memory",
        "queue",
        "bed",
        "nozzle",
        "spindle"
    );

    // What the question names; a word that says what is asked counts where a name has it.
    private string[] Asked(IReadOnlyList<string> without)
    {
        string[] asked =
        [
            .. Content
                .Union(without.Where(word => _question.Tokens.Contains(word) && !Lexicon.Stop.Contains(word)))
                .Where(word =>
                    !without.Contains(word)
                    || _names
                        .Likeness(word)
                        .Take(_names.PathWords)
                        .Any(likeness =>
                            likeness > SignalIndex.Met
                            && !(Lexicon.Directions.ContainsKey(word) && likeness is > 0.7 and < 0.9)
                        )
                    || States.IsMoving(word) && _index.HasConcept(word)
                ),
        ];
        // "Is it freezing?": what is asked says what is measured, where nothing else does.
        return asked.Any(word => _index.IsMet(word))
            ? asked
            :
            [
                .. asked,
                .. _question.Tokens.Where(word =>
                    without.Contains(word) && ConceptIndex.Spelled(word) != 0 && _index.IsMet(word)
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
                !Lexicon.Things.Contains(word) && _index.Match(word, ranked[0].Index) > SignalIndex.Met
            ),
        ];
        int[] all = [.. ranked.Where(one => one.Score >= best * 0.78).Select(one => one.Index).Order()];
        int[] chosen =
        [
            .. ranked
                .Where(one =>
                    one.Score > 0 && met.All(word => _index.Match(word, one.Index) > Needed(word, ranked[0].Index))
                )
                .Select(one => one.Index)
                .Order(),
        ];
        if (chosen.Length < 2 && !met.Any(word => Needed(word, ranked[0].Index) > SignalIndex.Met))
            chosen = all;
        chosen = OfKind(chosen, met);
        // "Which core": those that are called so themselves, where several are.
        foreach (var kind in _kinds)
            if (chosen.Count(i => _index.IsCalled(kind, i)) is > 1 and var called && called < chosen.Length)
                chosen = [.. chosen.Where(i => _index.IsCalled(kind, i))];
        // "Volume" of rows that have a "volume TC" as well.
        int[] bare = [.. chosen.Where(i => _index.Spare(i, content) == 0)];
        if (
            bare.Length > 1
            && bare.Length < chosen.Length
            && chosen.All(i => Parent(i).Length > 0 && bare.Any(j => Parent(j) == Parent(i)))
        )
            chosen = bare;
        int[] own = [.. chosen.Where(i => !_index.IsDerived(i, _question.Tokens))];
        if (own.Length > 1 && own.Length < chosen.Length)
            chosen = own;
        // Words and booleans are states; a bare number among them is something else.
        if (
            best <= Weak
            && chosen.Any(i => _table.Signals[i].Value.Kind is SignalKind.Text or SignalKind.Boolean)
            && chosen.All(i => States.IsState(_table.Signals[i]) || _table.Signals[i].Value.Kind == SignalKind.Missing)
        )
            chosen = [.. chosen.Where(i => !_table.Signals[i].Value.IsNumber)];
        return chosen;
    }

    // Several that belong to several things; values of one thing are not told apart by a place.
    private bool AreApart(int[] rows) =>
        rows.Length > 1 && (Parent(rows[0]).Length == 0 || rows.Any(i => Parent(i) != Parent(rows[0])));

    private string Parent(int i) => Paths.Parent(_table.Signals[i].Path);

    // "All circuits, in watts": where some are called watts, power/oven/volts is none of them.
    private int[] OfKind(int[] chosen, string[] met)
    {
        foreach (var word in met)
        {
            var asked = _index.Concepts(word);
            int[] own = [.. chosen.Where(i => (_index.OwnConcepts(i) & asked) != 0)];
            if (own.Length > 0)
                chosen =
                [
                    .. chosen.Where(i =>
                        _index.OwnConcepts(i) is var one && ((one & ~Stated) == 0 || (one & asked) != 0)
                    ),
                ];
        }

        return chosen;
    }

    // A state says nothing of what it is a state of.
    private static readonly UInt128 Stated = ConceptIndex.Bits("state", "fault", "relay", "active");

    // "Available" is not "free" where a name says so.
    private double Needed(string word, int best) =>
        _index.Match(word, best) > 0.95 && Lacking.IsUnsaid(_index.Concepts(word)) ? 0.93 : SignalIndex.Met;

    private static bool IsSide(string word) =>
        (ConceptIndex.Spelled(word) & ConceptIndex.Bits("outdoor", "indoor")) != 0;

    private bool IsPlace(string word) =>
        !Lexicon.Things.Contains(word) && !_kinds.Contains(word) && !_index.HasConcept(word) && word.Length > 2;

    /// <summary>The words of a part of the _question.</summary>
    public List<string> Of(string part) => [.. Words.Split(part).Where(Content.Contains).Distinct()];

    private UInt128 Hint()
    {
        UInt128 hint = 0;
        foreach (var unit in _question.Units)
            hint |= ConceptIndex.OfUnit(unit) | ConceptIndex.Spelled(unit);
        if (_question.Has("percentage|percent"))
            hint |= ConceptIndex.OfUnit("%");
        return hint;
    }

    /// <summary>What words cost that no signal meets.</summary>
    public double Unmet(List<string> unmet) =>
        unmet.Sum(word =>
            Lexicon.Things.Contains(word) ? Context
            : _kinds.Contains(word) && !_index.HasConcept(word) && Content.Any(one => one != word && _index.IsMet(one))
                ? 0.05
            : _index.HasConcept(word) ? 0.1
            : UnknownWord
        );

    // Words that other signals meet and this one does not.
    private double Conflicts(IReadOnlyList<string> content, int chosen)
    {
        double doubt = 0;
        foreach (var word in content)
            if (_index.Match(word, chosen) <= SignalIndex.Met && _index.IsMet(word))
                doubt +=
                    Lexicon.Things.Contains(word) ? 0.08
                    : char.IsDigit(word[0]) ? 0.4
                    : Conflict;
        return doubt;
    }
}
