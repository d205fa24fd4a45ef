using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What the columns of a table are: times, names, values, units, limits, or signals of their own.</summary>
internal sealed class TableColumns
{
    /// <summary>A cell that a row does not have.</summary>
    public const string Nothing = "\0";

    private const string Joined = "(date)";
    private const int LeastCounts = 2;

    private readonly string[] _head;
    private readonly List<string[]> _rows;
    private readonly string[] _units;
    private readonly ColumnNumbers _numbers;
    private readonly bool _isCounted;
    private readonly int _time,
        _name,
        _thing,
        _value,
        _unit,
        _high,
        _low,
        _state,
        _quality,
        _count;

    public TableColumns(string[] head, List<string[]> rows)
    {
        (_head, _rows, _units) = (head, rows, new string[head.Length]);
        _numbers = new ColumnNumbers(rows);
        HeaderUnits.Take(rows, _units);
        JoinDateAndTime();
        _time = Find(ColumnWords.Times);
        // "t" of the peers of a clock is their type; times of processes are how long they ran.
        if (_time >= 0 && (!_rows.Exists(row => row[_time].Any(char.IsDigit)) || Array.IndexOf(_head, "PID") >= 0))
            _time = -1;
        else if (_time < 0)
            _time = Array.FindIndex(
                _head,
                cell => _rows.All(row => TimePrefix.IsTime(row[Array.IndexOf(_head, cell)]))
            );
        var isSpan = Find(ColumnWords.Messages) < 0 && ColumnKeys.IsSpan(_head, _rows, _time);
        if (isSpan)
            _time = -1;
        _value = Find(ColumnWords.Values);
        _name = ColumnNotes.Called(_head, _rows, Find(ColumnWords.Names));
        _thing = Find(ColumnWords.Things);
        // What is the same in all rows tells none apart: "line" beside "station".
        if (
            _thing >= 0
            && _name >= 0
            && _rows.Count > 1
            && ColumnKeys.Varied(_head, _rows, ColumnWords.Things, _thing, _name, _value) is >= 0 and var varied
        )
            _thing = varied;
        _isCounted = _thing == 0 && ColumnKeys.IsCounted(_head, _rows, _time);
        // A number that is not in front counts nothing.
        if (
            _isCounted
            || _thing > 1
                && _head[_thing] is "id" or "ID" or "index"
                && _rows.All(row => ValueReader.Read(row[_thing]).IsNumber)
        )
            _thing = -1;
        _unit = Find(ColumnWords.Set("unit", "units", "uom", "einheit", "eng unit"));
        _high = Find(ColumnWords.Highs);
        _low = Find(ColumnWords.Lows);
        _state = _time < 0 ? Find(ColumnWords.Set("status", "state", "health", "zustand")) : -1;
        if (_state == _value)
            _state = -1;
        // A state beside measured values is one of them.
        if (
            _value >= 0
            && _head[_value].ToLowerInvariant() is "state" or "status" or "result" or "last"
            && (
                Enumerable.Range(0, _head.Length).Any(IsMeasured)
                || Enumerable.Range(0, _head.Length).Count(IsCount) >= LeastCounts
            )
        )
            _value = -1;
        if (_name < 0 && _thing >= 0 && _value >= 0)
            (_name, _thing) = (_thing, -1);
        if (_name < 0 && _thing >= 0)
            (_name, _thing) = (_thing, -1);
        // The first column names the rows where each is another text.
        if (
            _name < 0
            && _time != 0
            && _rows.All(row => ValueReader.Read(row[0]).Kind == SignalKind.Text)
            && _rows.Select(row => row[0]).Distinct().Count() == _rows.Count
        )
            _name = 0;
        // So does the first column where it numbers things: "Cell  mV", "Ticket  Net kg".
        if (_name < 0 && _value < 0 && _rows.Count > 1 && IsNumbering(0))
            _name = 0;
        // A recording of several things: the times repeat, the names do.
        if (_name < 0 && _time >= 0 && _rows.Select(row => row[_time]).Distinct().Count() < _rows.Count)
            _name = Array.FindIndex(
                _head,
                cell =>
                    _rows.All(row => ValueReader.Read(row[Array.IndexOf(_head, cell)]).Kind == SignalKind.Text)
                    && Array.IndexOf(_head, cell) != _time
            );
        // Rows without times that no column names go by the last one that has another text in each.
        if (_name < 0 && _time < 0 && _rows.Count > 1)
            _name = Array.FindLastIndex(
                _head,
                cell =>
                    Array.IndexOf(_head, cell) is var i
                    && _rows.TrueForAll(row => ValueReader.Read(row[i]).Kind == SignalKind.Text)
                    && _rows.Select(row => row[i]).Distinct().Count() == _rows.Count
            );
        // What is the same for all does not tell rows apart, unless it is a recording of one thing.
        if (_name >= 0 && _value < 0 && _time < 0 && ColumnKeys.Repeats(_rows, _name))
            _name = _rows.Select(row => row[0]).Distinct().Count() == _rows.Count ? 0 : -1;
        // Cards that are all called the same are told apart by their number.
        if (
            _name >= 0
            && _value < 0
            && _thing is 0 or 1
            && _thing != _name
            && _rows.Select(row => row[_name]).Distinct().Count() == 1
            && _rows.Select(row => row[_thing]).Distinct().Count() > 1
        )
            _name = _thing;
        if (_value == _name)
            _value = -1;
        if (isSpan)
            (_name, _value, _thing) = (0, -1, -1);
        if (_name < 0 && _value < 0 && _thing < 0 && _time < 0)
            _name = ColumnKeys.Joint(_head, _rows, Joined);
        _quality = Find(ColumnWords.Qualities);
        _count = ColumnKeys.Counting(_head, _rows, _name, _time);
    }

