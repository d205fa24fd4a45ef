using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;
using static Siskin.Runtime.Signals.Queries.QueryOperation;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// All queries that a question may mean: every operation that its numbers, times and words allow, over the rows that it
/// may be about. None that the table cannot answer but the one that says so.
/// </summary>
internal sealed class Candidates
{
    private const int MaxPaired = 5;
    private const int MaxStates = 4;

    // What one number of another is, in percent.
    private const string Shared = "percent|percentage|%|full|share|fraction|proportion|portion";

    private static readonly QueryOperation[] OfSeries =
    [
        Last,
        First,
        Highest,
        Lowest,
        Average,
        Sum,
        Trend,
        Rate,
        Difference,
        Spread,
        WhenHighest,
        WhenLowest,
        WhenLast,
        Duration,
        Count,
        Stuck,
        CountMissing,
        WhenMissing,
    ];

    private static readonly QueryOperation[] OfWindow =
    [
        Highest,
        Lowest,
        Average,
        Sum,
        Difference,
        Distance,
        Trend,
        Count,
        Last,
        First,
    ];

    private static readonly QueryOperation[] OfValue = [Value, WhenLast, UnitOf, Headroom, Missing];
    private static readonly QueryOperation[] OfSeriesAndNumber =
    [
        CountAbove,
        CountBelow,
        SinceAbove,
        SinceBelow,
        DurationAbove,
        DurationBelow,
    ];
    private static readonly QueryOperation[] AgainstTwo = [Between, Outside, Within];
    private static readonly QueryOperation[] AgainstNumber = [Above, Below, AtMost, AtLeast, Equal, NotEqual];
    private static readonly QueryOperation[] AgainstRow =
    [
        Above,
        Below,
        Equal,
        Difference,
        Distance,
        Ratio,
        Sum,
        Average,
        Highest,
        Lowest,
    ];
    private static readonly QueryOperation[] OfState = [Is, IsNot, WhenIs, WhenLastIs, Since, DurationIs, CountIs];
    private static readonly QueryOperation[] OfGroup = [Count, Missing, CountMissing];
    private static readonly QueryOperation[] OfAlike = [Highest, Lowest, Sum, Average, Difference];
    private static readonly QueryOperation[] OfMoving = [RoseMost, FellMost, ChangedMost];
    private static readonly string[] Ways = ["rising", "falling", "moving"];
    private static readonly QueryOperation[] OfLimits = [BeyondLimits, WithinLimits];
    private static readonly QueryOperation[] OfGroupAndNumber =
    [
        AnyAbove,
        AnyBelow,
        CountAbove,
        CountBelow,
        AllAbove,
        AllBelow,
    ];
    private static readonly QueryOperation[] OfGroupAndComparison = [AnyThat, AllThat, CountThat];
    private static readonly string[] AsWords = ["at_least", "at_most", "equal", "not_equal"];
    private static readonly string[] AsWordsOfTwo = ["between", "outside"];
    private static readonly QueryOperation[] OfGroupAndState = [AnyIs, AllAre, WhichAre, CountAre];
    private static readonly decimal[] Zero = [0];
    private readonly Asked _asked;
    private readonly RowGroups _groups;
    private readonly bool _isYesOrNo;
    private readonly bool _isWhetherAny;
    private readonly bool _isNegated;
    private readonly List<Candidate> _all = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<int[], string[]> _paths = [];
    private readonly string[] _states;
    private readonly string[] _windows;

    private Candidates(Asked asked, RowGroups groups)
    {
        (_asked, _groups) = (asked, groups);
        // "SD card ready?", "Any packet loss?"
        _isYesOrNo =
            asked.IsPolar || asked.Text.IsQuestion && !asked.Text.Has("what|which|how|when|where|who|whose|why|or");
        _isNegated = Comparison.IsNegated(asked.Text);
        _isWhetherAny =
            asked.Text.Numbers.Count == 0
            && asked.Text.Has("any|is there|are there|was there|were there|has there|have there|been any|got any");
        _states = [.. asked.Text.Tokens.Where((word, i) => IsState(word) && !IsAdverb(i)).Distinct().Take(MaxStates)];
        _windows = asked.Text.Times switch
        {
            [var one] => [$"{one}..", $"..{one}"],
            [var from, var to] => [$"{from}..{to}"],
            _ => [],
        };
    }

    /// <summary>The candidates; the first says that the text cannot answer.</summary>
    public static List<Candidate> Of(Asked asked, RowGroups groups)
    {
        var all = new Candidates(asked, groups);
        all._all.Add(new Candidate(new Query(Unknown), "unknown", [], RowOrigin.None));
        all.Rows();
        all.Pairs();
        all.Groups();
        foreach (var query in new LineCandidates(asked, all._windows).All())
            all.Add(query, [], RowOrigin.None);
        foreach ((var query, var rows, var origin) in new RecordCandidates(asked, groups, all._states).All())
            all.Add(query, rows, origin);
        return all._all;
    }

