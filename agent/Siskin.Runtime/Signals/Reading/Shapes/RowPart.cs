namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What stands in one place of every row: a run of words, a number, a time or a mark.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Texts">Its letters, row by row.</param>
/// <param name="Values">Its values, row by row.</param>
internal sealed record RowPart(TokenKind Kind, string[] Texts, SignalValue[] Values)
{
    /// <summary>Whether it is the same in all rows.</summary>
    public bool IsConstant => Array.TrueForAll(Texts, text => text == Texts[0]);

    /// <summary>Whether it is another text in every row.</summary>
    public bool IsDistinct => Texts.Distinct(StringComparer.Ordinal).Count() == Texts.Length;

    /// <summary>Whether it is this mark.</summary>
    public bool Is(char mark) => Kind == TokenKind.Mark && Texts[0][0] == mark;

    /// <summary>Whether all of its texts are words for states.</summary>
    public bool IsState =>
        Kind == TokenKind.Word
        && Array.TrueForAll(
            Texts,
            text =>
                text.Split(' ') is { Length: < 3 } words && LineWords.IsState(words[0])
                || text is ['✔' or '✓' or '✘' or '✗' or '●' or '○']
        );

    /// <summary>Whether it counts rows: whole, small, without a unit and another one in each.</summary>
    public bool IsIndex =>
        Kind == TokenKind.Number
        && Array.TrueForAll(
            Values,
            value =>
                value.IsNumber && value.Unit.Length == 0 && value.Text.Length < 6 && value.Text.All(char.IsAsciiDigit)
        )
        && IsDistinct;
}
