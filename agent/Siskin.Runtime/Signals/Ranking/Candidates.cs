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
    private static readonly QueryOperation[] OfGroup =
    [
        Highest,
        Lowest,
        Sum,
        Average,
        Count,
        Missing,
        CountMissing,
        Stuck,
        Difference,
        BeyondLimits,
        WithinLimits,
    ];
    private static readonly QueryOperation[] OfGroupAndNumber =
    [
        AnyAbove,
        AnyBelow,
        CountAbove,
        CountBelow,
        AllAbove,
        AllBelow,
    ];
    private static readonly QueryOperation[] OfGroupAndState = [AnyIs, AllAre, WhichAre, CountAre];
    private static readonly QueryOperation[] OfLog =
    [
        Events,
        CountErrors,
        CountWarnings,
        CountEvents,
        FirstEvent,
        LastEvent,
        AnyErrors,
        AnyWarnings,
        ActiveEvents,
        CountActive,
    ];
    private static readonly QueryOperation[] OfLines =
    [
        AnyAbout,
        EventAbout,
        FirstAbout,
        WhenEvent,
        WhenLastEvent,
        CountAbout,
        EventDuration,
        EventIsActive,
    ];

    private readonly Asked _asked;
    private readonly RowGroups _groups;
    private readonly List<Candidate> _all = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly Dictionary<int[], string[]> _paths = [];
    private readonly string[] _states;

    private Candidates(Asked asked, RowGroups groups)
    {
        (_asked, _groups) = (asked, groups);
        _states = [.. asked.Text.Tokens.Where(IsState).Distinct().Take(MaxStates)];
    }

    /// <summary>The candidates; the first says that the text cannot answer.</summary>
    public static List<Candidate> Of(Asked asked, RowGroups groups)
    {
        var all = new Candidates(asked, groups);
        all._all.Add(new Candidate(new Query(Unknown), "unknown", [], RowOrigin.None));
        all.Rows();
        all.Pairs();
        all.Groups();
        all.Lines();
        return all._all;
    }

    // "Running" is said of a number of revolutions as well.
    private bool MayBe(int[] rows, string state) =>
        States.IsMoving(state) || Array.Exists(rows, i => States.IsState(_asked.Table.Signals[i]));

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
            foreach (var time in _asked.Text.Times)
                Add(At, rows, RowOrigin.One, time: time);
            Against(row, rows);
            foreach (var state in _states.Where(state => MayBe(rows, state)))
            foreach (var operation in OfState)
                Add(operation, rows, RowOrigin.One, words: state);
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
                Add(operation, rows, RowOrigin.One, numbers);
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
        int[] best = [.. _groups.Best.Where(i => _asked.Table.Signals[i].Value.IsNumber).Take(MaxPaired)];
        foreach (var i in best)
        foreach (var j in best)
            if (i != j)
                Pair([i, j]);
    }

    private void Pair(int[] rows)
    {
        foreach (var operation in AgainstRow)
            if (rows[0] < rows[1] || operation is not (Sum or Average or Highest or Lowest or Distance or Equal))
                Add(operation, rows, RowOrigin.Pair);
    }

    private void Groups()
    {
        foreach ((var origin, var rows) in _groups.All)
        {
            foreach (var operation in OfGroup)
                Add(operation, rows, origin);
            if (_asked.Text.Numbers.Count == 1)
            {
                double doubt = 0;
                var numbers = _asked.NumbersFor(_asked.Table.Signals[rows[0]], ref doubt);
                foreach (var operation in OfGroupAndNumber)
                    Add(operation, rows, origin, numbers);
            }

            foreach (var state in _states.Where(state => MayBe(rows, state)))
            foreach (var operation in OfGroupAndState)
                Add(operation, rows, origin, words: state);
        }
    }

    private void Lines()
    {
        if (_asked.Table.Events.Count == 0)
            return;
        foreach (var operation in OfLog)
            Add(operation, [], RowOrigin.None);
        string[] met =
        [
            .. _asked
                .Text.Content.Where(word => _asked.Table.Events.Any(one => EventAnswers.Has(one, word)))
                .Take(MaxStates),
        ];
        var words = new List<string>(met);
        if (met.Length > 1)
            words.Add(string.Join(' ', met));
        if (met.Length > 2)
            words.AddRange([$"{met[0]} {met[1]}", $"{met[1]} {met[2]}"]);
        foreach (var about in words)
        foreach (var operation in OfLines)
            Add(operation, [], RowOrigin.None, words: about);
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
        var query = new Query(operation, Paths(rows))
        {
            Numbers = numbers ?? [],
            Words = words,
            Time = time,
        };
        var answer = QueryEvaluator.Evaluate(query, _asked.Table).Text;
        if (answer.Length > 0 && answer != "unknown" && _seen.Add(KeyOf(operation, rows, words, time)))
            _all.Add(new Candidate(query, answer, rows, origin));
    }

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
