namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What the places of rows are: what the row is of, its number, its time, names, marks and values.</summary>
internal sealed class RowPlaces
{
    private readonly List<RowPart> _parts;
    private int _index = -1;
    private string _before = "";

    /// <summary>Finds them.</summary>
    public RowPlaces(List<RowPart> parts)
    {
        _parts = parts;
        // "Start : 08:00" is a value.
        Time = parts.FindIndex(part =>
            part.Kind == TokenKind.Time
            && parts.IndexOf(part) is var i
            && !(i > 1 && (parts[i - 1].Is(':') || parts[i - 1].Is('=')))
        );
        FindOwner();
    }

    /// <summary>Where rows say what they are of; -1 for nowhere.</summary>
    public int Owner { get; private set; } = -1;

    /// <summary>Where rows have their time; -1 for nowhere.</summary>
    public int Time { get; }

    /// <summary>Whether rows have a name, a number or a time each.</summary>
    public bool TellApart =>
        !IsPairs
        && (
            Owner >= 0 && (_parts[Owner].IsDistinct || Time >= 0 && !_parts[Time].IsConstant)
            || _index >= 0
            || Time >= 0 && _parts[Time].IsDistinct
        );

    /// <summary>What a row is of, or "".</summary>
    public string OwnerOf(int row) =>
        Owner >= 0 ? LineWords.Name([_parts[Owner].Texts[row]])
        : _index >= 0 ? _before + _parts[_index].Texts[row]
        : "";

    /// <summary>What else it is called, or "".</summary>
    public string AliasOf(int row) =>
        Owner < 0 ? ""
        : _before.Length > 0 ? _before + _parts[_index].Texts[row]
        : IsRemark(Owner + 2)
            ? string.Join(
                ' ',
                _parts[(Owner + 2).._parts.FindIndex(Owner, part => part.Is(')'))]
                    .Where(part => part.Kind != TokenKind.Mark)
                    .Select(part => part.Texts[row])
            )
        : "";

    /// <summary>Whether a place holds neither a value nor the name of one.</summary>
    public bool IsTaken(int i) =>
        i == Owner || i == _index || i == Time || IsProcess(i) || IsRemark(i) || IsNameNumber(i) || IsUnits(i);

    /// <summary>Whether a place holds units that differ: <c>87 kph</c> above <c>18.9 gps</c>.</summary>
    public bool IsUnits(int i) =>
        i > 0
        && _parts[i] is { Kind: TokenKind.Word, IsConstant: false, IsState: false } part
        && _parts[i - 1].Kind == TokenKind.Number
        && Array.TrueForAll(part.Texts, text => !text.Contains(' ', StringComparison.Ordinal))
        && part.Texts.Count(text => ValueReader.IsUnit(" " + text)) * 2 >= part.Texts.Length
        && Array.TrueForAll(_parts[i - 1].Values, value => value.Unit is not { Length: > 0 });

    /// <summary>Whether a place holds a number that is measured.</summary>
    public bool IsMeasure(int i) =>
        _parts[i].Kind is TokenKind.Number or TokenKind.Missing && i != _index && !IsNameNumber(i);

    /// <summary>Whether a mark stands behind a place.</summary>
    public bool Follows(int i, char mark) => i + 1 < _parts.Count && _parts[i + 1].Is(mark);

    /// <summary>The place before one, where no colon and no sign of equality stands.</summary>
    public int Before(int i)
    {
        var before = i - 1;
        while (before >= 0 && (_parts[before].Is(':') || _parts[before].Is('=')))
            before--;
        return before;
    }

    /// <summary>Whether a place holds the number of what a word names: <c>zone 1 812 C</c>.</summary>
    public bool IsNameNumber(int i) =>
        i > 0
        && i + 1 < _parts.Count
        && _parts[i] is { Kind: TokenKind.Number, IsConstant: true }
        && _parts[i].Texts[0].All(char.IsAsciiDigit)
        && _parts[i - 1] is { Kind: TokenKind.Word, IsConstant: true }
        && _parts[i + 1].Kind is TokenKind.Number or TokenKind.Missing;

