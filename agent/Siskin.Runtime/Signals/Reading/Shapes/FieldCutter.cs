using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Finds the values of one line and their names, in whichever order: <c>temp 21 C, fan on</c>, <c>21 C outside</c>,
/// <c>Pump: running 1450 rpm, 3.2 bar</c>, <c>The boiler is at 71 degrees and the pump is off.</c>
/// </summary>
internal sealed partial class FieldCutter
{
    private readonly string _line;
    private readonly List<Token> _tokens;
    private readonly List<Field> _fields = [];
    private readonly List<string> _name = [];
    private string _time = "";
    private string _unit = "";
    private bool _isSaid,
        _hasOwner;

    private FieldCutter(string line, List<Token> tokens) => (_line, _tokens) = (line, tokens);

    /// <summary>Cuts a line.</summary>
    public static LineFields Cut(string line) => Cut(line, LineLexer.Tokens(line));

    /// <summary>Cuts a line whose pieces are known.</summary>
    public static LineFields Cut(string line, List<Token> tokens)
    {
        var cutter = new FieldCutter(line, tokens);
        var from = cutter.SkipTime();
        var owner = cutter.Owner(ref from);
        cutter._hasOwner = owner.Length > 0;
        cutter.Read(from, tokens.Count);
        cutter.NameFirst(ref owner);
        return new LineFields(cutter._time, owner, cutter._fields);
    }

    private int SkipTime()
    {
        var from = 0;
        while (from < _tokens.Count && (_tokens[from].Is('*') || _tokens[from].Is('-')))
            from++;
        if (from < _tokens.Count && _tokens[from].Kind == TokenKind.Time && !LineLexer.IsSpan(_tokens[from].Text))
            _time = _tokens[from++].Text;
        else if (
            from + 2 < _tokens.Count
            && (_tokens[from].Is('[') || _tokens[from].Is('('))
            && _tokens[from + 1].Kind == TokenKind.Time
        )
        {
            _time = _tokens[from + 1].Text;
            from += 3;
        }

        while (
            from < _tokens.Count && _time.Length > 0 && _tokens[from].Kind == TokenKind.Mark && !_tokens[from].Is('[')
        )
            from++;
        return from;
    }

    // "[Pump A] state=RUN", "kitchen temperature=21.4 humidity=44", "Pump A: running, 3.2 bar".
    private string Owner(ref int from)
    {
        if (from + 2 < _tokens.Count && _tokens[from].Is('['))
        {
            var end = Close(from, _tokens.Count);
            if (end + 1 < _tokens.Count && end > from + 1)
            {
                var name = Raw(from + 1, end);
                from = end + 1;
                while (from < _tokens.Count && (_tokens[from].Is(':') || _tokens[from].Is('-')))
                    from++;
                return name;
            }
        }

        var at = from;
        while (at < _tokens.Count && (_tokens[at].Kind == TokenKind.Word || IsIndex(at)))
            at++;
        if (at >= _tokens.Count || at == from)
            return "";
        if (
            _tokens[at].Is('=')
            && at - from > 1
            && at + 1 < _tokens.Count
            && _tokens.FindIndex(at + 1, one => one.Is('=')) > 0
        )
        {
            var name = Raw(from, at - 1);
            from = at - 1;
            return name;
        }

        if (!_tokens[at].Is(':') || !HasSeveral(at + 1))
            return "";
        var owner = Raw(from, at);
        from = at + 1;
        return owner;
    }

    // Whether what stands behind a colon is more than one value.
    private bool HasSeveral(int from)
    {
        var measured = 0;
        var isNamed = false;
        for (var i = from; i < _tokens.Count; i++)
        {
            if (_tokens[i].Is('('))
                i = Close(i, _tokens.Count);
            else if (_tokens[i].IsMeasured)
            {
                measured++;
                isNamed |=
                    i > from && _tokens[i - 1].Kind == TokenKind.Word
                    || i > from + 1 && _tokens[i - 1].Kind == TokenKind.Mark && _tokens[i - 2].Kind == TokenKind.Word;
            }
        }

        var units = _tokens
            .Skip(from)
            .Where(one => one.IsMeasured)
            .Select(one => one.Value.Unit?.Trim() ?? "")
            .Distinct()
            .Count();
        return !StartsOther(from) && (measured > 0 && isNamed || measured > 1 && units == measured);
    }

    // "Flow: 3.2 l/min, Temp: 21 C": the colon names one value of several.
    private bool StartsOther(int from) =>
        from < _tokens.Count
        && (_tokens[from].IsMeasured || _tokens[from].Kind is TokenKind.Word or TokenKind.Time)
        && _tokens.FindIndex(from, one => one.Is(':')) > 0;

