namespace Siskin.Runtime.Signals.Reading;

/// <summary>Collects signals in order; a path that comes again becomes a series.</summary>
internal sealed class TableBuilder
{
    private readonly List<string> _order = [];
    private readonly Dictionary<string, List<SignalPoint>> _points = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (decimal? Low, decimal? High)> _limits = new(StringComparer.Ordinal);
    private readonly List<LogEvent> _events = [];

    private bool _isDoubtful;

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

    public void Limit(string path, decimal? low, decimal? high)
    {
        if (low is not null || high is not null)
            _limits[path] = (low, high);
    }

    public void Add(LogEvent one) => _events.Add(one);

    /// <summary>Says that a part of the text may have been cut in the wrong place.</summary>
    public void Doubt() => _isDoubtful = true;

    public SignalTable Build(string form)
    {
        var isOneField = form == "json" && HasOneField();
        return new SignalTable(
            form,
            [
                .. _order.Select(path => new Signal(path, _points[path])
                {
                    Label = isOneField ? path[..path.LastIndexOf('/')] : path,
                    Low = _limits.GetValueOrDefault(path).Low,
                    High = _limits.GetValueOrDefault(path).High,
                }),
            ],
            _events
        )
        {
            IsDoubtful = _isDoubtful,
        };
    }

    // {"pump1": {"power": 3}, "pump2": {"power": 4}}: the things set them apart, the field does not.
    private bool HasOneField() =>
        _order.Count > 1
        && _order.All(path => path.Count(c => c == '/') == 1)
        && _order.Select(path => path[path.LastIndexOf('/')..]).Distinct().Count() == 1;
}