    // "READ WRITE CKSUM": numbers beside a state.
    private bool IsCount(int i) =>
        i > 0
        && i != _time
        && i != _name
        && i != _thing
        && i != _high
        && i != _low
        && _rows.TrueForAll(row => ValueReader.Read(row[i]).IsNumber);

    private bool IsNumbering(int i) =>
        (ColumnWords.Numbered.Contains(_head[i].TrimEnd('#', ' ', '.')) || _head[i] is "level" or "Level" && _time < 0)
        && _rows.TrueForAll(row =>
            row[i].Length is > 0 and < 8 && row[i].TakeWhile(c => c != ' ').All(char.IsAsciiDigit)
        )
        && _rows.Select(row => row[i]).Distinct().Count() == _rows.Count;

    // A column of numbers that are no limits, and in front no names.
    private bool IsMeasured(int i) =>
        i > 0
        && i != _time
        && i != _name
        && i != _thing
        && i != _high
        && i != _low
        && _rows.Exists(row =>
            ValueReader.Read(row[i]) is { IsNumber: true } read
            && (
                read.Unit.Length > 0
                || read.Text.Contains('.', StringComparison.Ordinal)
                || ColumnUnits.UnitOf(_head[i]).Length > 0
            )
        );

    /// <summary>Adds what the rows say.</summary>
    public void Fill(TableBuilder table)
    {
        var message = Find(ColumnWords.Messages);
        if (
            message >= 0
            && _time >= 0
            && _rows.Any(row => row[message].Contains(' ', StringComparison.Ordinal))
            && _rows.Count(row => row[message].Length == 0) * 2 < _rows.Count
        )
        {
            Events(message, table);
            return;
        }

        if (message < 0 && !(_name >= 0 && _value >= 0) && IsJournal())
        {
            Events(LongestText(), table);
            return;
        }

        foreach (var row in _rows)
        {
            var at = _time >= 0 ? row[_time] : "";
            if (_name >= 0 && _value >= 0)
                Long(row, at, table);
            else
                Wide(row, at, table);
        }
    }

