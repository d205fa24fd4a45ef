namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// A heading of columns and rows below it, whose cells belong to the heading that they stand under: with labels in
/// front or without, with empty cells, with a row of units.
/// </summary>
internal static class ShapeGrid
{
    private const int LeastColumns = 2;

    // How far from its heading a cell may begin.
    private const int Slack = 2;

    /// <summary>Reads a grid that begins at a line; says how many lines it has, 0 where there is none.</summary>
    public static int TryRead(List<ShapeLine> lines, int at, string prefix, string time, TableBuilder table)
    {
        var head = Cells(lines[at]);
        // Two states are a row's.
        if (head.Count(cell => LineWords.IsState(cell.Text)) > 1)
            return 0;
        if (head.Count < LeastColumns || !head.TrueForAll(IsHeading) || !head.Skip(1).Any(one => one.Token.IsApart))
            return 0;
        var shift = lines[at].Indent;
        var columns = head.ConvertAll(one => (Name: one.Text, From: one.From + shift, To: one.To + shift, Unit: ""));
        var rows = new List<string?[]>();
        var labels = new List<string>();
        var end = at + 1;
        for (; end < lines.Count && !(lines[end].IsRule && lines[end].Body.Length == 0); end++)
        {
            if (lines[end].IsRule)
                continue;
            var cells = Cells(lines[end]);
            if (rows.Count == 0 && cells.TrueForAll(one => IsUnit(one.Text)) && cells.Count > 0)
            {
                Units(cells, lines[end].Indent, columns);
                continue;
            }

            if (Row(cells, lines[end].Indent, columns) is not { } row)
                break;
            if (rows.Count > 1 && IsOther(row.Values, rows))
                break;
            labels.Add(row.Label);
            rows.Add(row.Values);
        }

        if (!IsTable(rows, columns.Count, labels) && !IsAligned(lines, at, end, columns))
            return 0;
        Fill(columns, rows, labels, prefix, time, table);
        return end - at;
    }

    private readonly record struct Cell(string Text, int From, int To, Token Token);

    private static bool IsHeading(Cell cell) =>
        cell.Token.Kind is TokenKind.Word or TokenKind.Missing
        && cell.Text.Any(char.IsLetter)
        && cell.Text.Length < 30
        && !cell.Text.Contains(':', StringComparison.Ordinal)
        && cell.Text.IndexOfAny(['=', '|', ';']) < 0
        && !cell.Text.Split(' ').Skip(1).Any(word => ValueReader.Read(word).IsNumber);

    private static bool IsUnit(string text) =>
        text.Trim('[', ']', '(', ')') is { Length: > 0 } unit
        && (text.Length != unit.Length || ValueReader.IsKnownUnit(unit))
        && unit.Length < 10
        && ValueReader.IsUnit(unit);

    // Pieces that no wide gap parts; values stand alone.
    private static List<Cell> Cells(ShapeLine line)
    {
        var cells = new List<Cell>();
        foreach (var token in line.Tokens)
        {
            var joins = cells.Count > 0 && !token.IsApart && !(token.IsMeasured && cells[^1].Token.IsMeasured);
            if (joins)
                cells[^1] = cells[^1] with { Text = line.Body[cells[^1].From..token.End], To = token.End };
            else
                cells.Add(new Cell(token.Text, token.Start, token.End, token));
        }

        return cells;
    }

    private static void Units(List<Cell> cells, int indent, List<(string Name, int From, int To, string Unit)> columns)
    {
        foreach (var cell in cells)
            if (Under(cell, indent, columns) is >= 0 and var i)
                columns[i] = columns[i] with { Unit = cell.Text.Trim('[', ']', '(', ')') };
    }

    // Words where all rows before have numbers: the grid has ended.
    private static bool IsOther(string?[] row, List<string?[]> rows)
    {
        int all = 0,
            other = 0;
        for (var i = 0; i < row.Length; i++)
        {
            if (
                row[i] is not { } cell
                || rows.Exists(one => one[i] is { } text && ValueReader.Read(text).Kind == SignalKind.Text)
            )
                continue;
            all++;
            other += ValueReader.Read(cell).Kind == SignalKind.Text ? 1 : 0;
        }

        return other * 2 > all;
    }

    // The label in front and the values; null where a line has more than fit.
    private static (string Label, string?[] Values)? Row(
        List<Cell> cells,
        int indent,
        List<(string Name, int From, int To, string Unit)> columns
    )
    {
        if (cells.Count < LeastColumns || cells.Count > columns.Count + 1)
            return null;
        var values = new string?[columns.Count];
        var label = "";
        var first = 0;
        if (
            cells.Count == columns.Count + 1
            || cells[0].To + indent <= columns[0].From - 1 && cells[0].Token.Kind == TokenKind.Word
        )
            (label, first) = (cells[0].Text, 1);
        for (var i = first; i < cells.Count; i++)
        {
            var column = cells.Count - first == columns.Count ? i - first : Under(cells[i], indent, columns);
            if (column < 0 || values[column] is not null)
                return null;
            values[column] = cells[i].Text;
        }

        return (label, values);
    }

