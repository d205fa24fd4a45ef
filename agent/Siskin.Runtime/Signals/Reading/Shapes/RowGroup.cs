namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Rows of one shape: what is the same in all of them names values, what changes is a value or tells rows apart.
/// </summary>
internal sealed class RowGroup
{
    private readonly List<RowPart> _parts;
    private readonly RowPlaces _places;
    private readonly RowNames _names;
    private readonly List<(RowValue Of, bool IsLow, int Part)> _limits = [];

    private RowGroup(List<RowPart> parts)
    {
        _parts = parts;
        _places = new RowPlaces(parts);
        _names = new RowNames(parts, _places);
        FindValues();
    }

    private List<RowValue> Values => _names.Values;

    /// <summary>Reads rows of one shape; false where nothing tells them apart or names their values.</summary>
    public static bool TryRead(
        List<(string Line, List<Token> Tokens)> rows,
        string prefix,
        string time,
        TableBuilder table
    )
    {
        if (Of(rows) is not { Values.Count: > 0, _places.TellApart: true } group)
            return false;
        for (var i = 0; i < rows.Count; i++)
            group.Fill(i, prefix, time, table, LineRange.Of(rows[i].Line));
        return true;
    }

    /// <summary>Reads rows whose times are known; false where they have no values, or nothing names these.</summary>
    public static bool TryRead(List<(string Line, List<Token> Tokens)> rows, string[] times, TableBuilder table)
    {
        if (Of(rows) is not { _places.Time: < 0, IsAnonymous: false } group)
            return false;
        group.Values.RemoveAll(one => !group._places.IsMeasure(one.Part));
        for (var i = 0; i < rows.Count && group.Values.Count > 0; i++)
            group.Fill(i, "", times[i], table, (null, null));
        return group.Values.Count > 0;
    }

    private static RowGroup? Of(List<(string Line, List<Token> Tokens)> rows) =>
        RowParts.Of(rows) is { Count: > 1 } parts ? new RowGroup(parts) : null;

    // A number that neither a name nor a unit tells from others.
    private bool IsAnonymous =>
        Values.Exists(one =>
            _places.IsMeasure(one.Part)
            && (
                one.Name.StartsWith("column ", StringComparison.Ordinal)
                || one is { Name.Length: 0, Key: < 0 } && _places.Owner < 0
            )
        );

    private void FindValues()
    {
        var measured = Enumerable
            .Range(0, _parts.Count)
            .Count(i => _places.IsMeasure(i) && _places.LimitWord(i) is null && !(i > 0 && _parts[i - 1].Is('/')));
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_places.IsTaken(i))
                continue;
            if (
                Values.Count > 0
                && _parts[i] is { Kind: TokenKind.Word } range
                && Array.TrueForAll(range.Texts, LineRange.Is)
            )
                continue;
            if (_parts[i].Kind == TokenKind.Number && Values.Count > 0 && _places.LimitWord(i) is { } limit)
                _limits.Add((Values[^1], LineWords.IsLow(limit), i));
            else if (_places.IsMeasure(i))
                _names.Number(i, measured == 1);
            else if (_parts[i].Kind == TokenKind.Time || IsText(i))
                _names.State(i);
        }
    }

    // Words that differ, and a state that is the same in all rows: at the end, or behind a word that names nothing yet.
    private bool IsText(int i) =>
        _parts[i] is { Kind: TokenKind.Word } part
        && (
            !part.IsConstant && !_places.Follows(i, '=')
            || part is { IsConstant: true, IsState: true }
                && (
                    i + 1 == _parts.Count
                    || i > 0 && _parts[i - 1] is { Kind: TokenKind.Word, IsConstant: true } && !_names.IsUsed(i - 1)
                )
        );

    private void Fill(int row, string prefix, string time, TableBuilder table, (decimal? Low, decimal? High) range)
    {
        var at = _places.Time >= 0 ? _parts[_places.Time].Texts[row] : time;
        var owner = _places.OwnerOf(row);
        var alias = _places.AliasOf(row);
        foreach (var one in Values)
        {
            var name = one.Key >= 0 ? _parts[one.Key].Texts[row] : one.Name;
            var path =
                owner.Length == 0 ? prefix + (name.Length > 0 ? name : "value")
                : name.Length > 0 ? $"{prefix}{owner}/{name}"
                : prefix + owner;
            table.Add(path, ValueOf(one.Part, row), at);
            if (alias.Length > 0)
                table.Alias(path, alias);
            // What stands in brackets holds for the first number.
            if (_places.IsMeasure(one.Part) && one == Values.Find(other => _places.IsMeasure(other.Part)))
                table.Limit(path, range.Low, range.High);
            table.Limit(path, Bound(one, row, isLow: true), Bound(one, row, isLow: false));
        }
    }

    // "6412 GALS": with the unit, where all rows say so.
    private SignalValue ValueOf(int part, int row)
    {
        if (_parts[part].Values[row] is not { Kind: SignalKind.Number } number)
            return ValueReader.Read(_parts[part].Texts[row]);
        if (part + 1 < _parts.Count && _places.IsUnits(part + 1))
            return number with { Unit = " " + _parts[part + 1].Texts[row] };
        return
            number.Unit.Length == 0
            && part + 1 < _parts.Count
            && _parts[part + 1] is { Kind: TokenKind.Word, IsConstant: true, IsState: false } word
            && !Values.Exists(one => one.Name == word.Texts[0])
            && ValueReader.IsUnit(" " + word.Texts[0])
            ? number with
            {
                Unit = " " + word.Texts[0],
            }
            : number;
    }

    private decimal? Bound(RowValue of, int row, bool isLow)
    {
        var limit = _limits.FindIndex(one => one.Of == of && one.IsLow == isLow);
        return limit >= 0 && _parts[_limits[limit].Part].Values[row] is { IsNumber: true } value ? value.Number : null;
    }
}