    // Times and several columns of words: rows are things that happened.
    private bool IsJournal() =>
        _time >= 0
        && _rows.Count > 2
        && _head.Length > 3
        && _rows.Select(row => row[_time]).Distinct().Count() > 1
        && Enumerable.Range(0, _head.Length).Count(i => i != _time && IsWords(i)) is var words
        && words >= 3
        && words >= _head.Length - 2;

    private bool IsWords(int i) =>
        _rows.TrueForAll(row => row[i].Length == 0 || ValueReader.Read(row[i]).Kind == SignalKind.Text)
        && _rows.Exists(row => row[i].Length > 1);

    private int LongestText() =>
        Enumerable
            .Range(0, _head.Length)
            .Where(i => i != _time && IsWords(i))
            .MaxBy(i => _rows.Sum(row => row[i].Count(c => c == ' ')));

    private void Long(string[] row, string at, TableBuilder table)
    {
        var path =
            _thing >= 0 && _thing != _name && row[_thing].Length > 0
                ? $"{row[_thing]}/{row[_name].Trim(':')}"
                : row[_name].Trim(':');
        if (OpenText.TryRead(row[_value], path, at, table))
            return;
        var read = _numbers.Read(row[_value]);
        table.Add(
            path,
            _unit >= 0 && read.IsNumber && row[_unit].Length > 0 ? read with { Unit = " " + row[_unit] } : read,
            at
        );
        ColumnNotes.Add(_head, row, _name, path, read, table);
        table.Limit(path, ColumnKeys.Bound(row, _low), ColumnKeys.Bound(row, _high));
        if (_state >= 0 && row[_state].Length > 0)
            table.Add(path + "/status", ValueReader.Read(row[_state]), at);
        if (_quality >= 0 && _quality != _state && ColumnWords.Distrusted.Contains(row[_quality]))
            table.Add(path + "/quality", new SignalValue(SignalKind.Text, row[_quality], 0, ""), at);
        for (var i = 0; i < _head.Length; i++)
            if (ColumnWords.Besides.Contains(_head[i]) && i != _value && i != _state && i != _name && row[i].Length > 0)
                table.Add($"{path}/{_head[i]}", _numbers.Read(row[i]), at);
    }

    private void Wide(string[] row, string at, TableBuilder table)
    {
        for (var i = 0; i < _head.Length; i++)
        {
            if (
                i == 0 && _isCounted
                || i == _name
                || i == _count
                || _head[i] == Joined
                || row[i] == Nothing
                || i == _time && !IsNamedTime
            )
                continue;
            var read =
                i == _time && row[i].Length > 0
                    ? new SignalValue(SignalKind.Text, row[i], 0, "")
                    : _numbers.Read(row[i]);
            if (
                read.IsNumber
                && read.Unit.Length == 0
                && (_units[i] is { Length: > 0 } below ? below : ColumnUnits.UnitOf(_head[i])) is { Length: > 0 } unit
            )
                read = read with { Unit = " " + unit };
            if (TableCells.Parts(_head[i], row[i], _numbers) is { } parts)
            {
                foreach ((var name, var part) in parts)
                    table.Add(_name >= 0 && row[_name].Length > 0 ? $"{Thing(row)}/{name}" : name, part, at);
                continue;
            }

            var path =
                _name >= 0 && row[_name].Length > 0 ? $"{Thing(row)}/{_head[i]}"
                : _name >= 0 && _thing >= 0 && row[_thing].Length > 0 ? $"{row[_thing]}/{_head[i]}"
                : _head[i].Length > 0 ? _head[i]
                : $"column {i + 1}";
            table.Add(path, read, at);
            // What else a row is called, such as where a disk is mounted.
            if (_name >= 0 && (_time < 0 ? Alias(row) : Short(row)) is { Length: > 0 and < 60 } alias)
                if (
                    read.Kind is SignalKind.Number or SignalKind.Missing
                    || _count >= 0
                    || States.IsWord(row[i].ToLowerInvariant())
                )
                    table.Alias(path, alias);
        }
    }

