namespace Siskin.Fleet.Queries;

/// <summary>A word, a text in quotes, a comparison or a parenthesis.</summary>
/// <param name="Text">It, without quotes.</param>
/// <param name="At">Where it begins.</param>
/// <param name="Quoted">Whether it stood in quotes.</param>
internal sealed record QueryToken(string Text, int At, bool Quoted)
{
    private const string Symbols = "()<>=!~";

    public bool IsOperator => !Quoted && Text is ("=" or "!=" or "<" or "<=" or ">" or ">=" or "~");

    public bool IsValue => Quoted || !Symbols.Contains(Text[0], StringComparison.Ordinal);

    /// <summary>The parts of a text, in their order.</summary>
    /// <exception cref="FormatException">Something is neither.</exception>
    public static List<QueryToken> Split(string text)
    {
        var tokens = new List<QueryToken>();
        for (var at = 0; at < text.Length; )
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var token = text[at] is '"' or '\'' ? InQuotes(text, at) : Bare(text, at);
            tokens.Add(token);
            at += token.Text.Length + (token.Quoted ? 2 : 0);
        }
        return tokens;
    }

    private static QueryToken InQuotes(string text, int at)
    {
        var end = text.IndexOf(text[at], at + 1);
        return end >= 0
            ? new(text[(at + 1)..end], at, true)
            : throw new FormatException($"The query has no end of the text in quotes at character {at + 1}.");
    }

    private static QueryToken Bare(string text, int at)
    {
        if (Symbols.Contains(text[at], StringComparison.Ordinal))
        {
            var two = text[at] is '<' or '>' or '!' && at + 1 < text.Length && text[at + 1] == '=';
            if (text[at] == '!' && !two)
                throw new FormatException($"The query has \"!\" at character {at + 1}; write != or not.");
            return new(text.Substring(at, two ? 2 : 1), at, false);
        }
        var end = at;
        while (
            end < text.Length && !char.IsWhiteSpace(text[end]) && !Symbols.Contains(text[end], StringComparison.Ordinal)
        )
            end++;
        return new(text[at..end], at, false);
    }
}
