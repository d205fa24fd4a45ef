using System.Text;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>Cuts rows of one shape into the places that all of them have.</summary>
internal static class RowParts
{
    /// <summary>The shape of a line: which kinds of pieces follow each other, runs of words as one.</summary>
    public static string Shape(List<Token> tokens)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
            if (!IsJoined(tokens, i))
                shape.Append(
                    tokens[i].Kind switch
                    {
                        TokenKind.Word => "W",
                        TokenKind.Time => "T",
                        TokenKind.Mark => tokens[i].Text,
                        _ => "N",
                    }
                );
        return shape.ToString();
    }

    /// <summary>The pieces of a line that are neither in round brackets nor bounds.</summary>
    public static List<Token> Outline(List<Token> tokens)
    {
        var kept = new List<Token>(tokens.Count);
        var depth = 0;
        var isBound = false;
        foreach (var token in tokens)
        {
            if (token.Is('('))
                depth++;
            if (depth == 0 && !token.Is('>') && !token.Is('<') && !(kept.Count > 0 && token.IsMeasured && isBound))
                kept.Add(token);
            isBound = token.Is('>') || token.Is('<');
            if (token.Is(')') && depth > 0)
                depth--;
        }

        return kept;
    }

    /// <summary>The places of rows that have one shape.</summary>
    public static List<RowPart> Of(List<(string Line, List<Token> Tokens)> rows)
    {
        var cells = rows.ConvertAll(row => Cells(row.Line, row.Tokens));
        var parts = new List<RowPart>();
        for (var i = 0; i < cells[0].Count; i++)
        {
            var column = i;
            var part = new RowPart(
                cells.Exists(row => row[column].Kind == TokenKind.Number) ? TokenKind.Number : cells[0][column].Kind,
                [.. cells.Select(row => row[column].Text)],
                [.. cells.Select(row => row[column].Value)]
            );
            parts.AddRange(i + 1 < cells[0].Count && cells[0][i + 1].Is('=') ? Keyed(part) : Split(part));
        }

        return parts;
    }

    // Words that all runs end with name what follows: "server1 cpu 12%", "server2 cpu 55%".
    private static List<RowPart> Split(RowPart part)
    {
        if (part.Kind != TokenKind.Word)
            return [part];
        if (part.IsConstant)
            return Said(part);
        string[][] words = [.. part.Texts.Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        var least = words.Min(row => row.Length);
        var shared = 0;
        while (shared < least - 1 && Array.TrueForAll(words, row => row[^(shared + 1)] == words[0][^(shared + 1)]))
            shared++;
        var first = 0;
        while (first < least - 1 && Array.TrueForAll(words, row => row[first] == words[0][first]))
            first++;
        // "door open", "door closed"
        if (first > 0 && Array.TrueForAll(words, row => row.Length == first + 1 && LineWords.IsState(row[first])))
            return [Words(row => row[..first]), Words(row => row[first..])];
        var signs = Array.TrueForAll(words, row => row.Length > shared + 1 && IsSign(row[^(shared + 1)])) ? 1 : 0;
        if (shared + signs == 0)
            return [part];
        var split = new List<RowPart> { Words(row => row[..^(shared + signs)]) };
        if (signs > 0)
            split.Add(Words(row => row[^(shared + 1)..^shared]));
        if (shared > 0)
            split.Add(Words(row => row[^shared..]));
        return split;

        RowPart Words(Func<string[], string[]> some) =>
            new(TokenKind.Word, [.. words.Select(row => string.Join(' ', some(row)))], part.Values);
    }

    // "psu1 ok", where all rows say so.
    private static List<RowPart> Said(RowPart part)
    {
        var text = part.Texts[0];
        var last = text.LastIndexOf(' ');
        return last > 0 && LineWords.IsState(text[(last + 1)..])
            ?
            [
                part with
                {
                    Texts = [.. part.Texts.Select(_ => text[..last])],
                },
                part with
                {
                    Texts = [.. part.Texts.Select(_ => text[(last + 1)..])],
                },
            ]
            : [part];
    }

    // "kitchen temp=21": whose key it is.
    private static List<RowPart> Keyed(RowPart part)
    {
        if (
            part.Kind != TokenKind.Word
            || !Array.TrueForAll(part.Texts, text => text.Contains(' ', StringComparison.Ordinal))
        )
            return [part];
        return
        [
            part with
            {
                Texts = [.. part.Texts.Select(text => text[..text.LastIndexOf(' ')].TrimEnd())],
            },
            part with
            {
                Texts = [.. part.Texts.Select(text => text[(text.LastIndexOf(' ') + 1)..])],
            },
        ];
    }

    private static bool IsSign(string word) => word.Length == 1 && !char.IsLetterOrDigit(word[0]);

    private static List<Token> Cells(string line, List<Token> tokens)
    {
        var cells = new List<Token>();
        for (var i = 0; i < tokens.Count; i++)
            if (IsJoined(tokens, i))
                cells[^1] = cells[^1] with { Text = line[cells[^1].Start..tokens[i].End], End = tokens[i].End };
            else
                cells.Add(tokens[i]);
        return cells;
    }

    private static bool IsJoined(List<Token> tokens, int i) =>
        i > 0
        && !tokens[i].IsApart
        && (
            tokens[i].Kind == TokenKind.Word && (tokens[i - 1].Kind == TokenKind.Word || IsNumber(tokens, i - 1))
            || IsNumber(tokens, i)
        );

    // "Inlet pump 1      on": a number of the name that a row begins with.
    private static bool IsNumber(List<Token> tokens, int i)
    {
        if (
            tokens[i] is not { Kind: TokenKind.Number, IsApart: false, Value.Unit.Length: 0, Text.Length: < 4 }
            || !tokens[i].Text.All(char.IsAsciiDigit)
            || i + 1 >= tokens.Count
            || !(tokens[i + 1].IsApart || tokens[i + 1].Is(':') || tokens[i + 1].Is('='))
        )
            return false;
        for (var before = 0; before < i; before++)
            if (tokens[before].Kind != TokenKind.Word || before > 0 && tokens[before].IsApart)
                return false;
        return i > 0 && tokens.Skip(i + 1).Any(one => one.IsMeasured);
    }
}
