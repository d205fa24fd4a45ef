namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// What stands in brackets within a line: limits, a state, values of their own, a unit, or a part of the name.
/// </summary>
internal static class LineGroup
{
    /// <summary>Reads the pieces between two brackets.</summary>
    public static void Read(TokenLine line, int from, int to, bool isSquare, FieldList fields)
    {
        if (from >= to)
            return;
        if (isSquare && fields.HasName && to == from + 1 && ValueReader.IsUnit(line[from].Text))
            fields.Unit(line[from].Text);
        else if (fields.HasName)
            fields.Name($"({line.Raw(from, to)})");
        else if (fields.All.Count > 0 && !Limits(line, from, to, fields))
            Own(line, from, to, fields);
    }

    private static void Own(TokenLine line, int from, int to, FieldList fields)
    {
        var last = fields.All[^1].Name;
        var text = line.Raw(from, to);
        var inner = FieldCutter.Cut(text, LineLexer.Tokens(text)).Fields;
        foreach (var field in inner)
            if (field.Name.Length > 0)
                fields.All.Add(field with { Name = last.Length > 0 ? $"{last}/{field.Name}" : field.Name });
        if (inner.Count == 0 && to == from + 1 && line[from].Kind == TokenKind.Word)
            fields.Beside("state", ValueReader.Read(line[from].Text));
    }

    private static bool Limits(TokenLine line, int from, int to, FieldList fields)
    {
        decimal? low = null,
            high = null;
        var word = "";
        for (var i = from; i < to; i++)
        {
            if (line[i].Kind == TokenKind.Word && LineWords.IsLimit(line[i].Text))
                word = line[i].Text;
            else if (line[i].Kind == TokenKind.Number && word.Length > 0)
            {
                if (LineWords.IsLow(word))
                    low ??= line[i].Value.Number;
                else
                    high ??= line[i].Value.Number;
            }
            else if (line[i].Kind != TokenKind.Mark)
                return false;
        }

        if (low is null && high is null)
            return false;
        fields.Limit(low, high);
        return true;
    }
}