    private void Read(int from, int to)
    {
        var start = from;
        for (var i = from; i <= to; i++)
        {
            if (i < to && (_tokens[i].Is('(') || _tokens[i].Is('[') || _tokens[i].Is('{')))
            {
                i = Close(i, to);
                continue;
            }

            if (i < to && !IsBreak(i))
                continue;
            Segment(start, i);
            // "wheat | 1015": a name and its value in cells of their own.
            if (
                !(
                    i + 1 < to
                    && i > start
                    && _name.Count > 0
                    && (_tokens[i].Is('|') || _tokens[i].Is(','))
                    && IsCell(i + 1)
                )
            )
                EndName();
            start = i + 1;
        }
    }

    private bool IsBreak(int i)
    {
        var token = _tokens[i];
        return token.Is(',')
            || token.Is(';')
            || token.Is('|')
            || token.Kind == TokenKind.Mark && token.Text is "." or "-" or "!" or "?" or "•" or "·"
            || token.Kind == TokenKind.Word
                && LineWords.IsJoint(token.Text)
                && _fields.Count + 1 > 0
                && HasValue(i + 1);
    }

    // A value, maybe with a unit, and nothing else up to the next mark.
    private bool IsCell(int i)
    {
        if (_tokens[i].Kind == TokenKind.Word)
            return _tokens[i - 1].Is('|') && LineWords.IsState(_tokens[i].Text) && IsEnd(i + 1);
        return _tokens[i].IsMeasured
            && (IsEnd(i + 1) || _tokens[i + 1].Kind == TokenKind.Word && !_tokens[i + 1].IsApart && IsEnd(i + 2));
    }

    private bool IsEnd(int i) => i >= _tokens.Count || _tokens[i].Kind == TokenKind.Mark;

    private bool HasValue(int from) =>
        _tokens.Skip(from).Any(one => one.IsMeasured || one.Kind == TokenKind.Word && LineWords.IsState(one.Text));

    private void Segment(int from, int to)
    {
        if (from >= to)
            return;
        if (IsValueFirst(from, to))
        {
            for (var i = from; i < to; )
            {
                var value = _tokens[i++].Value;
                var words = i;
                while (i < to && !_tokens[i].IsMeasured)
                    i++;
                _fields.Add(new Field(ValueFirstName(words, i), value));
            }

            return;
        }

        for (var i = from; i < to; i++)
            i = Step(i, to);
    }

    // "12 km/h from the west": a wind's; "13 from the boiler": the boiler's.
    private string ValueFirstName(int from, int to)
    {
        var isSaid = from < to && LineWords.IsPreposition(_tokens[from].Text);
        return isSaid && _hasOwner
            ? ""
            : LineWords.Name(_tokens[(isSaid ? from + 1 : from)..to].Select(one => one.Text));
    }

    // "48 % humidity", "201 total", "3 received 0 lost"
    private bool IsValueFirst(int from, int to)
    {
        if (
            _name.Count > 0
            || !_tokens[from].IsMeasured
            || to - from < 2
            || _tokens[to - 1].Kind != TokenKind.Word
            || LineWords.IsState(_tokens[to - 1].Text)
        )
            return false;
        for (var i = from; i < to; i++)
            if (
                _tokens[i].Kind is TokenKind.Mark or TokenKind.Time
                || _tokens[i].IsMeasured && (i + 1 == to || _tokens[i + 1].Kind != TokenKind.Word)
            )
                return false;
        return true;
    }

    private int Step(int i, int to)
    {
        var token = _tokens[i];
        if (token.Kind == TokenKind.Mark)
            return Mark(i, to);
        if (token.IsMeasured)
        {
            if (IsIndex(i) && _name.Count > 0 && IsNamePart(i, to) || _name.Count == 0 && StartsLabel(i, to))
                _name.Add(token.Text);
            else if (_name.Count > 0 && Unit(i, to) is { } unit)
            {
                Add(token.Value with { Unit = " " + unit });
                return i + 1;
            }
            else
                Add(token.Value);
            return i;
        }

        if (token.Kind == TokenKind.Time)
        {
            if (_name.Count > 0)
                Add(new SignalValue(SignalKind.Text, token.Text, 0, ""));
            else if (_time.Length == 0)
                _time = token.Text;
            return i;
        }

        return Word(i, to);
    }

    // "90% ULLAGE = 2113"
    private bool StartsLabel(int i, int to)
    {
        var next = i + 1;
        while (next < to && _tokens[next].Kind == TokenKind.Word)
            next++;
        return next > i + 1
            && next + 1 < to
            && (_tokens[next].Is('=') || _tokens[next].Is(':'))
            && _tokens[next + 1].IsMeasured;
    }

