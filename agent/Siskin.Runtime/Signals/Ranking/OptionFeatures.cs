using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What speaks for an option, in numbers: the question, how likely the ranking finds the answer and each part of its
/// query, how near it is to what the rules read, and how well its rows are named. Kinds of a thing count by their
/// place; trees ask of limits between them.
/// </summary>
internal sealed class OptionFeatures
{
    // What is added to a probability before its logarithm: less than that makes no difference.
    private const double Little = 1e-5;

    // What an option has that no candidate gives.
    private const float Lowest = -30;

    private static readonly string[] Kinds =
    [
        "unknown",
        "missing",
        "none",
        "trend",
        "polar",
        "polar list",
        "time",
        "number",
        "number and unit",
        "number and words",
        "list",
        "words and number",
        "words",
    ];

    private static readonly string[] OfQuestion =
    [
        "answers",
        "candidates",
        "entropy",
        "first",
        "second",
        "unknown",
        "signals",
        "words",
        "unmet",
        "meanings",
        "meanings-met",
        "tokens",
        "polar",
        "which",
        "count",
        "question",
        "best-row",
        "nearest",
        "series",
        "weak",
        "rules-kind",
        "rules-operation",
        "rules-probability",
    ];
    private static readonly string[] OfAnswer =
    [
        "probability",
        "under-first",
        "rank",
        "of-query",
        "of-query-share",
        "queries",
        "kind",
        "same-kind",
        "kind-probability",
        "length",
    ];
    private static readonly string[] OfQuery =
    [
        "operation",
        "operation-probability",
        "rows-probability",
        "row-least",
        "row-most",
        "rules",
        "over-rules",
        "rules-rows",
    ];
    private static readonly string[] OfCandidate = ["origin", "score", "under-best"];

    private readonly RankedQuestion _ranked;
    private readonly QuestionReading _reading;
    private readonly string _answer;
    private readonly Dictionary<string, int> _kinds;
    private readonly ProbabilityShares _shares;
    private readonly OptionRows _rows;
    private readonly double _first;
    private readonly double _ofRules;
    private readonly double _best;
    private readonly float[] _question;

    /// <param name="ranked">The question.</param>
    /// <param name="reading">What the rules read.</param>
    /// <param name="answer">What it answers.</param>
    /// <param name="kinds">How many options there are of each kind of answer.</param>
    public OptionFeatures(RankedQuestion ranked, QuestionReading reading, string answer, Dictionary<string, int> kinds)
    {
        (_ranked, _reading, _answer, _kinds) = (ranked, reading, answer, kinds);
        _shares = new ProbabilityShares(ranked.Candidates, ranked.Probabilities);
        _rows = new OptionRows(ranked);
        _first = Log(ranked.Likely.Answers[0].Probability);
        _ofRules = Log(ranked.Likely.Of(answer)?.Probability ?? 0);
        _best = ranked.Scores.Max();
        _question = Question();
    }

