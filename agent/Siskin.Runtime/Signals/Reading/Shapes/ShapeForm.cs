namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Reads a text of no known form by its structure: rows of one shape, headings and what stands below them, grids under
/// a heading of columns, labels above or beside their values, sentences.
/// </summary>
internal sealed class ShapeForm
{
    // Rows of this many lines are told by their shape.
    private const int LeastRows = 2;

    // With an odd mark in one of so many lines nobody knows which marks part names and values.
    private const int LinesPerOdd = 2;

    private readonly List<ShapeLine> _lines;
    private readonly TableBuilder _table;
    private readonly Stack<(int Indent, string Name)> _parents = new();
    private readonly Headings _headings;
    private readonly bool[] _done;
    private readonly HashSet<string> _spread = new(StringComparer.Ordinal);
    private Dictionary<string, List<int>>? _stamped;
    private SharedNames? _names;
    private string _time = "";
    private int _tried,
        _outlined;

    private ShapeForm(string[] lines, TableBuilder table)
    {
        (_lines, _table) = ([.. lines.Select(line => new ShapeLine(line))], table);
        _headings = new Headings(_lines);
        _done = new bool[_lines.Count];
    }

    private string Prefix => string.Concat(_parents.Reverse().Select(parent => parent.Name + "/"));

    /// <summary>Reads the lines; the table is empty where they hold no values.</summary>
    public static SignalTable Read(string[] lines)
    {
        var table = new TableBuilder();
        var form = new ShapeForm(lines, table);
        if (form._lines.Sum(line => line.OddMarks) * LinesPerOdd >= form._lines.Count(line => !line.IsRule))
            return SignalTable.Empty;
        if (BareSeries.TryRead(form._lines, table))
            return table.Build("series");
        form.Read();
        return table.Signals > 0 ? table.Build("shape") : SignalTable.Empty;
    }

    private void Read()
    {
        for (var i = 0; i < _lines.Count; )
        {
            var line = _lines[i];
            if (line.IsRule)
            {
                if (line.Body.Length == 0)
                    _parents.Clear();
                i++;
                continue;
            }

            while (_parents.Count > 0 && _parents.Peek().Indent >= line.Indent && !IsFlat(_parents.Peek().Indent))
                _parents.Pop();
            i += Step(i);
        }
    }

    // A negative indent marks a heading whose members are not indented.
    private static bool IsFlat(int indent) => indent < 0;

    // How many lines were read.
    private int Step(int i)
    {
        var line = _lines[i];
        if (_done[i] || TrySpread(i))
            return 1;
        if (line.IsTime)
        {
            _time = line.Tokens.Find(one => one.Kind == TokenKind.Time).Text;
            return 1;
        }

        if (ShapeGrid.TryRead(_lines, i, Prefix, _time, _table) is > 0 and var grid)
            return grid;
        if (_headings.Is(i))
            return Head(i);
        var rows = TryRows(i, isOutline: false, ref _tried);
        if (rows == 0)
            rows = TryRows(i, isOutline: true, ref _outlined);
        if (rows > 0)
            return rows;
        Alone(line);
        return 1;
    }