    // "16 ppt": a short word that ends what is said of a number is its unit.
    private string? Unit(int i, int to) =>
        _tokens[i] is { Kind: TokenKind.Number, Value.Unit.Length: 0 }
        && i + 1 < to
        && _tokens[i + 1] is { Kind: TokenKind.Word, IsApart: false } word
        && (i + 2 == to || _tokens[i + 2].Kind == TokenKind.Mark || _tokens[i + 2].IsApart)
        && !LineWords.IsState(word.Text)
        && !LineWords.IsPreposition(word.Text)
        && ValueReader.IsUnit(" " + word.Text)
            ? word.Text
            : null;

    private int Word(int i, int to)
    {
        var word = _tokens[i].Text;
        if (LineWords.IsVerb(word))
        {
            _isSaid = true;
            return i;
        }

        var ends = EndsAt(i, to) || word is "ON" or "OFF" or "OPEN" or "CLOSED" && _name.Count > 0;
        if (
            ends && LineWords.IsState(word)
            || _isSaid && ends
            || ends && _name.Count > 0 && LineWords.IsCode(word) && !LineWords.IsCode(_name[^1])
        )
        {
            if (_name.Count > 0)
                Add(new SignalValue(SignalKind.Text, word, 0, ""));
            else if (_fields.Count > 0 && _fields[^1].Name.Length > 0)
                _fields.Add(new Field(_fields[^1].Name + "/state", ValueReader.Read(word)));
            else
                _fields.Add(new Field("state", ValueReader.Read(word)));
            return i;
        }

        if (_name.Count > 0 && Address().IsMatch(word))
        {
            Add(new SignalValue(SignalKind.Text, word, 0, ""));
            return i;
        }

        // "Bypass          closed by hand": a cell of its own without a number.
        if (
            _name.Count > 0
            && _tokens[i].IsApart
            && !_tokens[i..to].Exists(one => one.IsMeasured)
            && _fields.Count == 0
        )
        {
            Add(ValueReader.Read(Raw(i, to)));
            return to;
        }

        _name.Add(word);
        return i;
    }

    private int Mark(int i, int to)
    {
        var token = _tokens[i];
        if (token.Is('(') || token.Is('[') || token.Is('{'))
        {
            var end = Close(i, to);
            Group(i + 1, Math.Min(end, to), token.Is('['));
            return end;
        }

        if ((token.Is(':') || token.Is('=') || token.Text is "->" or "=>" or "→") && _name.Count > 0)
            return Assigned(i + 1, to);
        if (
            token.Is('/')
            && _name.Count == 0
            && _fields.Count > 0
            && i + 1 < to
            && _tokens[i + 1].Kind == TokenKind.Number
        )
        {
            _fields.Add(
                new Field(_fields[^1].Name.Length > 0 ? _fields[^1].Name + "/target" : "target", _tokens[i + 1].Value)
            );
            return i + 1;
        }

        if (
            (token.Is('>') || token.Is('<'))
            && i + 1 < to
            && _name.Count == 0
            && _fields.Count > 0
            && _tokens[i + 1].Value.IsNumber
        )
        {
            var bound = _tokens[i + 1].Value.Number;
            _fields[^1] = token.Is('>') ? _fields[^1] with { High = bound } : _fields[^1] with { Low = bound };
            return i + 1;
        }

        if (token.Is('@') && i + 1 < to && _tokens[i + 1].Kind == TokenKind.Time && _time.Length == 0)
        {
            _time = _tokens[i + 1].Text;
            return i + 1;
        }

        return i;
    }

    // The value behind a colon: a number, or a text up to the next name.
    private int Assigned(int i, int to)
    {
        while (i < to && _tokens[i].Kind == TokenKind.Mark && _tokens[i].Text is ":" or "=" or "\"")
            i++;
        if (i >= to)
            return to;
        var first = _tokens[i];
        if (first.IsMeasured)
        {
            Add(first.Value, true);
            return i;
        }

        var end = i;
        while (end < to && !(end > i && (_tokens[end].IsApart || StartsName(end, to))) && !_tokens[end].Is('('))
            end++;
        if (end == i)
            return i - 1;
        Add(ValueReader.Read(Raw(i, end).Trim('"')), true);
        return end - 1;
    }

    private bool StartsName(int i, int to) =>
        _tokens[i].Kind == TokenKind.Word && i + 1 < to && (_tokens[i + 1].Is('=') || _tokens[i + 1].Is(':'));

