namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>What values of rows are called: by words beside them, by their units, or by their place.</summary>
/// <param name="parts">The places of the rows.</param>
/// <param name="places">What they are.</param>
internal sealed class RowNames(List<RowPart> parts, RowPlaces places)
{
    private readonly HashSet<int> _used = [];
    private readonly List<RowValue> _values = [];

    /// <summary>The values that were named.</summary>
    public List<RowValue> Values => _values;

    /// <summary>Names a number.</summary>
    /// <param name="i">Its place.</param>
    /// <param name="isOnly">Whether it is the only one, which needs no name besides the row's.</param>
    public void Number(int i, bool isOnly) => _values.Add(BehindWord(i) ?? new RowValue(NumberName(i, isOnly), i));

    /// <summary>Names a state, a text or a second time.</summary>
    public void State(int i)
    {
        var name = parts[i].Kind == TokenKind.Time ? "time" : "state";
        var count = _values.Count(one => one.Name.StartsWith(name, StringComparison.Ordinal));
        _values.Add(BehindWord(i) ?? new RowValue(count == 0 ? name : $"{name} {count + 1}", i));
    }

    /// <summary>Whether a word is the name of a value already.</summary>
    public bool IsUsed(int i) => _used.Contains(i);

    // "cpu 14%", "zone 1 812 C", "speed=210": by the word before it.
    private RowValue? BehindWord(int i)
    {
        var before = places.Before(i);
        if (before > 0 && places.IsNameNumber(before))
        {
            _used.Add(before - 1);
            return new RowValue($"{parts[before - 1].Texts[0]} {parts[before].Texts[0]}", i);
        }

        if (
            before < 0
            || places.IsTaken(before)
            || parts[before].Kind != TokenKind.Word
            || !parts[before].IsConstant && !places.Follows(before, '=')
            || !_used.Add(before)
        )
            return null;
        return parts[before].IsConstant
            ? new RowValue(LineWords.Name([parts[before].Texts[0]]), i)
            : new RowValue("", i) { Key = before };
    }

    // "pH 7.02   24.8 C   ATC": names stand before values.
    private bool IsNamedBefore() =>
        _values.Exists(one => one is { Key: < 0, Name.Length: > 0, Part: > 0 } && _used.Contains(one.Part - 1));

    private string NumberName(int i, bool isOnly)
    {
        var before = places.Before(i);
        if (before >= 1 && parts[before].Is('/') && _values.Count > 0 && _values[^1].Part == before - 1)
            return _values[^1].Name.Length > 0 ? _values[^1].Name + "/target" : "target";
        if (
            i + 1 < parts.Count
            && parts[i + 1] is { Kind: TokenKind.Word, IsConstant: true, IsState: false } after
            && !(isOnly && places.Owner >= 0 && ValueReader.IsUnit(" " + after.Texts[0]))
            && !(
                i + 2 == parts.Count
                && IsNamedBefore()
                && parts[i].Values.Any(value => UnitNames.Quantity(value.Unit ?? "").Length > 0)
            )
            && _used.Add(i + 1)
        )
            return after.Texts[0];
        if (isOnly)
            return "";
        // Rows of several quantities: each is the value of its row.
        if (
            places.Owner >= 0
            && !_values.Exists(one => one is { Name.Length: 0, Key: < 0 })
            && parts[i]
                .Values.Where(value => value.Unit is { Length: > 0 })
                .Select(value => value.Unit.Trim())
                .Distinct()
                .Count() > 1
        )
            return "";
        var unit = Array.Find(parts[i].Values, value => value.Unit is { Length: > 0 }).Unit ?? "";
        var quantity = unit.Trim() == "%" ? "percent" : UnitNames.Quantity(unit);
        return quantity.Length > 0 && !_values.Exists(one => one.Name == quantity) ? quantity : $"column {i + 1}";
    }
}
