namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Finds the values of one line and their names, in whichever order: <c>temp 21 C, fan on</c>, <c>21 C outside</c>,
/// <c>Pump: running 1450 rpm, 3.2 bar</c>, <c>The boiler is at 71 degrees and the pump is off.</c>
/// </summary>
internal sealed class FieldCutter
{
    private readonly TokenLine _line;
    private readonly FieldList _fields = new();
    private readonly string _owner;
    private string _time,
        _cell = "";

    private FieldCutter(TokenLine line)
    {
        _line = line;
        (_time, var from) = LineOwner.Time(line);
        (_owner, from) = LineOwner.Of(line, from);
        Read(from, line.Count);
    }

    /// <summary>Cuts a line whose pieces are known.</summary>
    public static LineFields Cut(string line, List<Token> tokens)
    {
        var cutter = new FieldCutter(new TokenLine(line, tokens));
        var fields = cutter._fields.All;
        // "load: 1.22, 0.95, 0.71" is a list of what the owner names.
        return
            cutter._owner.Length > 0
            && fields.Count > 1
            && fields.TrueForAll(one => one.Name.Length == 0 && one.Value.Unit.Length == 0)
            ? new LineFields(cutter._time, "", fields.ConvertAll(one => one with { Name = cutter._owner }))
            : new LineFields(cutter._time, cutter._owner, fields);
    }

    // Part by part, up to a mark or a word that parts two statements.
    private void Read(int from, int to)
    {
        var start = from;
        for (var i = from; i <= to; i++)
        {
            if (i < to && _line.Opens(i))
            {
                i = _line.Close(i, to);
                continue;
            }

            if (i < to && !IsBreak(i))
                continue;
            Segment(start, i);
            if (!(i > start && i + 1 < to && _fields.HasName && GoesOn(i)))
                _fields.EndName();
            start = i + 1;
        }
    }

    private bool IsBreak(int i)
    {
        var token = _line[i];
        return token.Kind == TokenKind.Mark && token.Text is "," or ";" or "|" or "." or "-" or "!" or "?" or "•" or "·"
            || token.Kind == TokenKind.Word && LineWords.IsJoint(token.Text) && _line.HasValue(i + 1);
    }

    // "wheat | 1015": a name, and its value in a cell of its own.
    private bool GoesOn(int i)
    {
        var next = i + 1;
        if (_line[next].Kind == TokenKind.Word)
            return _line[i].Is('|') && LineWords.IsState(_line[next].Text) && _line.IsEnd(next + 1);
        return _line[next].IsMeasured
            && (
                _line[i].Is(',') && _line.IsEnd(next + 1)
                || _line[i].Is('|')
                    && (
                        _line.IsEnd(next + 1)
                        || _line[next + 1] is { Kind: TokenKind.Word, IsApart: false } && _line.IsEnd(next + 2)
                    )
            );
    }

    private void Segment(int from, int to)
    {
        // "ALM  12 open   3 new": counts of what stands in a cell before them.
        if (
            from + 2 < to
            && !_fields.HasName
            && _line[from].Kind == TokenKind.Word
            && _line[from + 1] is { IsApart: true, IsMeasured: true, Value.Unit.Length: 0 }
            && IsValueFirst(from + 1, to)
            && _line.Between(from + 2, to).Any(one => one.IsMeasured)
        )
            _cell = _line[from++].Text + " ";
        if (IsValueFirst(from, to))
        {
            for (var i = from; i < to; )
            {
                var value = _line[i++].Value;
                var words = i;
                while (i < to && !_line[i].IsMeasured)
                    i++;
                _fields.All.Add(new Field(_cell + NameBehind(words, i), value));
            }

            _cell = "";
            return;
        }

        for (var i = from; i < to; i++)
            i = Step(i, to);
    }

    // "48 % humidity", "201 total", "3 received 0 lost"
    private bool IsValueFirst(int from, int to)
    {
        if (to - from < 2 || _fields.HasName || !_line[from].IsMeasured || _line[to - 1].Kind != TokenKind.Word)
            return false;
        for (var i = from; i < to; i++)
            if (
                _line[i].Kind is TokenKind.Mark or TokenKind.Time
                || _line[i].IsMeasured && (i + 1 == to || _line[i + 1].Kind != TokenKind.Word)
            )
                return false;
        return !LineWords.IsState(_line[to - 1].Text);
    }

    // "12 km/h from the west": a wind's; "13 from the boiler": the boiler's.
    private string NameBehind(int from, int to)
    {
        var isSaid = from < to && LineWords.IsPreposition(_line[from].Text);
        return isSaid && _owner.Length > 0
            ? ""
            : LineWords.Name(_line.Between(isSaid ? from + 1 : from, to).Select(one => one.Text));
    }

