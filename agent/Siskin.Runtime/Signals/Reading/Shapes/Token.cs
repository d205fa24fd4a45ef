namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What a piece of a line is, whatever the form of the text.</summary>
internal enum TokenKind
{
    /// <summary>A word, a name or a code.</summary>
    Word,

    /// <summary>A number with its unit.</summary>
    Number,

    /// <summary>A sign that there is no number.</summary>
    Missing,

    /// <summary>A date, a time of day or both.</summary>
    Time,

    /// <summary>A mark that parts others.</summary>
    Mark,
}

/// <summary>A piece of a line.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its letters.</param>
/// <param name="Start">Where it begins in the line.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsApart">Whether a wide gap stands before it.</param>
/// <param name="Value">Its value; of a word or a mark none.</param>
internal readonly record struct Token(
    TokenKind Kind,
    string Text,
    int Start,
    int End,
    bool IsApart,
    SignalValue Value = default
)
{
    /// <summary>Whether it is a number, or says that one is missing.</summary>
    public bool IsMeasured => Kind is TokenKind.Number or TokenKind.Missing;

    /// <summary>Whether it is this mark.</summary>
    public bool Is(char mark) => Kind == TokenKind.Mark && Text[0] == mark;
}
