using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Text;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds the signals that words of a question mean.</summary>
internal sealed class SignalIndex
{
    /// <summary>From here on a word is met.</summary>
    public const double Met = 0.6;

    // From here on a word with a wrong letter is still itself.
    private const int LongWord = 6;

    private static readonly HashSet<string> Plain = ["value", "reading", "val", "measurement", "data", "pv", "sensor"];

    private static readonly HashSet<string> Derived =
    [
        .. (
            "total,sum,avg,average,mean,nominal,limit,max,min,maximum,minimum,high,low,setpoint,target,"
            + "desired,set,warning,crit,critical,offset,calibration,delta,hysteresis,hyst,threshold,rated,"
            + "expected,normalized,timeout,interval"
        ).Split(','),
    ];

    // What says which thing it is, and not how it is.
    private static readonly HashSet<string> Beside =
    [
        .. "object,id,idx,seq,index,name,type,description,unit,units,link,url,label,address,serial,model,version,timestamp,topic,tags,group".Split(
            ','
        ),
    ];

    private static readonly HashSet<string> Neutral =
    [
        .. "actual,act,cur,value,val,state,status,reading,measured,sensor,now,data,current,pv".Split(','),
    ];

    private readonly SignalTable _table;
    private readonly NameWords _names;
    private readonly int[][] _words;
    private readonly int[][] _own;
    private readonly string[][] _parts;
    private readonly UInt128[] _concepts;
    private readonly UInt128[] _keys;
    private readonly string[] _units;
    private readonly Dictionary<string, UInt128> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _matches = new(StringComparer.Ordinal);

    public SignalIndex(SignalTable table, NameWords names)
    {
        (_table, _names) = (table, names);
        var count = table.Signals.Count;
        (_words, _own, _parts, _concepts, _keys, _units) = (
            new int[count][],
            new int[count][],
            new string[count][],
            new UInt128[count],
            new UInt128[count],
            new string[count]
        );
        var aliases = table
            .Signals.Where(one =>
                one.Value.Kind == SignalKind.Text
                && one.Value.Text.Length < 40
                && Leaf(one.Path)
                    is "name"
                        or "label"
                        or "alias"
                        or "friendly_name"
                        or "title"
                        or "model"
                        or "description"
                        or "vehiclename"
                        or "devicename"
                && Parent(one.Path).Length > 0
            )
            .GroupBy(one => Parent(one.Path))
            .ToDictionary(
                all => all.Key,
                all => string.Join(' ', all.Select(one => one.Value.Text)),
                StringComparer.Ordinal
            );
        for (var i = 0; i < count; i++)
        {
            var path = table.Signals[i].Path;
            var alias = $"{table.Signals[i].Alias} {aliases.GetValueOrDefault(Parent(path))}".Trim()
                is { Length: > 0 } known
                ? known
                : null;
            _own[i] = _names.Ids(Words.OfName(Paths.Leaf(path)));
            string[] spoken = [.. _names.Paths[i].SelectMany(word => Abbreviations.Of(_names.All[word]))];
            _words[i] =
            [
                .. _names
                    .Paths[i]
                    .Concat(alias is null ? [] : _names.Ids(Words.OfName(alias)))
                    .Concat(_names.Ids(spoken))
                    .Distinct(),
            ];
            _parts[i] =
            [
                .. path.ToLowerInvariant()
                    .Split('/')
                    .SkipLast(1)
                    .Append(alias?.ToLowerInvariant() ?? "")
                    .Where(part => part.Length > 1 && part.Any(char.IsDigit) && part.Any(char.IsLetter))
                    // "DMS01" is DMS01 itself, and not its status.
                    .Where(_ => table.Find(Paths.Parent(path)) is null)
                    .Distinct(),
            ];
            _units[i] = NamedUnit.Stated(table.Signals[i]);
            _concepts[i] = ConceptIndex.OfUnit(_units[i].ToLowerInvariant());
            foreach (var word in _words[i])
                _concepts[i] |= ConceptIndex.OfName(_names.All[word], isOwn: false);
            foreach (var word in _own[i])
            {
                _concepts[i] |= ConceptIndex.OfName(_names.All[word], isOwn: true);
                _keys[i] |= ConceptIndex.OfKey(_names.All[word]);
            }
        }

        Opposites();
    }