    // Reads a piece, and says which was the last one that belongs to it.
    private int Step(int i, int to) =>
        _line[i].Kind switch
        {
            TokenKind.Mark => Mark(i, to),
            TokenKind.Word => Word(i, to),
            TokenKind.Time => Time(i),
            _ => Measured(i, to),
        };

    private int Measured(int i, int to)
    {
        if (
            _line.IsIndex(i) && _fields.HasName && _line.IsNamePart(i, to)
            || !_fields.HasName && _line.StartsLabel(i, to)
        )
            _fields.Name(_line[i].Text);
        else if (_fields.HasName && _line.Unit(i, to) is { } unit)
        {
            _fields.Add(_line[i].Value with { Unit = " " + unit });
            return i + 1;
        }
        else
            _fields.Add(_line[i].Value);
        return i;
    }

    private int Time(int i)
    {
        if (_fields.HasName)
            _fields.Add(new SignalValue(SignalKind.Text, _line[i].Text, 0, ""));
        else if (_time.Length == 0)
            _time = _line[i].Text;
        return i;
    }

    private int Word(int i, int to)
    {
        var word = _line[i].Text;
        if (LineWords.IsVerb(word))
            _fields.IsSaid = true;
        // "4 of 6"
        else if (
            word == "of"
            && _fields is { HasName: false, All.Count: > 0 }
            && i + 1 < to
            && _line[i + 1].Kind == TokenKind.Number
        )
        {
            _fields.Beside("total", _line[i + 1].Value);
            return i + 1;
        }
        else if (IsState(i, to))
            _fields.State(word);
        else if (_fields.HasName && _line.IsAddress(i))
            _fields.Add(new SignalValue(SignalKind.Text, word, 0, ""));
        // "Bypass          closed by hand": a cell of its own without a number.
        else if (
            _fields is { HasName: true, All.Count: 0 }
            && _line[i].IsApart
            && !_line.Between(i, to).Any(one => one.IsMeasured)
        )
        {
            _fields.Add(ValueReader.Read(_line.Raw(i, to)));
            return to;
        }
        else
            _fields.Name(word);
        return i;
    }

    private bool IsState(int i, int to)
    {
        var word = _line[i].Text;
        return (_line.EndsAt(i, to) || word is "ON" or "OFF" or "OPEN" or "CLOSED" && _fields.HasName)
            && (
                LineWords.IsState(word)
                || _fields.IsSaid
                || _fields.HasName && LineWords.IsCode(word) && !LineWords.IsCode(_fields.LastWord)
            );
    }

    private int Mark(int i, int to)
    {
        var token = _line[i];
        var next = i + 1 < to ? _line[i + 1] : default;
        if (_line.Opens(i))
        {
            var end = _line.Close(i, to);
            LineGroup.Read(_line, i + 1, Math.Min(end, to), token.Is('['), _fields);
            return end;
        }

        if (_fields.HasName && (token.Is(':') || token.Is('=') || token.Text is "->" or "=>" or "→"))
            return Assigned(i + 1, to);
        if (_fields is { HasName: false, All.Count: > 0 } && next.Kind == TokenKind.Number)
        {
            if (token.Is('/'))
                _fields.Beside("target", next.Value);
            else if (token.Is('>') || token.Is('<'))
                _fields.Limit(token.Is('<') ? next.Value.Number : null, token.Is('>') ? next.Value.Number : null);
            else
                return i;
            return i + 1;
        }

        if (!token.Is('@') || next.Kind != TokenKind.Time || _time.Length > 0)
            return i;
        _time = next.Text;
        return i + 1;
    }

    // The value behind a colon: a number, or a text up to the next name.
    private int Assigned(int i, int to)
    {
        while (i < to && _line[i].Kind == TokenKind.Mark && _line[i].Text is ":" or "=" or "\"")
            i++;
        if (i >= to)
            return to;
        if (_line[i].IsMeasured)
        {
            _fields.Add(_line[i].Value, true);
            return i;
        }

        var end = i;
        while (end < to && !_line[end].Is('(') && !(end > i && (_line[end].IsApart || StartsName(end, to))))
            end++;
        if (end == i)
            return i - 1;
        _fields.Add(ValueReader.Read(_line.Raw(i, end).Trim('"')), true);
        return end - 1;
    }

    private bool StartsName(int i, int to) => _line[i].Kind == TokenKind.Word && _line.IsAssignment(i + 1, to);
}
