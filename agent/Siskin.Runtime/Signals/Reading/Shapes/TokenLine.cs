using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>The pieces of one line, and what stands around a piece.</summary>
/// <param name="line">The line.</param>
/// <param name="tokens">Its pieces.</param>
internal sealed partial class TokenLine(string line, List<Token> tokens)
{
    /// <summary>Number of pieces.</summary>
    public int Count => tokens.Count;

    /// <summary>A piece.</summary>
    public Token this[int i] => tokens[i];

    /// <summary>The pieces from one on, up to another.</summary>
    public IEnumerable<Token> Between(int from, int to) => tokens.Skip(from).Take(to - from);

    /// <summary>The letters of the line from one piece on, up to another.</summary>
    public string Raw(int from, int to) => from >= to ? "" : line[tokens[from].Start..tokens[to - 1].End];

    /// <summary>Whether a mark stands at a place or behind it.</summary>
    public bool HasMark(char mark, int from) => tokens.FindIndex(from, one => one.Is(mark)) >= 0;

    /// <summary>Whether a bracket opens there.</summary>
    public bool Opens(int i) => tokens[i].Is('(') || tokens[i].Is('[') || tokens[i].Is('{');

    /// <summary>Where the bracket that opens at a place is closed; the end where it is not.</summary>
    public int Close(int open, int to)
    {
        var depth = 0;
        for (var i = open; i < to; i++)
        {
            if (tokens[i].Kind != TokenKind.Mark)
                continue;
            if (Opens(i))
                depth++;
            else if (tokens[i].Text is ")" or "]" or "}" && --depth == 0)
                return i;
        }

        return to;
    }

    /// <summary>Whether nothing stands there, or a mark.</summary>
    public bool IsEnd(int i) => i >= tokens.Count || tokens[i].Kind == TokenKind.Mark;

    /// <summary>Whether a colon or a sign of equality stands there.</summary>
    public bool IsAssignment(int i, int to) => i < to && (tokens[i].Is(':') || tokens[i].Is('='));

    /// <summary>Whether what is said ends with a piece.</summary>
    public bool EndsAt(int i, int to) =>
        i + 1 >= to
        || tokens[i + 1].Kind == TokenKind.Mark && !IsAssignment(i + 1, to)
        || tokens[i + 1].IsApart && tokens[i + 1].Kind != TokenKind.Mark
        || tokens[i + 1].Text is "since" or "for" or "and";

    /// <summary>Whether a piece is a number of a thing: whole, small and without a unit.</summary>
    public bool IsIndex(int i) =>
        tokens[i] is { Kind: TokenKind.Number, Value.Unit.Length: 0 } token
        && token.Text.Length < 6
        && token.Text.All(char.IsAsciiDigit);

    /// <summary>
    /// Whether a number belongs to the name before it: <c>Sensor 1 (hall): 21</c>, <c>Pump 2 is running</c>.
    /// </summary>
    public bool IsNamePart(int i, int to)
    {
        var next = i + 1;
        if (next < to && tokens[next].Is('('))
            next = Close(next, to) + 1;
        return IsAssignment(next, to)
            || next < to
                && tokens[next].Kind == TokenKind.Word
                && (LineWords.IsVerb(tokens[next].Text) || LineWords.IsState(tokens[next].Text));
    }

    /// <summary>Whether a name begins with a number: <c>90% ULLAGE = 2113</c>.</summary>
    public bool StartsLabel(int i, int to)
    {
        var next = i + 1;
        while (next < to && tokens[next].Kind == TokenKind.Word)
            next++;
        return next > i + 1 && next + 1 < to && IsAssignment(next, to) && tokens[next + 1].IsMeasured;
    }

    /// <summary>A short word that ends a statement and is a number's unit, <c>16 ppt</c>; or null.</summary>
    public string? Unit(int i, int to) =>
        tokens[i] is { Kind: TokenKind.Number, Value.Unit.Length: 0 }
        && i + 1 < to
        && tokens[i + 1] is { Kind: TokenKind.Word, IsApart: false } word
        && (i + 2 == to || tokens[i + 2].Kind == TokenKind.Mark || tokens[i + 2].IsApart)
        && !LineWords.IsState(word.Text)
        && !LineWords.IsPreposition(word.Text)
        && ValueReader.IsUnit(" " + word.Text)
            ? word.Text
            : null;

    /// <summary>Whether a piece is an address of a network or of a card of one.</summary>
    public bool IsAddress(int i) => Address().IsMatch(tokens[i].Text);

    /// <summary>Whether a piece and those behind it hold a value.</summary>
    public bool HasValue(int from) =>
        tokens.Skip(from).Any(one => one.IsMeasured || one.Kind == TokenKind.Word && LineWords.IsState(one.Text));

    [GeneratedRegex(
        @"^(?:\d{1,3}(?:\.\d{1,3}){3}(?:[/:]\d+)?|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}(?:/\d+)?)$"
    )]
    private static partial Regex Address();
}
