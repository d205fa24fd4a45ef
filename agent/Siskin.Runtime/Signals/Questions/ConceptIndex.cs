using Siskin.Runtime.Text;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Which concepts words, parts of names and units stand for, as sets of bits: bit i is concept i.</summary>
internal static class ConceptIndex
{
    private const int ShortestPrefix = 4;
    private const int ShortestTypo = 6;

    private static readonly Dictionary<string, UInt128> Asked = Table(concept => concept.Words);
    private static readonly Dictionary<string, UInt128> Keys = Table(concept => concept.Keys);
    private static readonly Dictionary<string, UInt128> Units = Table(concept => concept.Units);
    private static readonly string[] Long = [.. Asked.Keys.Where(word => word.Length >= ShortestTypo)];

    /// <summary>Concepts of a question's word, also where it is misspelled by a letter.</summary>
    public static UInt128 OfQuestion(string word)
    {
        var found = Spelled(word);
        if (
            found != 0
            || word.Length < ShortestTypo
            || Lexicon.Directions.ContainsKey(word)
            || Lexicon.Stop.Contains(word)
        )
            return found;
        foreach (var one in Long)
            if (Math.Abs(one.Length - word.Length) <= 2 && EditDistance.Between(one, word) == 1)
                found |= Asked[one];
        return found;
    }

    /// <summary>Concepts of a question's word as it is spelled.</summary>
    public static UInt128 Spelled(string word) =>
        Asked.GetValueOrDefault(word) | Asked.GetValueOrDefault(Words.Stem(word));

    /// <summary>The units of all concepts that a question's word stands for; none where one of them has none.</summary>
    public static string[] UnitsOf(string word)
    {
        var concepts = Spelled(word);
        var units = new List<string>();
        for (var i = 0; i < Concepts.All.Length; i++)
        {
            if ((concepts & UInt128.One << i) == 0)
                continue;
            if (Concepts.All[i].Units.Length == 0)
                return [];
            units.AddRange(Concepts.All[i].Units);
        }

        return [.. units];
    }

    /// <summary>Concepts of which a word is itself a key.</summary>
    public static UInt128 OfKey(string word) => Keys.GetValueOrDefault(word);

    /// <summary>Concepts of a unit in lower case.</summary>
    public static UInt128 OfUnit(string unit) => Units.GetValueOrDefault(unit);

    /// <summary>
    /// Concepts of a word of a name: short keys count in the signal's own name only, and long ones start a word of it.
    /// </summary>
    public static UInt128 OfName(string word, bool isOwn)
    {
        var found = word.Length > 2 || isOwn ? OfKey(word) : 0;
        for (var length = ShortestPrefix; isOwn && length < word.Length; length++)
            found |= OfKey(word[..length]);
        return found;
    }

    /// <summary>The bits of concepts.</summary>
    public static UInt128 Bits(params ReadOnlySpan<string> ids)
    {
        UInt128 bits = 0;
        foreach (var id in ids)
            bits |= UInt128.One << Array.FindIndex(Concepts.All, concept => concept.Id == id);
        return bits;
    }

    private static Dictionary<string, UInt128> Table(Func<Concept, string[]> words)
    {
        var table = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        for (var i = 0; i < Concepts.All.Length; i++)
            foreach (var word in words(Concepts.All[i]))
                table[word] = table.GetValueOrDefault(word) | UInt128.One << i;
        return table;
    }
}
