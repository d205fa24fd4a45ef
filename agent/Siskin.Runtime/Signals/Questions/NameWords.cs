namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// The words of all signals' names, each distinct one once, and how alike a question's words are to them.
/// </summary>
internal sealed class NameWords
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _likeness = new(StringComparer.Ordinal);

    public NameWords(SignalTable table)
    {
        Paths = [.. table.Signals.Select(signal => Ids(Words.OfName(signal.Path)))];
        PathWords = _ids.Count;
        Units = table
            .Signals.Select(signal => signal.Unit.ToLowerInvariant())
            .Where(unit => unit.Length > 1)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The units of the signals, in lower case, of more than a letter.</summary>
    public IReadOnlySet<string> Units { get; }

    /// <summary>Of every signal the words of its path, in order.</summary>
    public IReadOnlyList<int[]> Paths { get; }

    /// <summary>How many distinct words the paths have; the first ones of all.</summary>
    public int PathWords { get; }

    /// <summary>Number of distinct words.</summary>
    public int Count => _ids.Count;

    /// <summary>How many pairs of words were compared so far.</summary>
    public int Comparisons { get; private set; }

    /// <summary>All words, by their number.</summary>
    public List<string> All { get; } = [];

    /// <summary>The numbers of words; new ones are added.</summary>
    public int[] Ids(IReadOnlyList<string> words)
    {
        var ids = new int[words.Count];
        for (var i = 0; i < ids.Length; i++)
        {
            if (!_ids.TryGetValue(words[i], out ids[i]))
            {
                _ids[words[i]] = ids[i] = All.Count;
                All.Add(words[i]);
            }
        }

        return ids;
    }

    /// <summary>Whether a path has one of some words.</summary>
    public bool HasAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Has(word))
                return true;
        return false;
    }

    /// <summary>Whether a path has a word.</summary>
    public bool Has(string word) => _ids.TryGetValue(word, out var id) && id < PathWords;

    /// <summary>Whether a word is a number that a path has.</summary>
    public bool HasNumber(string word) => char.IsAsciiDigit(word[0]) && Has(word);

    /// <summary>How alike a question's word is to every word of names; compared once.</summary>
    public double[] Likeness(string asked)
    {
        if (_likeness.TryGetValue(asked, out var row) && row.Length == All.Count)
            return row;
        row = new double[All.Count];
        for (var i = 0; i < row.Length; i++)
            row[i] = Words.Likeness(asked, All[i]);
        Comparisons += row.Length;
        return _likeness[asked] = row;
    }
}
