using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>A line, how far it is indented, and what it is made of.</summary>
internal sealed partial class ShapeLine
{
    private const int MostWords = 7;

    private string? _shape,
        _outline;
    private LineFields? _fields;

    public ShapeLine(string line)
    {
        Body = Clean(Ruled().Replace(line.Trim(), "= $2 ="));
        Indent = line.Length - line.TrimStart().Length + (line.TrimStart() is ['-' or '*' or '•', ' ', ..] ? 1 : 0);
        IsRule =
            Body.Length == 0
            || !Body.Any(char.IsLetterOrDigit) && (Body.Length > 4 || Body.Length > 2 && !ValueReader.IsAbsent(Body));
        Tokens = IsRule ? [] : LineLexer.Tokens(Body);
    }

    /// <summary>The line without blanks and bullets around it.</summary>
    public string Body { get; }

    /// <summary>How many blanks stand before it.</summary>
    public int Indent { get; }

    /// <summary>Whether it is empty, or a line that is drawn.</summary>
    public bool IsRule { get; }

    /// <summary>Its pieces.</summary>
    public List<Token> Tokens { get; }

    /// <summary>What kinds of pieces it has.</summary>
    public string Shape => _shape ??= RowParts.Shape(Tokens);

    /// <summary>The same without what stands in brackets.</summary>
    public string Outline => _outline ??= RowParts.Shape(RowParts.Outline(Tokens));

    /// <summary>What it says when it is read by itself.</summary>
    public LineFields Fields => _fields ??= FieldCutter.Cut(Body, Tokens);

    /// <summary>Whether it holds a value and nothing that names it.</summary>
    public bool IsBareValue =>
        Tokens.Count is 1 or 2
        && (Tokens[0].IsMeasured || Tokens.Count == 1 && Tokens[0].Kind == TokenKind.Word && LineWords.IsState(Body));

    /// <summary>Number of marks that no known writer puts between names and values.</summary>
    public int OddMarks =>
        Tokens.Count(one =>
            one.Kind == TokenKind.Mark && one.Text is "\\" or "^" or "&" or "~" or "*" or "+" or "$" or "!"
            || one.Kind is TokenKind.Missing && one.Text == "~"
            || one.Kind == TokenKind.Word && OddWord().IsMatch(one.Text)
        ) + (Body.Contains("<>", StringComparison.Ordinal) ? 1 : 0);

    // "==== STORES (t) ====": one mark says as much.
    [GeneratedRegex(@"^([=\-*#~])\1+\s*(\S[^=]*?)\s*\1{2,}$")]
    private static partial Regex Ruled();

    [GeneratedRegex(@"^@\d|^\$(?!SYS)|\w[\\^&~*$]+[+\-]?\d")]
    private static partial Regex OddWord();

    /// <summary>Whether it is a time and nothing else.</summary>
    public bool IsTime =>
        Tokens.Count == 1 && Tokens[0].Kind == TokenKind.Time && !LineLexer.IsSpan(Tokens[0].Text)
        || Shape is "[T]" or "(T)" or "T:";

    /// <summary>Whether it may be a heading: a few words, maybe with a number, and no value.</summary>
    public bool MayHead =>
        Tokens.Count is > 0 and <= MostWords
        && Tokens[0].Kind is TokenKind.Word or TokenKind.Mark
        && Tokens.Exists(one => one.Kind == TokenKind.Word)
        && RowParts
            .Outline(Tokens)
            .TrueForAll(one =>
                one.Kind switch
                {
                    TokenKind.Word => true,
                    TokenKind.Mark => one.Text is ":" or "[" or "]" or "(" or ")" or "=" or "-" or "." or "/" or "&"
                        || one.Text.Length > 1 && one.Text.All(c => c == one.Text[0]),
                    TokenKind.Number => one.Value.Unit.Length == 0 && one.Text.All(char.IsAsciiDigit),
                    _ => false,
                }
            )
        && !Tokens.Exists(one => one.Is('=') && one.Start > 0 && one.End < Body.Length && Body[^1] != '=')
        && (Body.IndexOf(": ", StringComparison.Ordinal) is < 0)
        && !(Tokens.Count > 1 && Tokens[^1].Kind == TokenKind.Word && LineWords.IsState(Tokens[^1].Text));

    /// <summary>Its words as a heading.</summary>
    public string Heading =>
        string.Join(
            ' ',
            RowParts
                .Outline(Tokens)
                .Where(one => one.Kind is TokenKind.Word or TokenKind.Number)
                .Select(one => one.Text)
        );

    /// <summary>Whether its heading ends with a number: <c>TANK 2</c>.</summary>
    public bool IsNumbered => Tokens.Count > 1 && Tokens.Exists(one => one.Kind == TokenKind.Number);

    private static string Clean(string body)
    {
        var text = body.TrimStart('•', '·', '>', '├', '└', '│', '─', '╰', '╭', ' ', ';', '#').TrimStart();
        return text.StartsWith("- ", StringComparison.Ordinal) || text.StartsWith("* ", StringComparison.Ordinal)
            ? text[2..].TrimStart()
            : text;
    }
}