    // Where one of two names has "in" besides the words of the other, that other one is outside; and the other way.
    private void Opposites()
    {
        UInt128 indoor = ConceptIndex.Bits("indoor"),
            outdoor = ConceptIndex.Bits("outdoor");
        bool some = _concepts.Any(one => (one & outdoor) != 0),
            inside = _concepts.Any(one => (one & indoor) != 0);
        if (some == inside)
            return;
        (var said, var unsaid) = inside ? (indoor, outdoor) : (outdoor, indoor);
        for (var i = 0; i < _own.Length; i++)
        {
            if ((_concepts[i] & said) == 0)
                continue;
            var stem = Stem(i);
            for (var j = 0; j < _own.Length; j++)
                if ((_concepts[j] & said) == 0 && Stem(j) == stem)
                    _concepts[j] |= unsaid;
        }

        string Stem(int i) =>
            string.Join(
                ' ',
                _own[i]
                    .Select(word => _names.All[word])
                    .Where(word => (ConceptIndex.OfKey(word) & (indoor | outdoor)) == 0)
                    .Select(word => word.Replace("in", "", StringComparison.Ordinal))
                    .Where(word => word.Length > 1)
                    .Distinct()
                    .Order()
            );
    }

    /// <summary>Whether the only signal has a name that says nothing.</summary>
    public bool IsPlain => _table.Signals.Count == 1 && _words[0].All(word => Plain.Contains(_names.All[word]));

    /// <summary>Whether every signal says by its name or unit what it measures.</summary>
    public bool IsNamed => _concepts.All(concepts => concepts != 0);

    /// <summary>How well signal <paramref name="i"/> meets a word, 0 to 1.</summary>
    public double Match(string asked, int i) => Matches(asked)[i];

    /// <summary>Whether any signal meets a word.</summary>
    public bool IsMet(string asked) => Matches(asked).Any(match => match > Met);

