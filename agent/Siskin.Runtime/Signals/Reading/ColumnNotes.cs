using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Tables of names and values that say more of each: <c>| TOP5 | Inlet_Temp | 31 | °C |</c> has a topic before the
/// name, and a unit or what a code means behind the value.
/// </summary>
internal static class ColumnNotes
{
    private static readonly HashSet<string> Names = ColumnWords.Set(
        "name,signal name,tag name,variable name,parameter name"
    );
    private static readonly HashSet<string> Notes = ColumnWords.Set(
        "description,descr,descr.,desc,meaning,comment,note"
    );

    /// <summary>The column that is headed as names, where another was taken for it; else that one.</summary>
    public static int Called(string[] head, List<string[]> rows, int name)
    {
        var called = Array.FindIndex(head, Names.Contains);
        return
            name < 0
            || called < 0
            || called == name
            || rows.Exists(row => !row[called].Any(char.IsLetter))
            || rows.Select(row => row[called]).Distinct().Count() < rows.Count
            ? name
            : called;
    }

    /// <summary>Adds what else a row says of a signal.</summary>
    public static void Add(string[] head, string[] row, int name, string path, SignalValue value, TableBuilder table)
    {
        var key = Array.FindIndex(head, ColumnWords.Names.Contains);
        if (Names.Contains(head[name]) && key >= 0 && key != name && row[key] is { Length: > 0 and < 40 } other)
            table.Alias(path, other);
        var note = Array.FindIndex(head, Notes.Contains);
        if (note < 0 || note == name || row[note].Length is 0 or > 40 || !value.IsNumber)
            return;
        if (UnitScale.Known(row[note]).Length > 0)
            table.Measure(path, row[note]);
        else if (value.Unit.Length == 0 && value.Number == decimal.Truncate(value.Number))
            table.Add($"{path}/{head[note].ToLowerInvariant()}", ValueReader.Read(row[note]));
    }
}