    // Lines of one shape that begin with a time, others between them: a recording of several things in turn.
    private bool TrySpread(int i)
    {
        var shape = _lines[i].Shape;
        if (!IsStamped(_lines[i]) || !_spread.Add(shape))
            return false;
        _stamped ??= Enumerable
            .Range(0, _lines.Count)
            .Where(at => IsStamped(_lines[at]))
            .GroupBy(at => _lines[at].Shape, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var all = _stamped[shape];
        // Rows that follow each other are read as such.
        if (all.Count < LeastRows || all[^1] - all[0] == all.Count - 1)
            return false;
        if (!RowGroup.TryRead(all.ConvertAll(at => (_lines[at].Body, _lines[at].Tokens)), Prefix, _time, _table))
            return false;
        foreach (var at in all)
            _done[at] = true;
        return true;
    }

    private static bool IsStamped(ShapeLine line) =>
        line.Tokens.Count > 2 && line.Tokens[line.Tokens[0].Is('[') ? 1 : 0].Kind == TokenKind.Time;

    // Rows that were tried from their first line on are not tried again.
    private int TryRows(int i, bool isOutline, ref int tried)
    {
        if (i < tried || Rows(i, isOutline) is not { Count: >= LeastRows } rows)
            return 0;
        if (RowGroup.TryRead(rows, Prefix, _time, _table))
            return rows.Count;
        tried = i + rows.Count;
        return 0;
    }

    // A line of a shape of its own.
    private void Alone(ShapeLine line)
    {
        if (NumberedValues.TryRead(line.Body, Prefix, _time, _table))
            return;
        var fields = line.Fields;
        // "t: 08:00", "2031-02-11 08:00 measured:": the time of what follows.
        if (fields is { Fields.Count: 0, Time.Length: > 0 })
            _time = fields.Time;
        else if (
            fields is { Fields: [{ Value.Kind: SignalKind.Text } only] }
            && ColumnWords.Times.Contains(only.Name)
            && TimePrefix.IsTime(only.Value.Text)
        )
            _time = only.Value.Text;
        else if (fields.Fields.Count == 0 && line.Tokens.Exists(one => one.Kind == TokenKind.Number))
            _table.Leave();
        else
            Bounded(line, (_names ??= new SharedNames(_lines)).Whole(fields)).Fill(_table, Prefix, _time);
    }

    // "HR  128 bpm  (50-120)  HIGH"
    private static LineFields Bounded(ShapeLine line, LineFields fields)
    {
        if (
            LineRange.Of(line.Body) is not { Low: not null, High: not null } range
            || fields.Fields.FirstOrDefault(one => one.Value.IsNumber) is not { Low: null, High: null } first
        )
            return fields;
        return fields with
        {
            Fields =
            [
                .. fields
                    .Fields.Where(one => one.Value.Kind != SignalKind.Text || !LineRange.Is(one.Value.Text))
                    .Select(one => ReferenceEquals(one, first) ? one with { Low = range.Low, High = range.High } : one),
            ],
        };
    }

    private List<(string Line, List<Token> Tokens)> Rows(int i, bool isOutline)
    {
        var rows = new List<(string, List<Token>)>();
        var shape = isOutline ? _lines[i].Outline : _lines[i].Shape;
        if (isOutline && (shape == _lines[i].Shape || shape.Length < 4))
            return rows;
        for (
            var at = i;
            at < _lines.Count && !_done[at] && _lines[at] is { IsRule: false } line && line.Indent == _lines[i].Indent;
            at++
        )
        {
            if ((isOutline ? line.Outline : line.Shape) != shape)
                break;
            rows.Add((line.Body, isOutline ? RowParts.Outline(line.Tokens) : line.Tokens));
        }

        return rows;
    }

    private int Head(int i)
    {
        var line = _lines[i];
        var next = _lines[i + 1];
        // The only value below a label is its own.
        if (next.IsBareValue && (i + 2 >= _lines.Count || !_lines[i + 2].IsBareValue))
        {
            var value = next.Tokens[0].IsMeasured ? next.Tokens[0].Value : ValueReader.Read(next.Body);
            _table.Add(Prefix + line.Heading, value, _time);
            if (next.Tokens.Count > 1 && next.Tokens[1].Kind == TokenKind.Word)
                _table.Add($"{Prefix}{line.Heading}/state", ValueReader.Read(next.Tokens[1].Text), _time);
            return 2;
        }

        // A ruled heading ends the one before, however far its lines are indented.
        if (line.Body[0] == '=')
            _parents.Clear();
        if (next.Indent > line.Indent)
            _parents.Push((line.Indent, line.Heading));
        else
        {
            _parents.Clear();
            _parents.Push((-1, line.Heading));
        }

        return 1;
    }
}
