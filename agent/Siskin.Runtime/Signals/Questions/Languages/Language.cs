namespace Siskin.Runtime.Signals.Questions.Languages;

/// <summary>
/// The words that questions of a language are built with, and the English ones that they are read as. Several English
/// words stand between bars; the one that a signal's name has is taken.
/// </summary>
internal sealed class Language
{
    /// <param name="markers">Words that tell the language.</param>
    /// <param name="phrases">Phrases, the longest of which is taken first.</param>
    /// <param name="words">Words.</param>
    /// <param name="ends">Words that mean something else at the end of a question: "an" is on.</param>
    public Language(string markers, string[] phrases, string[] words, string ends)
    {
        Markers = [.. markers.Split(' ')];
        Phrases = [.. Pairs(phrases).OrderByDescending(pair => pair.Key.Length)];
        Words = Pairs(words)
            .DistinctBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        Ends = Pairs([ends]).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
    }

    public HashSet<string> Markers { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Phrases { get; }

    public IReadOnlyDictionary<string, string> Words { get; }

    public IReadOnlyDictionary<string, string> Ends { get; }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string[] rows) =>
        from row in rows
        from pair in row.Split(';', StringSplitOptions.RemoveEmptyEntries)
        let at = pair.IndexOf('=')
        select KeyValuePair.Create(pair[..at], pair[(at + 1)..]);
}
