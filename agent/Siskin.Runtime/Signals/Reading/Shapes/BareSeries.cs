namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Values of one signal without a name: <c>71.2, 71.9, 72.4</c>, <c>12:00=71.2 | 12:10=71.9</c>, <c>71.2 at 12:00</c>.
/// </summary>
internal static class BareSeries
{
    private const int Least = 3;
    private const int LeastTimed = 2;
    private const string Name = "value";

    /// <summary>Reads lines that hold nothing but values, or values and their times in turn.</summary>
    public static bool TryRead(List<ShapeLine> lines, TableBuilder table)
    {
        var tokens = new List<Token>();
        foreach (var line in lines)
        {
            foreach (var token in line.Tokens)
                if (token.IsMeasured || token.Kind == TokenKind.Time && !LineLexer.IsSpan(token.Text))
                    tokens.Add(token);
                else if (
                    token.Kind == TokenKind.Word && token.Text is not ("at" or "and" or "then")
                    || token.Kind == TokenKind.Time
                )
                    return false;
        }

        if (tokens.Count == 0)
            return false;
        if (!tokens.Exists(one => one.Kind == TokenKind.Time))
            return lines.Count(line => line.Tokens.Count > 0) == 1
                && Untimed(tokens, lines.Find(line => line.Tokens.Count > 0)!, table);
        return Timed(tokens, table);
    }

    private static bool Untimed(List<Token> tokens, ShapeLine line, TableBuilder table)
    {
        // Numbers in a row, all parted by the same mark.
        if (
            tokens.Count < Least
            || line.Tokens.Where(one => one.Kind == TokenKind.Mark).Select(one => one.Text).Distinct().Count() > 1
        )
            return false;
        foreach (var token in tokens)
            table.Add(Name, token.Value);
        return true;
    }

    private static bool Timed(List<Token> tokens, TableBuilder table)
    {
        if (tokens.Count < 2 * LeastTimed || tokens.Count % 2 > 0)
            return false;
        var first = tokens[0].Kind == TokenKind.Time ? 0 : 1;
        for (var i = 0; i < tokens.Count; i += 2)
            if (tokens[i + first].Kind != TokenKind.Time || !tokens[i + 1 - first].IsMeasured)
                return false;
        for (var i = 0; i < tokens.Count; i += 2)
            table.Add(Name, tokens[i + 1 - first].Value, tokens[i + first].Text);
        return true;
    }
}