    /// <summary>The word that makes a number a limit, <c>(max 60)</c>; null where none does.</summary>
    public string? LimitWord(int i) =>
        Before(i) is > 0 and var before
        && _parts[before] is { Kind: TokenKind.Word, IsConstant: true } part
        && LineWords.IsLimit(part.Texts[0])
            ? part.Texts[0]
            : null;

    private void FindOwner()
    {
        var depth = 0;
        for (var i = 0; i < _parts.Count && Owner < 0; i++)
        {
            depth +=
                _parts[i].Is('(') ? 1
                : _parts[i].Is(')') ? -1
                : 0;
            if (_parts[i].IsIndex && _index < 0 && IsNumbering(i))
            {
                _index = i;
                if (i > 0 && _parts[i - 1].Kind == TokenKind.Word && _parts[i - 1].IsConstant)
                    _before = _parts[i - 1].Texts[0] + " ";
            }
            else if (depth == 0 && MayOwn(i))
                Owner = i;
        }

        // "Sensor 1 (hall)": the number names it, the word says where it is.
        if (_before.Length > 0 && Owner > _index && !_parts[Owner].IsDistinct)
            Owner = -1;
    }

    // Words that differ and are no states; the key of a line with one "=" is what the line is of.
    private bool MayOwn(int i) =>
        _parts[i] is { Kind: TokenKind.Word, IsConstant: false, IsState: false } part
        && !IsUnits(i)
        && (part.IsDistinct && _index < 0 || !Enumerable.Range(0, i).Any(IsMeasure))
        && (!Follows(i, '=') || i == 0 && _parts.Count(one => one.Is('=')) == 1)
        && !(i > 0 && _parts[i - 1].Is('='));

    // In front, or behind a word that is the same in all rows, and before a mark or a name.
    private bool IsNumbering(int i) =>
        _parts
            .Take(i)
            .All(part =>
                part.Kind is TokenKind.Time or TokenKind.Mark || part.Kind == TokenKind.Word && part.IsConstant
            )
        && i + 1 < _parts.Count
        && (
            _parts[i + 1].Kind == TokenKind.Mark && _parts[i + 1].Texts[0] is ":" or "=" or "(" or ")" or "]" or "|"
            || _parts[i + 1].Kind == TokenKind.Word && !_parts[i + 1].IsConstant
            || i > 0 && _parts[i - 1].Kind == TokenKind.Word && IsCounted(i) && IsMeasured(i + 1)
        );

    // "cell 1  3.312 V", "cell 2  3.309 V"
    private bool IsCounted(int i) =>
        Enumerable
            .Range(1, _parts[i].Values.Length - 1)
            .All(row => _parts[i].Values[row].Number - _parts[i].Values[row - 1].Number == 1);

    private bool IsMeasured(int i) =>
        _parts[i].Kind == TokenKind.Number
        && Array.TrueForAll(
            _parts[i].Values,
            value =>
                value is not { IsNumber: true }
                || value.Unit.Length > 0
                || value.Text.Contains('.', StringComparison.Ordinal)
        );

    // "Speed: 6.2 kn   Course: 212°" above "Depth: 12.4 m   Temp: 16 °C": each line is pairs of its own.
    private bool IsPairs =>
        Enumerable
            .Range(0, _parts.Count)
            .Count(i => _parts[i] is { Kind: TokenKind.Word, IsConstant: false } && Follows(i, ':')) > 1;

    // "lt-01 (Line 1, oven): 182 C": what stands in brackets behind the name says more about it.
    private bool IsRemark(int i)
    {
        if (Owner < 0 || !Follows(Owner, '('))
            return false;
        var close = _parts.FindIndex(Owner, part => part.Is(')'));
        return i > Owner && i < close && close + 1 < _parts.Count;
    }

    // "sensord[412]:" is the number of what printed the line.
    private bool IsProcess(int i) =>
        i > 1
        && _parts[i].IsConstant
        && _parts[i - 1].Is('[')
        && Follows(i, ']')
        && _parts[i - 2].Kind == TokenKind.Word;
}