    // "Running" is said of a number of revolutions as well.
    private bool MayBe(int[] rows, string state) =>
        States.IsMoving(state) || Array.Exists(rows, i => States.IsState(_asked.Table.Signals[i]));

    // "Is it still charging?", "How high up is it?"
    private bool IsAdverb(int i) =>
        StateSigns.IsYet(_asked.Text.Tokens, i)
        || i > 0 && _asked.Text.Tokens[i] is "up" && _asked.Text.Tokens[i - 1] is "high" or "pick" or "picked";

    private bool IsState(string word) =>
        States.IsWord(word)
        || word.Length > 2
            && _asked.Table.Signals.Any(one =>
                one.Value.Kind == SignalKind.Text
                && one.Value.Text.Length < 60
                && one.Value.Text.Contains(word, StringComparison.OrdinalIgnoreCase)
            );

    private void Rows()
    {
        foreach (var i in _groups.Best)
        {
            int[] rows = [i];
            var row = _asked.Table.Signals[i];
            foreach (var operation in row.IsSeries ? OfSeries : OfValue)
                Add(operation, rows, RowOrigin.One);
            if (row.IsSeries && _asked.IsPolar)
                foreach (var window in _windows.Prepend(""))
                foreach (var way in Ways)
                    Add(Trend, rows, RowOrigin.One, words: way, time: window);
            foreach (var time in _asked.Text.Times)
                Add(At, rows, RowOrigin.One, time: time);
            if (row.IsSeries)
                foreach (var window in _windows)
                foreach (var operation in OfWindow)
                    Add(operation, rows, RowOrigin.One, time: window);
            Against(row, rows);
            foreach (var state in _states.Where(state => MayBe(rows, state)))
            foreach (var operation in OfState)
                Add(operation, rows, RowOrigin.One, words: state);
            if (_isYesOrNo && row.Value.Kind == SignalKind.Boolean)
                Add(Is, rows, RowOrigin.One, words: "true");
            if (_isWhetherAny && row.Value.IsNumber)
                Add(Above, rows, RowOrigin.One, Zero);
        }
    }

    private void Against(Signal row, int[] rows)
    {
        if (_asked.Text.Numbers.Count == 0)
            return;
        double doubt = 0;
        var numbers = _asked.NumbersFor(row, ref doubt);
        if (numbers.Length == 1)
        {
            foreach (var operation in AgainstNumber)
            {
                Add(operation, rows, RowOrigin.One, numbers);
                if (row.IsSeries && _asked.Text.Times.Count == 1)
                    Add(
                        operation,
                        rows,
                        RowOrigin.One,
                        numbers,
                        time: $"{_asked.Text.Times[0]}..{_asked.Text.Times[0]}"
                    );
            }

            Add(Distance, rows, RowOrigin.One, numbers);
            if (row.IsSeries)
                foreach (var operation in OfSeriesAndNumber)
                    Add(operation, rows, RowOrigin.One, numbers);
        }
        else if (numbers.Length == 2)
        {
            foreach (var operation in AgainstTwo)
                Add(operation, rows, RowOrigin.One, numbers);
        }
    }

    private void Pairs()
    {
        if (_asked.Text.Has(LineCandidates.Spanned))
            Spans();
        int[] best = [.. _groups.Best.Where(i => _asked.Table.Signals[i].Value.IsNumber).Take(MaxPaired)];
        foreach (var i in best)
        foreach (var j in best)
            if (i != j)
                Pair([i, j]);
    }

    // From one printed time to another.
    private void Spans()
    {
        int[] stamps =
        [
            .. _groups
                .Best.Concat(Enumerable.Range(0, _asked.Table.Signals.Count))
                .Where(i =>
                    _asked.Table.Signals[i] is { IsSeries: false, Value.Kind: SignalKind.Text } one
                    && SpanQuestions.IsTime(one.Value.Text)
                )
                .Distinct()
                .Take(MaxPaired),
        ];
        for (var i = 0; i < stamps.Length; i++)
        for (var j = i + 1; j < stamps.Length; j++)
            Add(TimeBetween, [stamps[i], stamps[j]], RowOrigin.Pair);
    }

    private void Pair(int[] rows)
    {
        foreach (var operation in AgainstRow)
            if (rows[0] < rows[1] || operation is not (Sum or Average or Highest or Lowest or Distance or Equal))
                Add(operation, rows, RowOrigin.Pair);
        if (_asked.Text.Has(Shared))
            Add(new Query(Ratio, Paths(rows)) { Unit = "%" }, rows, RowOrigin.Pair);
    }

