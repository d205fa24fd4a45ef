using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Collects signals in order; a path that comes again becomes a series.</summary>
internal sealed class TableBuilder
{
    // More odd lines than one in so many, and the whole text may have been cut in the wrong places.
    private const int DoubtfulShare = 2;

    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<SignalPoint>> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (decimal? Low, decimal? High)> _limits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly List<LogEvent> _events = [];

    // What was read by its structure only, beside parts that known forms read.
    private readonly HashSet<string> _weak = new(StringComparer.Ordinal);
    private bool _isWeak;
    private int _doubts,
        _left,
        _lines,
        _exact;

    /// <summary>Number of signals and events so far.</summary>
    public int Count => _order.Count + _events.Count;

    public void Add(string path, SignalValue value, string time = "")
    {
        if (!_points.TryGetValue(path, out var points))
        {
            _order.Add(path);
            _points[path] = points = [];
        }

        points.Add(new SignalPoint(time, value));
    }

    /// <summary>Adds a value that took the place of another, which is the first where nothing came before.</summary>
    public void Change(string path, SignalValue from, SignalValue to, string time)
    {
        if (!_points.ContainsKey(path))
            Add(path, from);
        Add(path, to, time);
    }

    /// <summary>The list whose a short name is: the first that had it.</summary>
    public string Owner(string name, string list)
    {
        _owners.TryAdd(name, list);
        return _owners[name];
    }

    /// <summary>
    /// Gives a signal and its parts another name, where they have the old one and no other has the new one.
    /// </summary>
    public void Rename(string name, string other)
    {
        for (var i = 0; i < _order.Count; i++)
        {
            var path = _order[i];
            if (path != name && !path.StartsWith(name + "/", StringComparison.Ordinal))
                continue;
            var renamed = other + path[name.Length..];
            if (!_points.TryAdd(renamed, _points[path]))
                continue;
            _order[i] = renamed;
            _points.Remove(path);
            if (_limits.Remove(path, out var limits))
                _limits[renamed] = limits;
            if (_aliases.Remove(path, out var alias))
                _aliases[renamed] = alias;
        }
    }

    public void Limit(string path, decimal? low, decimal? high)
    {
        // Both alike are none: "(low = +127.5°C, high = +127.5°C)".
        if ((low is not null || high is not null) && low != high)
            _limits[path] = (low, high);
    }

    /// <summary>Gives the numbers of a signal that have none a unit.</summary>
    public void Measure(string path, string unit)
    {
        if (_points.TryGetValue(path, out var points))
            for (var i = 0; i < points.Count; i++)
                if (points[i].Value is { IsNumber: true, Unit.Length: 0 } value)
                    points[i] = points[i] with { Value = value with { Unit = " " + unit } };
    }

    /// <summary>Gives a signal another name.</summary>
    public void Alias(string path, string name) => _aliases[path] = name;

    /// <summary>Number of signals so far.</summary>
    public int Signals => _order.Count;

    /// <summary>Gives another name to the signals from a number on that have none.</summary>
    public void AliasFrom(int first, string name)
    {
        foreach (var path in _order.Skip(first))
            _aliases.TryAdd(path, name);
    }

    public void Add(LogEvent one) => _events.Add(one);

    /// <summary>Adds all of another part of the text, under a prefix.</summary>
    public void Append(TableBuilder part, string prefix)
    {
        foreach (var path in part._order)
        {
            foreach (var point in part._points[path])
                Add(prefix + path, point.Value, point.Time);
            if (part._limits.TryGetValue(path, out var limits))
                Limit(prefix + path, limits.Low, limits.High);
            if (part._aliases.TryGetValue(path, out var alias))
                Alias(prefix + path, alias);
        }

        _weak.UnionWith(part._weak.Select(path => prefix + path));
        _isWeak |= part._isWeak;
        _events.AddRange(part._events);
        _doubts += part._doubts;
        _left += part._left;
        _lines += part._lines;
        _exact += part._exact;
    }

    /// <summary>Adds all of another text.</summary>
    public void Append(SignalTable part)
    {
        foreach (var one in part.Signals)
        {
            foreach (var point in one.Points)
                Add(one.Path, point.Value, point.Time);
            Limit(one.Path, one.Low, one.High);
            if (one.Alias.Length > 0)
                Alias(one.Path, one.Alias);
        }

        _events.AddRange(part.Events);
        _doubts += part.IsDoubtful ? part.Signals.Count : 0;
        _left += part.LinesLeft;
        _isWeak |= part.IsWeak;
    }