    // What stands in brackets: limits, a state, values of their own, a unit, or a part of the name.
    private void Group(int from, int to, bool isSquare)
    {
        if (from >= to)
            return;
        if (isSquare && _name.Count > 0 && to == from + 1 && ValueReader.IsUnit(_tokens[from].Text))
        {
            _unit = " " + _tokens[from].Text;
            return;
        }

        if (_name.Count > 0)
        {
            _name.Add($"({Raw(from, to)})");
            return;
        }

        if (_fields.Count == 0 || Limits(from, to))
            return;
        var last = _fields[^1];
        var inner = Cut(Raw(from, to)).Fields;
        foreach (var field in inner)
            if (field.Name.Length > 0)
                _fields.Add(field with { Name = last.Name.Length > 0 ? $"{last.Name}/{field.Name}" : field.Name });
        if (inner.Count == 0 && to == from + 1 && _tokens[from].Kind == TokenKind.Word)
            _fields.Add(
                new Field(last.Name.Length > 0 ? last.Name + "/state" : "state", ValueReader.Read(_tokens[from].Text))
            );
    }

    private bool Limits(int from, int to)
    {
        decimal? low = null,
            high = null;
        var word = "";
        for (var i = from; i < to; i++)
        {
            if (_tokens[i].Kind == TokenKind.Word && LineWords.IsLimit(_tokens[i].Text))
                word = _tokens[i].Text;
            else if (_tokens[i].Kind == TokenKind.Number && word.Length > 0)
            {
                if (LineWords.IsLow(word))
                    low ??= _tokens[i].Value.Number;
                else
                    high ??= _tokens[i].Value.Number;
            }
            else if (_tokens[i].Kind != TokenKind.Mark)
                return false;
        }

        if (low is null && high is null)
            return false;
        _fields[^1] = _fields[^1] with { Low = low, High = high };
        return true;
    }

    private void Add(SignalValue value, bool isAssigned = false)
    {
        if (value.IsNumber && value.Unit.Length == 0 && _unit.Length > 0)
            value = value with { Unit = _unit };
        // "running 1450 rpm": a state, and a number that has no name.
        if (
            value is { IsNumber: true, Unit.Length: > 0 }
            && !isAssigned
            && _name.Count == 1
            && LineWords.IsState(_name[0])
        )
        {
            _fields.Add(new Field("state", ValueReader.Read(_name[0])));
            _name.Clear();
        }

        var name = LineWords.Name(_name);
        if (
            name.Length == 0
            && _fields.Count > 0
            && value is { IsNumber: true, Unit.Length: 0 }
            && _fields[^1] is { Name.Length: > 0, Value: { IsNumber: true, Unit.Length: 0 } }
        )
            name = _fields[^1].Name;
        _fields.Add(new Field(name, value) { IsAssigned = isAssigned });
        EndName();
    }

    private void EndName()
    {
        _name.Clear();
        _isSaid = false;
        _unit = "";
    }

    // A value without a name in front of named ones is what the owner names.
    private void NameFirst(ref string owner)
    {
        if (
            _fields.Count > 1
            && owner.Length > 0
            && _fields.TrueForAll(one => one.Name.Length == 0 && one.Value.Unit.Length == 0)
        )
        {
            for (var i = 0; i < _fields.Count; i++)
                _fields[i] = _fields[i] with { Name = owner };
            owner = "";
        }
    }

    private bool IsIndex(int i) =>
        _tokens[i] is { Kind: TokenKind.Number, Value.Unit.Length: 0 } token
        && token.Text.Length < 6
        && token.Text.All(char.IsAsciiDigit);

    // "Sensor 1 (hall): 21", "Zone 1: 21", "Pump 2 speed 1400"
    private bool IsNamePart(int i, int to)
    {
        var next = i + 1;
        if (next < to && _tokens[next].Is('('))
            next = Close(next, to) + 1;
        return next < to
            && (
                _tokens[next].Is(':')
                || _tokens[next].Is('=')
                || _tokens[next].Kind == TokenKind.Word
                    && (LineWords.IsVerb(_tokens[next].Text) || LineWords.IsState(_tokens[next].Text))
            );
    }

    private bool EndsAt(int i, int to) =>
        i + 1 >= to
        || _tokens[i + 1].Kind == TokenKind.Mark && !_tokens[i + 1].Is(':') && !_tokens[i + 1].Is('=')
        || _tokens[i + 1].IsApart && _tokens[i + 1].Kind != TokenKind.Mark
        || _tokens[i + 1].Text is "since" or "for" or "and";

    private int Close(int open, int to)
    {
        var depth = 0;
        for (var i = open; i < to; i++)
        {
            if (_tokens[i].Kind != TokenKind.Mark)
                continue;
            if (_tokens[i].Text is "(" or "[" or "{")
                depth++;
            else if (_tokens[i].Text is ")" or "]" or "}" && --depth == 0)
                return i;
        }

        return to;
    }

    private string Raw(int from, int to) => from >= to ? "" : _line[_tokens[from].Start.._tokens[to - 1].End];

    // Addresses of networks and of their cards.
    [GeneratedRegex(
        @"^(?:\d{1,3}(?:\.\d{1,3}){3}(?:[/:]\d+)?|[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){3,7}(?:/\d+)?)$"
    )]
    private static partial Regex Address();
}
