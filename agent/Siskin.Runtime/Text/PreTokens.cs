using System.Globalization;
using System.Text;

namespace Siskin.Runtime.Text;

/// <summary>
/// Cuts text into the pieces that byte-pair merges may not cross: one digit, one word, one run of symbols (either with
/// at most one leading space), or one run of white space. This is <see cref="Pattern"/>, matched by hand because a
/// compiled <see cref="System.Text.RegularExpressions.Regex"/> does not exist under native AOT.
/// </summary>
public ref struct PreTokens
{
    /// <summary>The pre-tokenizer pattern as <c>tokenizer.json</c> states it.</summary>
    public const string Pattern = @"\p{N}| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+";

    private readonly ReadOnlySpan<char> _text;
    private int _next;

    /// <summary>Starts before the first piece of <paramref name="text"/>.</summary>
    public PreTokens(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The piece found by the last <see cref="MoveNext"/>.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>This value itself, for <c>foreach</c>.</summary>
    public readonly PreTokens GetEnumerator() => this;

    /// <summary>Goes to the next piece; false at the end. The pieces together are the whole text.</summary>
    public bool MoveNext()
    {
        if (_next >= _text.Length)
            return false;
        var start = _next;
        var kind = Classify(start, out var length);
        var end = start + length;
        if (
            kind == Kind.Space
            && _text[start] == ' '
            && end < _text.Length
            && Classify(end, out length) is var after and (Kind.Letter or Kind.Symbol)
        )
        {
            kind = after;
            end += length;
        }
        if (kind != Kind.Digit)
            while (end < _text.Length && Classify(end, out length) == kind)
                end += length;
        _next = end;
        Current = _text[start..end];
        return true;
    }

    private readonly Kind Classify(int index, out int length)
    {
        var c = _text[index];
        if (c < 128)
        {
            length = 1;
            return char.IsAsciiLetter(c) ? Kind.Letter
                : char.IsAsciiDigit(c) ? Kind.Digit
                : c is ' ' or (>= '\t' and <= '\r') ? Kind.Space
                : Kind.Symbol;
        }
        // A lone surrogate becomes U+FFFD, as it does when the piece is encoded as UTF-8.
        _ = Rune.DecodeFromUtf16(_text[index..], out var rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber =>
                Kind.Digit,
            _ => Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Symbol,
        };
    }

    private enum Kind
    {
        Letter,
        Digit,
        Space,
        Symbol,
    }
}
