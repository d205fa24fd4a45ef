namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>The time that a line begins with, and what all of its values are of.</summary>
internal static class LineOwner
{
    /// <summary>The time in front, "" for none, and where the line goes on behind it.</summary>
    public static (string Time, int From) Time(TokenLine line)
    {
        var from = 0;
        var time = "";
        while (from < line.Count && (line[from].Is('*') || line[from].Is('-')))
            from++;
        if (from < line.Count && line[from].Kind == TokenKind.Time && !LineLexer.IsSpan(line[from].Text))
            time = line[from++].Text;
        else if (
            from + 2 < line.Count
            && (line[from].Is('[') || line[from].Is('('))
            && line[from + 1].Kind == TokenKind.Time
        )
            (time, from) = (line[from + 1].Text, from + 3);
        while (time.Length > 0 && from < line.Count && line[from].Kind == TokenKind.Mark && !line[from].Is('['))
            from++;
        return (time, from);
    }

    /// <summary>
    /// The owner, "" for none, and where its values begin: <c>[Pump A] state=RUN</c>, <c>kitchen temp=21 hum=44</c>,
    /// <c>Pump A: running, 3.2 bar</c>.
    /// </summary>
    public static (string Name, int From) Of(TokenLine line, int from)
    {
        if (Bracketed(line, from) is { } bracketed)
            return bracketed;
        var at = from;
        while (at < line.Count && (line[at].Kind == TokenKind.Word || line.IsIndex(at)))
            at++;
        if (at >= line.Count || at == from)
            return ("", from);
        if (line[at].Is('=') && at - from > 1 && at + 1 < line.Count && line.HasMark('=', at + 1))
            return (line.Raw(from, at - 1), at - 1);
        return line[at].Is(':') && HasSeveral(line, at + 1) ? (line.Raw(from, at), at + 1) : ("", from);
    }

    private static (string, int)? Bracketed(TokenLine line, int from)
    {
        if (from + 2 >= line.Count || !line[from].Is('['))
            return null;
        var end = line.Close(from, line.Count);
        if (end + 1 >= line.Count || end == from + 1)
            return null;
        var next = end + 1;
        while (next < line.Count && (line[next].Is(':') || line[next].Is('-')))
            next++;
        return (line.Raw(from + 1, end), next);
    }

    // Whether what stands behind a colon is more than one value: named ones, or such of several units.
    private static bool HasSeveral(TokenLine line, int from)
    {
        if (StartsOther(line, from))
            return false;
        var units = new List<string>();
        var isNamed = false;
        for (var i = from; i < line.Count; i++)
        {
            if (line[i].Is('('))
                i = line.Close(i, line.Count);
            else if (line[i].IsMeasured)
            {
                units.Add(line[i].Value.Unit.Trim());
                isNamed |=
                    i > from && line[i - 1].Kind == TokenKind.Word
                    || i > from + 1 && line[i - 1].Kind == TokenKind.Mark && line[i - 2].Kind == TokenKind.Word;
            }
        }

        return units.Count > 0 && isNamed || units.Count > 1 && units.Distinct().Count() == units.Count;
    }

    // "Flow: 3.2 l/min, Temp: 21 C": the colon names one value of several.
    private static bool StartsOther(TokenLine line, int from) =>
        from < line.Count
        && (line[from].IsMeasured || line[from].Kind is TokenKind.Word or TokenKind.Time)
        && line.HasMark(':', from);
}
