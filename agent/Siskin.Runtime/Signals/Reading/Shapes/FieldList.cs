namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>Values of a line while it is cut, and the name of the next one as far as it was read.</summary>
internal sealed class FieldList
{
    private readonly List<Field> _fields = [];
    private readonly List<string> _name = [];
    private string _unit = "";

    /// <summary>The values so far.</summary>
    public List<Field> All => _fields;

    /// <summary>Whether a name was begun.</summary>
    public bool HasName => _name.Count > 0;

    /// <summary>The last word of the name that was begun, or "".</summary>
    public string LastWord => _name.Count > 0 ? _name[^1] : "";

    /// <summary>Whether a verb said that a value follows.</summary>
    public bool IsSaid { get; set; }

    /// <summary>Goes on with the name.</summary>
    public void Name(string word) => _name.Add(word);

    /// <summary>Says in which unit the value is going to be.</summary>
    public void Unit(string unit) => _unit = " " + unit;

    /// <summary>Drops the name that was begun.</summary>
    public void EndName()
    {
        _name.Clear();
        IsSaid = false;
        _unit = "";
    }

    /// <summary>Adds a value under the name that was begun.</summary>
    public void Add(SignalValue value, bool isAssigned = false)
    {
        if (value is { IsNumber: true, Unit.Length: 0 })
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
        if (name.Length == 0 && IsMore(value))
            name = _fields[^1].Name;
        _fields.Add(new Field(name, value));
        EndName();
    }

    /// <summary>Adds a state: under the name that was begun, or of the value before it.</summary>
    public void State(string word)
    {
        if (HasName)
            Add(new SignalValue(SignalKind.Text, word, 0, ""));
        else
            Beside("state", ValueReader.Read(word));
    }

    /// <summary>Adds a value that belongs to the last one.</summary>
    public void Beside(string name, SignalValue value) =>
        _fields.Add(
            new Field(_fields.Count > 0 && _fields[^1].Name is { Length: > 0 } last ? $"{last}/{name}" : name, value)
        );

    /// <summary>Gives the last value its limits.</summary>
    public void Limit(decimal? low, decimal? high) =>
        _fields[^1] = _fields[^1] with { Low = low ?? _fields[^1].Low, High = high ?? _fields[^1].High };

    // "1.22, 0.95, 0.71": one more of what has no unit.
    private bool IsMore(SignalValue value) =>
        value is { IsNumber: true, Unit.Length: 0 }
        && _fields.Count > 0
        && _fields[^1] is { Name.Length: > 0, Value: { IsNumber: true, Unit.Length: 0 } };
}
