namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>
/// Names that several lines give to values of theirs: they go by the first word of their line as well, as in
/// <c>RX packets 12  bytes 34</c> above <c>TX packets 56  bytes 78</c>.
/// </summary>
internal sealed class SharedNames
{
    // "FLOW in 412 m3/h   out 398 m3/h": both are flows.
    private static readonly HashSet<string> Sides = ColumnWords.Set(
        "in,out,min,max,avg,high,low,l1,l2,l3,up,down,supply,return,inlet,outlet,left,right,top,bottom,actual,set"
    );

    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);

    /// <summary>Finds the names that more than one line has.</summary>
    public SharedNames(List<ShapeLine> lines)
    {
        var firsts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.IsRule || line.Fields.Fields.Count < 2 || First(line.Fields) is not { } first)
                continue;
            foreach (var field in line.Fields.Fields)
                if (!firsts.TryAdd(field.Name, first) && firsts[field.Name] != first)
                    _shared.Add(field.Name);
        }
    }

    /// <summary>The same line, its shared names with the word that sets them apart.</summary>
    public LineFields Whole(LineFields line) =>
        line.Fields.Count < 2 || First(line) is not { } first ? line
        : line.Fields.All(field => Sides.Contains(field.Name.Split(' ')[^1]))
            ? line with
            {
                Fields =
                [
                    .. line.Fields.Select((field, i) => i == 0 ? field : field with { Name = $"{first} {field.Name}" }),
                ],
            }
        : line with
        {
            Fields =
            [
                .. line.Fields.Select(field =>
                    _shared.Contains(field.Name) ? field with { Name = $"{first} {field.Name}" } : field
                ),
            ],
        };

    // The word before the first name of a line whose other names are single words.
    private static string? First(LineFields line) =>
        line.Owner.Length == 0
        && line.Fields[0].Name.Split(' ') is [{ Length: > 1 } first, _]
        && line.Fields.Skip(1)
            .All(field => field.Name.Length > 0 && !field.Name.Contains(' ', StringComparison.Ordinal))
            ? first
            : null;
}
