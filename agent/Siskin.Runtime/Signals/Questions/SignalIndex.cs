namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds the signals that words of a question mean.</summary>
internal sealed class SignalIndex
{
    private static readonly HashSet<string> Plain = ["value", "reading", "val", "measurement", "data", "pv", "sensor"];

    private readonly SignalTable _table;
    private readonly string[][] _words;
    private readonly string[][] _own;
    private readonly string[][] _parts;
    private readonly HashSet<string>[] _concepts;

    public SignalIndex(SignalTable table)
    {
        _table = table;
        _words = new string[table.Signals.Count][];
        _own = new string[table.Signals.Count][];
        _parts = new string[table.Signals.Count][];
        _concepts = new HashSet<string>[table.Signals.Count];
        Dictionary<string, string> aliases = table.Signals
            .Where(one => one.Value.Kind == SignalKind.Text && Leaf(one.Path) is "name" or "label" or "alias" && Parent(one.Path).Length > 0)
            .DistinctBy(one => Parent(one.Path)).ToDictionary(one => Parent(one.Path), one => one.Value.Text, StringComparer.Ordinal);
        for (int i = 0; i < _words.Length; i++)
        {
            string path = table.Signals[i].Path;
            List<string> words = Words.Split(path);
            _own[i] = [.. Words.Split(path[(path.LastIndexOf('/') + 1)..])];
            if (aliases.TryGetValue(Parent(path), out string? alias))
                words.AddRange(Words.Split(alias));
            _parts[i] = [.. path.ToLowerInvariant().Split('/').SkipLast(1).Append(alias?.ToLowerInvariant() ?? "").Where(part => part.Length > 1 && part.Any(char.IsDigit) && part.Any(char.IsLetter)).Distinct()];
            _words[i] = [.. words.Distinct()];
            _concepts[i] = Of(_words[i], _own[i], table.Signals[i].Unit.ToLowerInvariant());
        }
    }

    /// <summary>Whether the only signal has a name that says nothing.</summary>
    public bool IsPlain => _table.Signals.Count == 1 && _words[0].All(Plain.Contains);

    /// <summary>How well signal <paramref name="i"/> meets a word, 0 to 1.</summary>
    public double Match(string asked, int i)
    {
        double best = 0;
        foreach (string word in _words[i])
            best = Math.Max(best, Words.Likeness(asked, word));
        if (best >= 0.97)
            return best;
        foreach (Concept concept in ConceptsOf(asked))
            if (_concepts[i].Contains(concept.Id))
                best = Math.Max(best, concept.Keys.Any(key => _own[i].Contains(key)) ? 0.92 : 0.8);
        return best;
    }

    /// <summary>Signals by score, best first, and the words that none meets.</summary>
    public List<(int Index, double Score)> Rank(IReadOnlyList<string> asked, Func<Signal, bool> fits, out List<string> unmet, QuestionText? question = null)
    {
        double[] scores = new double[_words.Length];
        unmet = [];
        foreach (string word in asked)
        {
            double[] matches = [.. Enumerable.Range(0, _words.Length).Select(i => Match(word, i))];
            int met = matches.Count(match => match > 0.6);
            if (met == 0)
            {
                unmet.Add(word);
                continue;
            }

            // "battery voltage" is a voltage: the last word of a phrase says most.
            double weight = Math.Log(1 + (double)_words.Length / met) * (question?.IsHead(word) == true ? 1.2 : 1);
            for (int i = 0; i < scores.Length; i++)
                scores[i] += matches[i] > 0.6 ? weight * matches[i] : 0;
        }

        // A part of a path that the question spells out.
        for (int i = 0; question is not null && i < scores.Length; i++)
            scores[i] += 1.5 * _parts[i].Count(part => question.Has(part));
        return [.. Enumerable.Range(0, scores.Length).Where(i => fits(_table.Signals[i])).Select(i => (i, scores[i])).OrderByDescending(one => one.Item2)];
    }

    /// <summary>How many words of a signal's own name the question leaves out.</summary>
    public int Spare(int i, IReadOnlyList<string> asked) => _own[i].Count(word => !asked.Any(one => Match(one, i) > 0.6 && (Words.Likeness(one, word) > 0.6
        || ConceptsOf(one).Any(concept => concept.Keys.Contains(word)))));

    /// <summary>The concepts of a question's word.</summary>
    public static IEnumerable<Concept> ConceptsOf(string word) => Lexicon.Concepts.Where(concept =>
        concept.Words.Contains(word) || concept.Words.Contains(Words.Stem(word)) || word.Length >= 6 && !Lexicon.Directions.ContainsKey(word) && concept.Words.Any(one => one.Length >= 6 && Math.Abs(one.Length - word.Length) <= 2 && Words.Distance(one, word) == 1));

    public bool Is(int i, string concept) => _concepts[i].Contains(concept);

    private static HashSet<string> Of(string[] words, string[] own, string unit) =>
        [.. Lexicon.Concepts.Where(concept => concept.Units.Contains(unit)
            || concept.Keys.Any(key => key.Length <= 2 ? own.Contains(key) : words.Contains(key) || key.Length >= 4 && own.Any(word => word.StartsWith(key, StringComparison.Ordinal)))).Select(concept => concept.Id)];

    public static string Leaf(string path) => LastPart(path).ToLowerInvariant();

    private static string LastPart(string path) => path[(path.LastIndexOfAny(['/', '.']) + 1)..];

    private static string Parent(string path) => path.LastIndexOfAny(['/', '.']) is > 0 and var at ? path[..at] : "";
}