    // The column whose heading a cell shares most with, or is nearest to.
    private static int Under(Cell cell, int indent, List<(string Name, int From, int To, string Unit)> columns)
    {
        int best = -1,
            least = int.MaxValue;
        for (var i = 0; i < columns.Count; i++)
        {
            var apart = Math.Max(cell.From + indent, columns[i].From) - Math.Min(cell.To + indent, columns[i].To);
            if (apart < least)
                (best, least) = (i, apart);
        }

        return best;
    }

    // Columns of values below words.
    private static bool IsTable(List<string?[]> rows, int columns, List<string> labels) =>
        rows.Count > 0
        && (rows.Count > 1 || columns > 2 || labels[0].Length > 0)
        && Enumerable
            .Range(0, columns)
            .Count(i =>
                rows.TrueForAll(row =>
                    row[i] is not { } cell || ValueReader.Read(cell).Kind != SignalKind.Text || LineWords.IsState(cell)
                ) && rows.Exists(row => row[i] is { } cell && ValueReader.Read(cell).IsNumber)
            ) * 2
            >= columns - (labels[0].Length > 0 ? 0 : 1);

    // Texts below words that begin where these begin.
    private static bool IsAligned(
        List<ShapeLine> lines,
        int at,
        int end,
        List<(string Name, int From, int To, string Unit)> columns
    )
    {
        int all = 0,
            aligned = 0;
        foreach (var line in lines[(at + 1)..end])
        foreach (var cell in Cells(line))
        {
            all++;
            aligned += columns.Exists(one => Math.Abs(one.From - cell.From - line.Indent) <= Slack) ? 1 : 0;
        }

        return (end - at > 2 && columns.Count > 2 || end - at > 1 && columns.Count > 3) && aligned * 5 >= all * 4;
    }

    private static void Fill(
        List<(string Name, int From, int To, string Unit)> columns,
        List<string?[]> rows,
        List<string> labels,
        string prefix,
        string time,
        TableBuilder table
    )
    {
        if (labels.TrueForAll(label => label.Length == 0) && IsNumbered(columns, rows))
        {
            for (var i = 0; i < rows.Count; i++)
                labels[i] = $"{columns[0].Name} {rows[i][0]}";
            rows = rows.ConvertAll(row => row[1..]);
            columns = columns[1..];
        }

        if (labels.TrueForAll(label => label.Length == 0))
        {
            var part = new TableBuilder();
            new TableColumns(
                [.. columns.Select(one => one.Unit.Length > 0 ? $"{one.Name} ({one.Unit})" : one.Name)],
                rows.ConvertAll(row => Array.ConvertAll(row, cell => cell ?? ""))
            ).Fill(part);
            table.Append(part, prefix);
            return;
        }

        for (var i = 0; i < rows.Count; i++)
        for (var j = 0; j < columns.Count; j++)
        {
            if (rows[i][j] is not { } cell)
                continue;
            var label = labels[i].TrimEnd(':', ' ');
            var unit = Bracketed(ref label);
            if (unit.Length == 0)
                unit = columns[j].Unit;
            var read = ValueReader.Read(cell.TrimStart(':', '=', ' '));
            if (read is { IsNumber: true, Unit.Length: 0 } && unit.Length > 0)
                read = read with { Unit = " " + unit };
            table.Add(label.Length > 0 ? $"{prefix}{label}/{columns[j].Name}" : prefix + columns[j].Name, read, time);
        }
    }

    // "CYL" above 1, 2, 3: rows of things that have numbers, where no column has times or names.
    private static bool IsNumbered(List<(string Name, int From, int To, string Unit)> columns, List<string?[]> rows) =>
        columns.Count > 2
        && rows.Count > 1
        && rows.TrueForAll(row => row[0] is { Length: > 0 and < 6 } cell && cell.All(char.IsAsciiDigit))
        && rows.Select(row => row[0]).Distinct().Count() == rows.Count
        && rows.TrueForAll(row =>
            row.Skip(1)
                .All(cell =>
                    cell is null
                    || !TimePrefix.IsTime(cell)
                        && (ValueReader.Read(cell).Kind != SignalKind.Text || LineWords.IsState(cell))
                )
        );

    // "U [V]", "Temp (C)"
    private static string Bracketed(ref string label)
    {
        var open = label.LastIndexOfAny(['[', '(']);
        if (open <= 0 || label[^1] is not (']' or ')') || !ValueReader.IsUnit(label[(open + 1)..^1]))
            return "";
        var unit = label[(open + 1)..^1];
        label = label[..open].Trim();
        return unit;
    }
}
