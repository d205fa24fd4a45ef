namespace Siskin.Runtime.Signals.Questions;

/// <summary>
/// Which concepts words, parts of names and units stand for, as sets of bits: bit i is concept i of the lexicon.
/// </summary>
internal static class ConceptIndex
{
    private const int ShortestPrefix = 4;
    private const int ShortestTypo = 6;

    private static readonly Dictionary<string, ulong> Asked = Table(concept => concept.Words);
    private static readonly Dictionary<string, ulong> Keys = Table(concept => concept.Keys);
    private static readonly Dictionary<string, ulong> Units = Table(concept => concept.Units);
    private static readonly string[] Long = [.. Asked.Keys.Where(word => word.Length >= ShortestTypo)];

    /// <summary>Concepts of a question's word, also where it is misspelled by a letter.</summary>
    public static ulong OfQuestion(string word)
    {
        var found = Spelled(word);
        if (word.Length < ShortestTypo || Lexicon.Directions.ContainsKey(word))
            return found;
        foreach (var one in Long)
            if (Math.Abs(one.Length - word.Length) <= 2 && Words.Distance(one, word) == 1)
                found |= Asked[one];
        return found;
    }

    /// <summary>Concepts of a question's word as it is spelled.</summary>
    public static ulong Spelled(string word) =>
        Asked.GetValueOrDefault(word) | Asked.GetValueOrDefault(Words.Stem(word));

    /// <summary>Concepts of which a word is itself a key.</summary>
    public static ulong OfKey(string word) => Keys.GetValueOrDefault(word);

    /// <summary>Concepts of a unit in lower case.</summary>
    public static ulong OfUnit(string unit) => Units.GetValueOrDefault(unit);

    /// <summary>
    /// Concepts of a word of a name: short keys count in the signal's own name only, and long ones start a word of it.
    /// </summary>
    public static ulong OfName(string word, bool isOwn)
    {
        var found = word.Length > 2 || isOwn ? OfKey(word) : 0;
        for (var length = ShortestPrefix; isOwn && length < word.Length; length++)
            found |= OfKey(word[..length]);
        return found;
    }

    private static Dictionary<string, ulong> Table(Func<Concept, string[]> words)
    {
        var table = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < Lexicon.Concepts.Length; i++)
            foreach (var word in words(Lexicon.Concepts[i]))
                table[word] = table.GetValueOrDefault(word) | 1UL << i;
        return table;
    }
}
