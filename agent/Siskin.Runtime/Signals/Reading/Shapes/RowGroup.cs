namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Rows of one shape: what is the same in all of them names values, what changes is a value or tells rows apart.
/// </summary>
internal sealed class RowGroup
{
    private readonly List<RowPart> _parts;
    private readonly int _rows;
    private readonly List<(string Name, int Part)> _values = [];
    private readonly List<(bool IsLow, int Part)> _limits = [];
    private int _owner = -1,
        _index = -1,
        _time = -1;
    private string _before = "";

    private RowGroup(List<RowPart> parts)
    {
        (_parts, _rows) = (parts, parts[0].Texts.Length);
        _time = parts.FindIndex(part => part.Kind == TokenKind.Time);
        FindOwner();
        FindValues();
    }

    /// <summary>Reads rows of one shape; false where nothing tells them apart or names their values.</summary>
    public static bool TryRead(
        List<(string Line, List<Token> Tokens)> rows,
        string prefix,
        string time,
        TableBuilder table
    )
    {
        if (Of(rows) is not { IsSound: true } group)
            return false;
        for (var i = 0; i < group._rows; i++)
            group.Fill(i, prefix, time, table);
        return true;
    }

    /// <summary>Reads rows whose times are known; false where they have no values, or nothing names these.</summary>
    public static bool TryRead(List<(string Line, List<Token> Tokens)> rows, string[] times, TableBuilder table)
    {
        if (Of(rows) is not { } group || group._time >= 0 || group.IsAnonymous)
            return false;
        group._values.RemoveAll(one => !group.IsMeasure(group._parts[one.Part]));
        if (group._values.Count == 0)
            return false;
        for (var i = 0; i < group._rows; i++)
            group.Fill(i, "", times[i], table);
        return true;
    }

    private static RowGroup? Of(List<(string Line, List<Token> Tokens)> rows) =>
        RowParts.Of(rows) is { Count: > 1 } parts ? new RowGroup(parts) : null;

    // A number that neither a name nor a unit tells from others.
    private bool IsAnonymous =>
        _values.Exists(one =>
            IsMeasure(_parts[one.Part])
            && (one.Name.StartsWith("column ", StringComparison.Ordinal) || one.Name.Length == 0 && _owner < 0)
        );

    // Rows have a name or a time each, and values.
    private bool IsSound =>
        _values.Count > 0
        && !IsPairs
        && (
            _owner >= 0 && (_parts[_owner].IsDistinct || _time >= 0 && !_parts[_time].IsConstant)
            || _index >= 0
            || _time >= 0 && _parts[_time].IsDistinct
        );

    // "Speed: 6.2 kn   Course: 212°" above "Depth: 12.4 m   Temp: 16 °C": each line is pairs of its own.
    private bool IsPairs =>
        Enumerable
            .Range(0, _parts.Count)
            .Count(i => _parts[i] is { Kind: TokenKind.Word, IsConstant: false } && Follows(i, ':')) > 1;

    private void FindOwner()
    {
        var depth = 0;
        // Of a line with one "=" its key is what the line is of.
        var isOnly = _parts.Count(part => part.Is('=')) == 1;
        for (var i = 0; i < _parts.Count && _owner < 0; i++)
        {
            var part = _parts[i];
            depth +=
                part.Is('(') ? 1
                : part.Is(')') ? -1
                : 0;
            if (part.IsIndex && _index < 0 && IsNumbering(i))
            {
                _index = i;
                if (i > 0 && _parts[i - 1].Kind == TokenKind.Word && _parts[i - 1].IsConstant)
                    _before = _parts[i - 1].Texts[0] + " ";
            }
            else if (
                part.Kind == TokenKind.Word
                && !part.IsConstant
                && !part.IsState
                && depth == 0
                && (part.IsDistinct && _index < 0 || !_parts.Take(i).Any(IsMeasure))
                && (!Follows(i, '=') || isOnly && i == 0)
                && !(i > 0 && _parts[i - 1].Is('='))
            )
                _owner = i;
        }

        // "Sensor 1 (hall)": the number names it, the word says where it is.
        if (_owner >= 0 && _index >= 0 && _before.Length > 0 && _owner > _index && !_parts[_owner].IsDistinct)
            _owner = -1;
    }