    /// <summary>Whether a word names a signal by its beginning or by letters like it only.</summary>
    public bool IsLoose(string asked, int i)
    {
        if ((ConceptIndex.Spelled(asked) & _concepts[i]) != 0 || Match(asked, i) <= Met)
            return false;
        var likeness = _names.Likeness(asked);
        var best = _words[i].MaxBy(word => likeness[word]);
        var named = _names.All[best];
        // "batteries" and "battery", "front" of "frontdoor" are more than a beginning, and a letter of a long word is
        // no other word.
        return likeness[best] is < 0.9 and > Met
            && !(named.StartsWith(asked, StringComparison.Ordinal) && asked.Length >= 3)
            && !(asked.StartsWith(named, StringComparison.Ordinal) && named.Length * 5 >= asked.Length * 3)
            && !(Math.Min(asked.Length, named.Length) >= LongWord && EditDistance.Between(asked, named) == 1)
            && !Paths.Leaf(_table.Signals[i].Path).Contains(asked, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a signal is measured outside.</summary>
    public bool IsOutdoor(Signal one)
    {
        for (var i = 0; i < _concepts.Length; i++)
            if (ReferenceEquals(_table.Signals[i], one))
                return (_concepts[i] & ConceptIndex.Bits("outdoor")) != 0;
        return false;
    }

    /// <summary>The unit of a signal, by its values or its name.</summary>
    public string UnitOf(int i) => _units[i];

    /// <summary>The concepts that a signal has by its own name and unit.</summary>
    public UInt128 ConceptsOf(int i) => _concepts[i];

    /// <summary>Whether the last part of a signal's name has a word, or its plural.</summary>
    public bool IsCalled(string word, int i) => _own[i].Any(own => Words.Stem(_names.All[own]) == Words.Stem(word));

    /// <summary>The words of the last part of a signal's name.</summary>
    public IEnumerable<string> OwnWords(int i) => _own[i].Select(word => _names.All[word]);

    /// <summary>The words of a signal's names, and what their short forms stand for.</summary>
    public IEnumerable<string> AllWords(int i) => _words[i].Select(word => _names.All[word]);

    /// <summary>The concepts that the last part of a signal's name and its unit stand for.</summary>
    public UInt128 OwnConcepts(int i) => _keys[i] | ConceptIndex.OfUnit(_units[i].ToLowerInvariant());

    // Of all signals, once a word.
    private double[] Matches(string asked)
    {
        if (_matches.TryGetValue(asked, out var matches))
            return matches;
        matches = new double[_words.Length];
        var likeness = _names.Likeness(asked);
        var concepts = Concepts(asked);
        var unit = asked.Length > 1 ? UnitScale.Known(asked) : "";
        for (var i = 0; i < matches.Length; i++)
        {
            double best = 0;
            foreach (var word in _words[i])
                best = Math.Max(best, likeness[word]);
            var met = concepts & _concepts[i];
            if (best < 0.97 && met != 0)
                best = Math.Max(best, (met & _keys[i]) != 0 ? 0.92 : 0.8);
            // "How many litres": a unit that only some are measured in.
            if (
                unit.Length > 1
                && best < 0.9
                && UnitScale.Known(_units[i]).Length > 0
                && !UnitScale.Clash(unit, _units[i])
            )
                best = UnitScale.Differ(unit, _units[i]) ? Math.Max(best, 0.8) : 0.9;
            matches[i] = best;
        }

        return _matches[asked] = matches;
    }

    /// <summary>Signals by score, best first, and the words that none meets.</summary>
    public List<(int Index, double Score)> Rank(
        IReadOnlyList<string> asked,
        Func<Signal, bool> fits,
        out List<string> unmet,
        QuestionText? question = null,
        UInt128 hint = default,
        IReadOnlyList<string>? light = null
    )
    {
        var scores = new double[_words.Length];
        unmet = [];
        foreach (var word in asked)
        {
            var matches = Matches(word);
            var met = matches.Count(match => match > Met);
            if (met == 0)
            {
                unmet.Add(word);
                continue;
            }

            // "battery voltage" is a voltage: the last word of a phrase says most.
            var weight =
                Math.Log(1 + (double)_words.Length / met)
                * (Lexicon.Things.Contains(word) ? 0.25 : 1)
                * (light?.Contains(word) == true && asked.Count > 1 ? 0.4 : 1)
                * (question?.IsHead(word) == true ? 1.2 : 1);
            for (var i = 0; i < scores.Length; i++)
                scores[i] += matches[i] > Met ? weight * matches[i] : 0;
        }

        // Of what a thing has, its value is asked for and not its number or its name, where neither is said.
        for (var i = 0; question is not null && i < scores.Length; i++)
            if (
                scores[i] > 0
                && _own[i].Length > 0
                && _own[i].All(word => !asked.Any(one => _names.Likeness(one)[word] > Met))
            )
                scores[i] +=
                    _own[i].Any(word => Plain.Contains(_names.All[word])) ? 0.1
                    : _own[i].Any(word => Beside.Contains(_names.All[word]))
                    || _table.Find(Paths.Parent(_table.Signals[i].Path)) is not null
                        ? -0.15
                    : 0;
        // A part of a path that the question spells out; "pump 7 in hall 12" is not pump 12 in hall 7.
        for (var i = 0; question is not null && i < scores.Length; i++)
            scores[i] +=
                1.5 * _parts[i].Count(part => question.Has(part))
                + 0.3 * Numbered(question.Tokens, _names.Paths[i])
                + ((_concepts[i] & hint) != 0 ? 0.2 : 0);
        // Words that name nothing may still tell two names apart: "time left", "low battery".
        if (question is not null)
            foreach (var token in question.Tokens)
                if (!asked.Contains(token) && _names.Has(token) && token.Length > 2 && token != "total")
                    for (var i = 0; i < scores.Length; i++)
                        scores[i] += scores[i] > 0 && _own[i].Any(word => _names.All[word] == token) ? 0.15 : 0;
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
                met += number[path[at]] > Met && word[path[at - 1]] > Met ? 1 : 0;
        }

        return met;
    }

    /// <summary>Whether a word says that a value is made of others, or is one that others are compared with.</summary>
    public static bool IsDerived(string word) => Derived.Contains(word);

    /// <summary>Whether a signal is such a value and the question does not ask for one.</summary>
    public bool IsDerived(int i, IReadOnlyList<string> tokens) =>
        _own[i]
            .Any(word =>
                Derived.Contains(_names.All[word]) && !tokens.Any(token => _names.Likeness(token)[word] > Met)
            );

    /// <summary>How many words of a signal's own name the question leaves out.</summary>
    public int Spare(int i, IReadOnlyList<string> asked)
    {
        var spare = 0;
        foreach (var word in _own[i])
            if (
                !Neutral.Contains(_names.All[word])
                && !asked.Any(one =>
                    Match(one, i) > Met
                    && (_names.Likeness(one)[word] > Met || (Concepts(one) & ConceptIndex.OfKey(_names.All[word])) != 0)
                )
            )
                spare += Derived.Contains(_names.All[word]) ? 2 : 1;
        return spare;
    }

    /// <summary>The concepts of a question's word, as bits.</summary>
    public UInt128 Concepts(string word) =>
        _asked.TryGetValue(word, out var found) ? found : _asked[word] = ConceptIndex.OfQuestion(word);

    /// <summary>Whether a word stands for a quantity.</summary>
    public bool HasConcept(string word) => Concepts(word) != 0;

    /// <summary>The last part of a path in small letters; the point behind an abbreviation, such as "No.", parts nothing.</summary>
    public static string Leaf(string path) =>
        Paths.Leaf(path).TrimEnd('.') is var leaf ? leaf[(leaf.LastIndexOf('.') + 1)..].Trim().ToLowerInvariant() : "";

    private static string Parent(string path) => path.LastIndexOfAny(['/', '.']) is > 0 and var at ? path[..at] : "";
}