    // "Connected since": a time that says more than when the row was written.
    private bool IsNamedTime =>
        _time > 0
        && _name >= 0
        && _head[_time].Contains(' ', StringComparison.Ordinal)
        && !ColumnWords.Times.Contains(_head[_time]);

    // A tank that is called by its number only.
    private string Thing(string[] row) =>
        (
            ColumnWords.Things.Contains(_head[_name])
            || ColumnWords.Numbered.Contains(_head[_name])
            || _head[_name] is "level" or "Level"
        )
        && _head[_name].Length > 2
        && row[_name].TakeWhile(c => c != ' ').All(char.IsAsciiDigit)
            ? $"{_head[_name]} {row[_name]}"
            : row[_name].TrimEnd(':');

    // "Bench C": what rows with short names are called.
    private string Short(string[] row) => row[_name].Length < 4 ? _head[_name] : "";

    // Texts of a row that are no states, and what its number counts: "outlet 3".
    private string Alias(string[] row) =>
        string.Join(
                ' ',
                row.Where(
                        (cell, j) =>
                            j != _name
                            && cell != Nothing
                            && ValueReader.Read(cell).Kind == SignalKind.Text
                            && !States.IsWord(cell.ToLowerInvariant())
                    )
                    .Append(_count >= 0 ? $"{_head[_count]} {row[_count]}" : "")
                    .Append(Short(row))
            )
            .Trim();

    private void Events(int message, TableBuilder table)
    {
        var level = Array.FindIndex(
            _head,
            cell =>
                ColumnWords.Levels.Contains(cell)
                && _rows.Exists(row => row[Array.IndexOf(_head, cell)].Any(char.IsLetter))
        );
        if (level < 0)
            level = Find(ColumnWords.Levels);
        int state = Find(
                ColumnWords.Set("state", "status", "action", "zustand", "event state", "event_state", "alarm state")
            ),
            cleared = Find(ColumnWords.Cleared),
            key = Find(ColumnWords.Set("no,nr,number,symbol,code,alarm_id,alarmid,source"));
        foreach (var row in _rows)
        {
            var text = string.Join(
                ' ',
                row.Where(
                        (cell, i) => i != _time && i != level && i != message && _head[i] != Joined && cell.Length > 0
                    )
                    .Append(row[message])
            );
            var own =
                level >= 0 ? LogForm.Of(row[level].Split(' ')[0])
                : state >= 0 || Find(ColumnWords.Messages) >= 0 ? EventLevel.Error
                : LogForm.ByWord(text);
            if (
                own == EventLevel.Info
                && level >= 0
                && row.Any(cell => cell.Equals("fault", StringComparison.OrdinalIgnoreCase))
            )
                own = EventLevel.Error;
            table.Add(
                new LogEvent(row[_time], own, text)
                {
                    Key = key >= 0 ? row[key] : row[message],
                    IsActive =
                        state >= 0 ? AlarmWords.Came(row[state])
                        : cleared >= 0 ? ValueReader.IsAbsent(row[cleared])
                        : null,
                }
            );
        }
    }

    // "Date;Time;...": one time.
    private void JoinDateAndTime()
    {
        int date = Find(ColumnWords.Set("date", "datum", "day")),
            time = Find(ColumnWords.Set("time", "zeit", "uhrzeit"));
        if (
            date < 0
            || time < 0
            || date == time
            || !_rows.All(row => TimePrefix.IsTime(row[time]) && TimePrefix.IsTime(row[date]))
        )
            return;
        _head[date] = Joined;
        foreach (var row in _rows)
            row[time] = $"{row[date]} {row[time]}";
    }

    private int Find(HashSet<string> words) => ColumnKeys.Find(_head, words);
}
