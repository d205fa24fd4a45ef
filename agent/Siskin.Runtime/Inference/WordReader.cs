namespace Siskin.Runtime.Inference;

/// <summary>Goes through the words of a text: runs of letters in lower case, without a plural's s.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private const int Longest = 32;

    private ReadOnlySpan<char> _rest = text;
    private readonly char[] _word = new char[Longest];

    /// <summary>The next word, valid until the one after it is read.</summary>
    public bool Next(out ReadOnlySpan<char> word)
    {
        var start = 0;
        while (start < _rest.Length && !char.IsLetter(_rest[start]))
            start++;
        var end = start;
        while (end < _rest.Length && char.IsLetter(_rest[end]))
            end++;
        var length = _rest[start..Math.Min(end, start + Longest)].ToLowerInvariant(_word);
        _rest = _rest[end..];
        word = _word.AsSpan(0, length);
        if (IsPlural(word))
            word = word[..^1];
        return length > 0;
    }

    /// <summary>A word without a plural's s, as far as can be told by its letters.</summary>
    public static string Singular(string word) => IsPlural(word) ? word[..^1] : word;

    private static bool IsPlural(ReadOnlySpan<char> word) =>
        word.Length > 3 && word.EndsWith("s") && !word.EndsWith("ss");
}
