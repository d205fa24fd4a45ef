namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds the signals that words of a question mean.</summary>
internal sealed class SignalIndex
{
    private static readonly HashSet<string> Plain = ["value", "reading", "val", "measurement", "data", "pv", "sensor"];

    private readonly SignalTable _table;
    private readonly NameWords _names;
    private readonly int[][] _words;
    private readonly int[][] _own;
    private readonly string[][] _parts;
    private readonly ulong[] _concepts;
    private readonly ulong[] _keys;
    private readonly Dictionary<string, ulong> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _matches = new(StringComparer.Ordinal);

    public SignalIndex(SignalTable table, NameWords names)
    {
        (_table, _names) = (table, names);
        var count = table.Signals.Count;
        (_words, _own, _parts, _concepts, _keys) = (
            new int[count][],
            new int[count][],
            new string[count][],
            new ulong[count],
            new ulong[count]
        );
        var aliases = table
            .Signals.Where(one =>
                one.Value.Kind == SignalKind.Text
                && Leaf(one.Path) is "name" or "label" or "alias"
                && Parent(one.Path).Length > 0
            )
            .DistinctBy(one => Parent(one.Path))
            .ToDictionary(one => Parent(one.Path), one => one.Value.Text, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var path = table.Signals[i].Path;
            var alias = aliases.GetValueOrDefault(Parent(path));
            _own[i] = _names.Ids(Words.Split(path[(path.LastIndexOf('/') + 1)..]));
            _words[i] = [.. _names.Paths[i].Concat(alias is null ? [] : _names.Ids(Words.Split(alias))).Distinct()];
            _parts[i] =
            [
                .. path.ToLowerInvariant()
                    .Split('/')
                    .SkipLast(1)
                    .Append(alias?.ToLowerInvariant() ?? "")
                    .Where(part => part.Length > 1 && part.Any(char.IsDigit) && part.Any(char.IsLetter))
                    .Distinct(),
            ];
            _concepts[i] = ConceptIndex.OfUnit(table.Signals[i].Unit.ToLowerInvariant());
            foreach (var word in _words[i])
                _concepts[i] |= ConceptIndex.OfName(_names.All[word], isOwn: false);
            foreach (var word in _own[i])
            {
                _concepts[i] |= ConceptIndex.OfName(_names.All[word], isOwn: true);
                _keys[i] |= ConceptIndex.OfKey(_names.All[word]);
            }
        }
    }

    /// <summary>Whether the only signal has a name that says nothing.</summary>
    public bool IsPlain => _table.Signals.Count == 1 && _words[0].All(word => Plain.Contains(_names.All[word]));

    /// <summary>How well signal <paramref name="i"/> meets a word, 0 to 1.</summary>
    public double Match(string asked, int i) => Matches(asked)[i];

    // Of all signals, once a word.
    private double[] Matches(string asked)
    {
        if (_matches.TryGetValue(asked, out var matches))
            return matches;
        matches = new double[_words.Length];
        var likeness = _names.Likeness(asked);
        var concepts = Concepts(asked);
        for (var i = 0; i < matches.Length; i++)
        {
            double best = 0;
            foreach (var word in _words[i])
                best = Math.Max(best, likeness[word]);
            var met = concepts & _concepts[i];
            if (best < 0.97 && met != 0)
                best = Math.Max(best, (met & _keys[i]) != 0 ? 0.92 : 0.8);
            matches[i] = best;
        }

        return _matches[asked] = matches;
    }

    /// <summary>Signals by score, best first, and the words that none meets.</summary>
    public List<(int Index, double Score)> Rank(
        IReadOnlyList<string> asked,
        Func<Signal, bool> fits,
        out List<string> unmet,
        QuestionText? question = null
    )
    {
        var scores = new double[_words.Length];
        unmet = [];
        foreach (var word in asked)
        {
            var matches = Matches(word);
            var met = matches.Count(match => match > 0.6);
            if (met == 0)
            {
                unmet.Add(word);
                continue;
            }

            // "battery voltage" is a voltage: the last word of a phrase says most.
            var weight = Math.Log(1 + (double)_words.Length / met) * (question?.IsHead(word) == true ? 1.2 : 1);
            for (var i = 0; i < scores.Length; i++)
                scores[i] += matches[i] > 0.6 ? weight * matches[i] : 0;
        }

        // A part of a path that the question spells out; "pump 7 in hall 12" is not pump 12 in hall 7.
        for (var i = 0; question is not null && i < scores.Length; i++)
            scores[i] +=
                1.5 * _parts[i].Count(part => question.Has(part)) + 0.3 * Numbered(question.Tokens, _names.Paths[i]);
        return
        [
            .. Enumerable
                .Range(0, scores.Length)
                .Where(i => fits(_table.Signals[i]))
                .Select(i => (i, scores[i]))
                .OrderByDescending(one => one.Item2),
        ];
    }

    // How many numbers follow the same word in both.
    private int Numbered(List<string> tokens, int[] path)
    {
        var met = 0;
        for (var i = 1; i < tokens.Count; i++)
        {
            if (!char.IsDigit(tokens[i][0]))
                continue;
            double[] number = _names.Likeness(tokens[i]),
                word = _names.Likeness(tokens[i - 1]);
            for (var at = 1; at < path.Length; at++)
                met += number[path[at]] > 0.6 && word[path[at - 1]] > 0.6 ? 1 : 0;
        }

        return met;
    }

    /// <summary>How many words of a signal's own name the question leaves out.</summary>
    public int Spare(int i, IReadOnlyList<string> asked)
    {
        var spare = 0;
        foreach (var word in _own[i])
            if (
                !asked.Any(one =>
                    Match(one, i) > 0.6
                    && (_names.Likeness(one)[word] > 0.6 || (Concepts(one) & ConceptIndex.OfKey(_names.All[word])) != 0)
                )
            )
                spare++;
        return spare;
    }

    /// <summary>The concepts of a question's word, as bits.</summary>
    public ulong Concepts(string word) =>
        _asked.TryGetValue(word, out var found) ? found : _asked[word] = ConceptIndex.OfQuestion(word);

    /// <summary>Whether a word stands for a quantity.</summary>
    public bool HasConcept(string word) => Concepts(word) != 0;

    public static string Leaf(string path) => LastPart(path).ToLowerInvariant();

    private static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '.']) + 1)..];

    private static string Parent(string path) => path.LastIndexOfAny(['/', '.']) is > 0 and var at ? path[..at] : "";
}