    private void Groups()
    {
        foreach ((var origin, var rows) in _groups.All)
        {
            foreach (var operation in OfGroup)
                Add(operation, rows, origin);
            if (Array.Exists(rows, i => _asked.Table.Signals[i].IsSeries))
                Add(Stuck, rows, origin);
            if (Array.Exists(rows, i => _asked.Table.Signals[i] is { High: not null } or { Low: not null }))
                foreach (var operation in OfLimits)
                    Add(operation, rows, origin);
            if (AreAlike(rows))
                Numbers(rows, origin);
            foreach (var state in _states)
                if (
                    StateGroups.Printing(rows, state, _asked.Table) is var said
                    && said.Count(i => States.Is(_asked.Table.Signals[i], state) is not null) * 2 >= said.Length
                )
                    foreach (var operation in OfGroupAndState)
                        Add(operation, said, origin, words: state);
            // "How many satellites are used?": a flag's own name says what it is true of.
            if (
                _states.Length == 0
                && (_asked.IsCount || _asked.IsWhich || _asked.IsEvery)
                && StateGroups.AreFlags(rows, _asked.Table)
            )
                foreach (var operation in OfGroupAndState)
                    Add(operation, rows, origin, words: _isNegated ? "false" : "true");
        }
    }

    private void Numbers(int[] rows, RowOrigin origin)
    {
        foreach (var operation in OfAlike)
            Add(operation, rows, origin);
        if (rows.Count(i => _asked.Table.Signals[i].IsSeries) > 1)
            foreach (var operation in OfMoving)
                Add(operation, rows, origin);
        if (_isWhetherAny)
            Add(AnyAbove, rows, origin, Zero);
        if (_asked.Text.Numbers.Count is not (1 or 2))
            return;
        double doubt = 0;
        var numbers = _asked.NumbersFor(_asked.Table.Signals[rows[0]], ref doubt);
        if (numbers.Length == 1)
            foreach (var operation in OfGroupAndNumber)
                Add(operation, rows, origin, numbers);
        foreach (var comparison in numbers.Length == 1 ? AsWords : AsWordsOfTwo)
        foreach (var operation in OfGroupAndComparison)
            Add(operation, rows, origin, numbers, comparison);
    }

    // Only what is measured alike can be compared or added.
    private bool AreAlike(int[] rows)
    {
        int[] numbers = [.. rows.Where(i => _asked.Table.Signals[i].Value.IsNumber)];
        if (numbers.Length == 0)
            return false;
        var unit = _asked.Index.UnitOf(numbers[0]);
        var leaf = SignalIndex.Leaf(_asked.Table.Signals[numbers[0]].Path);
        return Array.TrueForAll(
            numbers,
            i =>
                SignalIndex.Leaf(_asked.Table.Signals[i].Path) == leaf
                || _asked.Index.UnitOf(i) is var other
                    && (other.Length > 0) == (unit.Length > 0)
                    && (
                        other == unit
                        || UnitScale.Differ(other, unit)
                        || UnitScale.Known(other) == UnitScale.Known(unit) && UnitScale.Known(unit).Length > 0
                    )
        );
    }

    private void Add(
        QueryOperation operation,
        int[] rows,
        RowOrigin origin,
        decimal[]? numbers = null,
        string words = "",
        string time = ""
    )
    {
        if (_seen.Add(KeyOf(operation, rows, words, time)))
            Add(
                new Query(operation, Paths(rows))
                {
                    Numbers = numbers ?? [],
                    Words = words,
                    Time = time,
                    Unit = rows.Length == 1 && operation is Value or Last ? UnitFor(rows[0]) : "",
                },
                rows,
                origin
            );
    }

    private void Add(Query query, int[] rows, RowOrigin origin)
    {
        var answer = QueryEvaluator.Evaluate(query, _asked.Table).Text;
        if (answer.Length > 0 && answer != "unknown")
            _all.Add(new Candidate(query, answer, rows, origin));
    }

    // "How long has it been up?" of "uptime_s": a span of time is answered with its unit.
    private string UnitOfTime(int i) =>
        _asked.Text.Has("how long|how much time|how old") && _asked.Table.Signals[i].Unit.Length == 0
            ? NamedUnit.OfTime(_asked.Table.Signals[i].Path)
            : "";

    // "Uptime in days?"
    private string UnitFor(int i) =>
        _asked.WantedUnit is { Length: > 0 } unit && UnitScale.Differ(NamedUnit.Of(_asked.Table.Signals[i]), unit)
            ? unit
            : UnitOfTime(i);

    // The same for all operations on the same rows.
    private string[] Paths(int[] rows) =>
        _paths.TryGetValue(rows, out var paths)
            ? paths
            : _paths[rows] = [.. rows.Select(i => _asked.Table.Signals[i].Path)];

    private static ulong KeyOf(QueryOperation operation, int[] rows, string words, string time)
    {
        var key = ((ulong)FeatureHash.Of(words, time) << 32 | (uint)operation) * 0x9E3779B97F4A7C15;
        foreach (var i in rows)
            key = (key ^ (uint)i) * 0x9E3779B97F4A7C15 + (key >> 29);
        return key;
    }
}