    /// <summary>Adds all of a part that was read by its structure only.</summary>
    public void AppendWeak(SignalTable part)
    {
        _weak.UnionWith(part.Signals.Select(one => one.Path));
        Append(part);
        _isWeak = true;
    }

    /// <summary>Adds all of what was printed at a time, where it has none of its own.</summary>
    public void AppendAt(TableBuilder part, string time)
    {
        foreach (var path in part._order)
        foreach (var point in part._points[path])
            Add(path, point.Value, point.Time.Length > 0 ? point.Time : time);
    }

    /// <summary>Says that a part of the text may have been cut in the wrong place.</summary>
    public void Doubt() => _doubts++;

    /// <summary>Says that a line was read by no form.</summary>
    public void Leave() => _left++;

    /// <summary>Says whether a line was read by a form that leaves no doubt where its values are.</summary>
    public void CountLine(bool isExact)
    {
        _lines++;
        _exact += isExact ? 1 : 0;
    }

    public SignalTable Build(string form)
    {
        // A name that is printed with slashes is answered as it is printed.
        var start = form == "pairs" ? 0 : Shared();
        Present();
        return new SignalTable(
            form,
            [
                .. _order.Select(path => new Signal(path, InOrder(_points[path]))
                {
                    Label = path[start..],
                    Alias = _aliases.GetValueOrDefault(path, ""),
                    Low = _limits.GetValueOrDefault(path).Low,
                    High = _limits.GetValueOrDefault(path).High,
                }),
            ],
            _events
        )
        {
            IsDoubtful = _doubts > 0 && _doubts * DoubtfulShare >= _order.Count,
            LinesLeft = _left,
            IsWeak = _isWeak,
            Agreed = _weak.Count > 0 ? [.. _order.Where(path => !_weak.Contains(path))] : new HashSet<string>(),
            IsExact = _exact * 2 > _lines,
        };
    }

    // "Not present" says that there is no value, unless other things of its kind are present.
    private void Present()
    {
        var present = _points
            .Where(pair => pair.Value.Exists(IsPresent))
            .Select(pair => Kind(pair.Key))
            .ToHashSet(StringComparer.Ordinal);
        if (present.Count == 0)
            return;
        foreach (var points in _points.Where(pair => present.Contains(Kind(pair.Key))).Select(pair => pair.Value))
            for (var i = 0; i < points.Count; i++)
                if (points[i].Value is { Kind: SignalKind.Missing, Text: { Length: > 0 } text })
                    points[i] = points[i] with { Value = new SignalValue(SignalKind.Text, text, 0, "") };

        // "rack/slot 2" and "rack/slot 3", "slot 2/fitted" and "slot 3/fitted".
        static string Kind(string path) =>
            string.Concat(path[(path.LastIndexOf('/') + 1)..].Where(c => !char.IsAsciiDigit(c)));

        static bool IsPresent(SignalPoint point) =>
            point.Value.Kind == SignalKind.Text
            && point.Value.Text.Equals("present", StringComparison.OrdinalIgnoreCase);
    }

    // Some texts begin with the newest value.
    private static List<SignalPoint> InOrder(List<SignalPoint> points)
    {
        var last = DateTimeOffset.MaxValue;
        var falls = points.Count > 1;
        for (var i = 0; falls && i < points.Count; i++)
        {
            // A time of day may have passed midnight.
            falls =
                points[i].Time.Length > 8
                && PrintedTime.TryRead(points[i].Time, out var time)
                && (i == 0 || time < last);
            if (falls)
                PrintedTime.TryRead(points[i].Time, out last);
        }

        if (falls)
            points.Reverse();
        return points;
    }

    // What all paths begin with, parent by parent, sets none apart.
    private int Shared()
    {
        if (_order.Count < 2)
            return 0;
        var shared = 0;
        for (var at = _order[0].IndexOf('/'); at > 0; at = _order[0].IndexOf('/', at + 1))
        {
            var head = _order[0][..(at + 1)];
            if (!_order.All(path => path.StartsWith(head, StringComparison.Ordinal)))
                break;
            shared = at + 1;
        }

        return shared;
    }
}