    // In front, or behind a word that is the same in all rows, and before a mark or a name.
    private bool IsNumbering(int i) =>
        _parts
            .Take(i)
            .All(part =>
                part.Kind is TokenKind.Time or TokenKind.Mark || part.Kind == TokenKind.Word && part.IsConstant
            )
        && i + 1 < _parts.Count
        && (
            _parts[i + 1].Is(':')
            || _parts[i + 1].Is('=')
            || _parts[i + 1].Is('(')
            || _parts[i + 1].Is(')')
            || _parts[i + 1].Is(']')
            || _parts[i + 1].Is('|')
            || _parts[i + 1].Kind == TokenKind.Word && !_parts[i + 1].IsConstant
        );

    private bool IsMeasure(RowPart part) =>
        part.Kind is TokenKind.Number or TokenKind.Missing && (_index < 0 || part != _parts[_index]);

    private bool Follows(int i, char mark) => i + 1 < _parts.Count && _parts[i + 1].Is(mark);

    private void FindValues()
    {
        var measured =
            _parts
                .Where(
                    (part, i) =>
                        part.Kind is TokenKind.Number or TokenKind.Missing
                        && LimitWord(i) is null
                        && !IsNameNumber(i)
                        && !(i > 0 && _parts[i - 1].Is('/'))
                )
                .Count() - (_index >= 0 ? 1 : 0);
        var used = new HashSet<int>();
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = _parts[i];
            if (i == _owner || i == _index || i == _time || IsProcess(i) || IsRemark(i) || IsNameNumber(i))
                continue;
            if (part.Kind == TokenKind.Number && _values.Count > 0 && LimitWord(i) is { } limit)
                _limits.Add((LineWords.IsLow(limit), i));
            else if (part.Kind is TokenKind.Number or TokenKind.Missing)
                _values.Add((NameOf(i, used, measured == 1), i));
            else if (part.Kind == TokenKind.Time || part.Kind == TokenKind.Word && !part.IsConstant && !Follows(i, '='))
                _values.Add((StateName(i, used), i));
            else if (
                part is { Kind: TokenKind.Word, IsConstant: true, IsState: true }
                && (i + 1 == _parts.Count || i > 0 && _parts[i - 1] is { Kind: TokenKind.Word, IsConstant: true } && !used.Contains(i - 1))
            )
                _values.Add((StateName(i, used), i));
        }
    }

    // "lt-01 (Line 1, oven): 182 C": what stands in brackets behind the name says more about it.
    private bool IsRemark(int i)
    {
        if (_owner < 0 || _owner + 1 >= _parts.Count || !_parts[_owner + 1].Is('('))
            return false;
        var close = _parts.FindIndex(_owner, part => part.Is(')'));
        return i > _owner && i < close && close + 1 < _parts.Count;
    }

    private string Remark(int row)
    {
        if (_owner < 0 || !IsRemark(_owner + 2))
            return "";
        var close = _parts.FindIndex(_owner, part => part.Is(')'));
        return string.Join(
            ' ',
            _parts
                .Take(close)
                .Skip(_owner + 2)
                .Where(part => part.Kind != TokenKind.Mark)
                .Select(part => part.Texts[row])
        );
    }

    // "zone 1 812 C": the number of what the word names.
    private bool IsNameNumber(int i) =>
        i > 0
        && i + 1 < _parts.Count
        && _parts[i] is { Kind: TokenKind.Number, IsConstant: true }
        && _parts[i].Texts[0].All(char.IsAsciiDigit)
        && _parts[i - 1] is { Kind: TokenKind.Word, IsConstant: true }
        && _parts[i + 1].Kind is TokenKind.Number or TokenKind.Missing;

    // "sensord[412]:" is the number of what printed the line.
    private bool IsProcess(int i) =>
        i > 1
        && _parts[i].IsConstant
        && _parts[i - 1].Is('[')
        && Follows(i, ']')
        && _parts[i - 2].Kind == TokenKind.Word;

    // "(max 60)", "limit=8"
    private string? LimitWord(int i)
    {
        var before = i - 1;
        while (before >= 0 && (_parts[before].Is(':') || _parts[before].Is('=')))
            before--;
        return
            before > 0
            && _parts[before] is { Kind: TokenKind.Word, IsConstant: true } part
            && LineWords.IsLimit(part.Texts[0])
            ? part.Texts[0]
            : null;
    }

    private string NameOf(int i, HashSet<int> used, bool isOnly)
    {
        var before = i - 1;
        while (before >= 0 && (_parts[before].Is(':') || _parts[before].Is('=')))
            before--;
        if (before > 0 && IsNameNumber(before))
        {
            used.Add(before - 1);
            return $"{_parts[before - 1].Texts[0]} {_parts[before].Texts[0]}";
        }

        if (
            before >= 0
            && before != _owner
            && before != _index
            && _parts[before].Kind == TokenKind.Word
            && (_parts[before].IsConstant || Follows(before, '='))
            && used.Add(before)
        )
            return _parts[before].IsConstant ? LineWords.Name([_parts[before].Texts[0]]) : $"\0{before}";
        if (before >= 1 && _parts[before].Is('/') && _values.Count > 0 && _values[^1].Part == before - 1)
            return _values[^1].Name.Length > 0 ? _values[^1].Name + "/target" : "target";
        if (
            i + 1 < _parts.Count
            && _parts[i + 1] is { Kind: TokenKind.Word, IsConstant: true, IsState: false } after
            && !(isOnly && _owner >= 0 && ValueReader.IsUnit(" " + after.Texts[0]))
            && used.Add(i + 1)
        )
            return after.Texts[0];
        var unit = _parts[i].Values.Select(value => value.Unit ?? "").FirstOrDefault(one => one.Length > 0, "");
        return isOnly ? ""
            : unit.Trim() == "%" && !_values.Exists(one => one.Name == "percent") ? "percent"
            : UnitNames.Quantity(unit) is { Length: > 0 } quantity && !_values.Exists(one => one.Name == quantity)
                ? quantity
            : $"column {i + 1}";
    }

    // "6412 GALS", where all rows say so.
    private SignalValue WithUnit(SignalValue number, int part) =>
        number.Unit.Length == 0
        && part + 1 < _parts.Count
        && _parts[part + 1] is { Kind: TokenKind.Word, IsConstant: true, IsState: false } word
        && !_values.Exists(one => one.Name == word.Texts[0])
        && ValueReader.IsUnit(" " + word.Texts[0])
            ? number with
            {
                Unit = " " + word.Texts[0],
            }
            : number;

    private string StateName(int i, HashSet<int> used)
    {
        var before = i - 1;
        while (before >= 0 && (_parts[before].Is(':') || _parts[before].Is('=')))
            before--;
        if (
            before >= 0
            && before != _owner
            && before != _index
            && _parts[before].Kind == TokenKind.Word
            && (_parts[before].IsConstant || Follows(before, '='))
            && used.Add(before)
        )
            return _parts[before].IsConstant ? _parts[before].Texts[0] : $"\0{before}";
        var name = _parts[i].Kind == TokenKind.Time ? "time" : "state";
        var count = _values.Count(one => one.Name.StartsWith(name, StringComparison.Ordinal));
        return count == 0 ? name : $"{name} {count + 1}";
    }

    private decimal? Bound(int row, bool isLow)
    {
        var limit = _limits.FindIndex(one => one.IsLow == isLow);
        return limit >= 0 && _parts[_limits[limit].Part].Values[row] is { IsNumber: true } value ? value.Number : null;
    }

    private void Fill(int row, string prefix, string time, TableBuilder table)
    {
        var at = _time >= 0 ? _parts[_time].Texts[row] : time;
        var owner =
            _owner >= 0 ? LineWords.Name([_parts[_owner].Texts[row]])
            : _index >= 0 ? _before + _parts[_index].Texts[row]
            : "";
        var alias = _owner >= 0 && _before.Length > 0 ? _before + _parts[_index].Texts[row] : Remark(row);
        foreach ((var key, var part) in _values)
        {
            var name = key.StartsWith('\0')
                ? _parts[int.Parse(key.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)].Texts[row]
                : key;
            var path =
                owner.Length == 0 ? prefix + (name.Length > 0 ? name : "value")
                : name.Length > 0 ? $"{prefix}{owner}/{name}"
                : prefix + owner;
            var one = _parts[part];
            table.Add(
                path,
                one.Values[row] is { Kind: SignalKind.Number } number
                    ? WithUnit(number, part)
                    : ValueReader.Read(one.Texts[row]),
                at
            );
            if (alias.Length > 0)
                table.Alias(path, alias);
            if (part == _values[0].Part && _limits.Count > 0)
                table.Limit(path, Bound(row, isLow: true), Bound(row, isLow: false));
        }
    }
}
