using Siskin.Runtime.Signals.Questions;
using Siskin.Runtime.Signals.Reading.Shapes;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>How near what a question says is to what names each row, by <see cref="WordVectors"/>.</summary>
internal sealed class RowLikeness
{
    // What a unit stands for is a word of its own: "=kwh".
    private const char UnitSign = '=';

    // Of a longer name or question its last words.
    private const int MaxWords = 24;

    private readonly double[] _cosines;
    private readonly double[] _shares;

    /// <param name="asked">The question and its table.</param>
    /// <param name="vectors">What words mean.</param>
    public RowLikeness(Asked asked, WordVectors vectors)
    {
        var question = vectors.OfQuestion(QuestionWords(asked.Text));
        _cosines = new double[asked.Table.Signals.Count];
        var rows = RowWords(asked.Table, asked.Names);
        for (var i = 0; i < _cosines.Length; i++)
        {
            var row = vectors.OfName(rows[i]);
            for (var at = 0; at < row.Length; at++)
                _cosines[i] += row[at] * question[at];
        }

        _shares = [.. _cosines.Select(cosine => cosine * vectors.Temperature)];
        if (_shares.Length > 0)
            RankingWeights.Softmax(_shares);
        Best = [.. Enumerable.Range(0, _shares.Length).OrderByDescending(i => _shares[i])];
        Ranks = new int[_shares.Length];
        for (var i = 0; i < Best.Length; i++)
            Ranks[Best[i]] = i;
    }

    /// <summary>The rows, the nearest first.</summary>
    public int[] Best { get; }

    /// <summary>The place of each row in <see cref="Best"/>.</summary>
    public int[] Ranks { get; }

    /// <summary>The cosine of a row's vector with the question's, -1 to 1.</summary>
    public double Cosine(int i) => _cosines[i];

    /// <summary>The share of a row among all, 0 to 1.</summary>
    public double Share(int i) => _shares[i];

    /// <summary>The cosine of the nearest row; -1 where there is none.</summary>
    public double Nearest => Best.Length > 0 ? _cosines[Best[0]] : -1;

    /// <summary>The words of a question that its vector is made of.</summary>
    public static IReadOnlyList<string> QuestionWords(QuestionText question)
    {
        var words = Words.Split(question.Lower);
        return words.Count > MaxWords ? words[^MaxWords..] : words;
    }

    /// <summary>
    /// The words that name each row: of its path, but for those that all rows have, of its other name, what short ones
    /// stand for, its unit and what that measures.
    /// </summary>
    public static string[][] RowWords(SignalTable table, NameWords names)
    {
        var rows = new int[names.PathWords];
        foreach (var path in names.Paths)
        foreach (var word in path.Distinct())
            rows[word]++;
        return [.. table.Signals.Select((signal, i) => Row(signal, i))];

        string[] Row(Signal signal, int i)
        {
            var path = names.Paths[i].Where(word => rows[word] < table.Signals.Count).ToArray();
            string[] own = [.. (path.Length > 0 ? path : names.Paths[i]).Select(word => names.All[word])];
            var named = signal.Alias is { Length: > 0 } alias ? [.. own, .. Words.OfName(alias)] : own;
            var unit = NamedUnit.Stated(signal).Trim().ToLowerInvariant();
            string[] measured = unit.Length == 0 ? [] : [UnitSign + unit, UnitNames.Quantity(unit)];
            return
            [
                .. named.TakeLast(MaxWords),
                .. named.SelectMany(Abbreviations.Of).Take(MaxWords),
                .. measured.Where(word => word.Length > 0),
            ];
        }
    }
}