    /// <summary>The names of the features, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. OfQuestion,
        .. OfAnswer,
        .. OfQuery,
        .. OfCandidate,
        .. CandidateFeatures.PartNames.Select(part => $"score-{part}"),
        .. OptionRows.Names,
    ];

    /// <summary>What kind of answer a text is; an empty one is as any words are.</summary>
    public static string Kind(string answer) => answer.Length == 0 ? "words" : CandidateFeatures.AnswerKind(answer);

    /// <summary>Those of an answer that the ranking finds.</summary>
    public float[] Of(LikelyAnswer likely) => Of(likely.Text, likely.Query, false, likely);

    /// <summary>Those of the rules' answer.</summary>
    /// <param name="likely">What the ranking knows of it; null where no candidate gives it.</param>
    public float[] OfRules(LikelyAnswer? likely) => Of(_answer, _reading.Query, true, likely);

    private float[] Of(string text, Query query, bool isOfRules, LikelyAnswer? likely) =>
        [
            .. _question,
            .. Answer(text, likely),
            .. Meant(query, isOfRules, likely),
            .. Candidate(likely),
            .. _rows.Of(text, query),
        ];

    private float[] Question()
    {
        (var asked, var groups) = (_ranked.Asked, _ranked.Groups);
        var answers = _ranked.Likely.Answers;
        return
        [
            answers.Count,
            _ranked.Candidates.Count,
            (float)-answers.Sum(one => one.Probability * Log(one.Probability)),
            (float)answers[0].Probability,
            answers.Count > 1 ? (float)answers[1].Probability : 0,
            (float)Log(_ranked.Likely.Of("unknown")?.Probability ?? 0),
            asked.Table.Signals.Count,
            groups.Words.Count,
            groups.Unmet.Count,
            groups.Meanings.Asked.Length,
            groups.MeaningsMet,
            asked.Text.Tokens.Count,
            asked.IsPolar ? 1 : 0,
            asked.IsWhich ? 1 : 0,
            asked.IsCount ? 1 : 0,
            asked.Text.IsQuestion ? 1 : 0,
            groups.Ranked.Count > 0 ? (float)groups.Ranked[0].Score : -1,
            (float)groups.Likeness.Nearest,
            asked.IsSeries ? 1 : 0,
            asked.Table.IsWeak ? 1 : 0,
            Array.IndexOf(Kinds, Kind(_answer)),
            (int)_reading.Query.Operation,
            (float)_ofRules,
        ];
    }

    private float[] Answer(string text, LikelyAnswer? likely)
    {
        var probability = Log(likely?.Probability ?? 0);
        var kind = Kind(text);
        return
        [
            (float)probability,
            (float)(probability - _first),
            likely is null ? _ranked.Likely.Answers.Count : Rank(likely),
            (float)Log(likely?.OfQuery ?? 0),
            likely is null ? -1 : (float)(likely.OfQuery / likely.Probability),
            likely?.Queries ?? 0,
            Array.IndexOf(Kinds, kind),
            _kinds[kind],
            (float)Log(_shares.OfKind(kind)),
            text.Length,
        ];
    }

    private float[] Meant(Query query, bool isOfRules, LikelyAnswer? likely)
    {
        double least = 1,
            most = 1;
        for (var i = 0; i < query.Rows.Count; i++)
        {
            var one = Log(_shares.OfRow(query.Rows[i]));
            (least, most) = i == 0 ? (one, one) : (Math.Min(least, one), Math.Max(most, one));
        }

        return
        [
            (int)query.Operation,
            (float)Log(_shares.OfOperation(query.Operation)),
            (float)Log(_shares.OfRows(query)),
            (float)least,
            (float)most,
            (float)(isOfRules ? _reading.Confidence : -_reading.Confidence),
            (float)(Log(likely?.Probability ?? 0) - _ofRules),
            Shared(query.Rows, _reading.Query.Rows),
        ];
    }

    private float[] Candidate(LikelyAnswer? likely)
    {
        if (likely is null)
            return [-1, Lowest, Lowest, .. new float[CandidateFeatures.PartNames.Count]];
        var one = _ranked.Candidates[likely.Candidate];
        var score = _ranked.Scores[likely.Candidate];
        return [(int)one.Origin, (float)score, (float)(score - _best), .. _ranked.Features.Parts(one, _ranked.Weights)];
    }

    private int Rank(LikelyAnswer likely)
    {
        var rank = 0;
        while (!ReferenceEquals(_ranked.Likely.Answers[rank], likely))
            rank++;
        return rank;
    }

    // Rows of both, of those of either; -1 where one has none.
    private static float Shared(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == 0 || other.Count == 0 ? -1
        : one.Count == 1 && other.Count == 1
            ? one[0] == other[0] ? 1
                : 0
        : (float)one.Intersect(other).Count() / one.Union(other).Count();

    private static double Log(double probability) => Math.Log(probability + Little);
}
