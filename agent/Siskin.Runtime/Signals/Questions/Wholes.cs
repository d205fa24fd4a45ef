namespace Siskin.Runtime.Signals.Questions;

/// <summary>Parts and the wholes beside them: memory used of memory total, current layer of total layers.</summary>
internal static class Wholes
{
    private static readonly HashSet<string> Whole =
    [
        .. "total size capacity max maximum full limit nominal all sum estimated planned goal".Split(' '),
    ];

    /// <summary>Words for what is taken.</summary>
    public static readonly HashSet<string> Used =
    [
        .. "used use usage occupied consumed taken current done completed printed inuse elapsed finished".Split(' '),
    ];

    /// <summary>Words for what is not.</summary>
    public static readonly HashSet<string> Free =
    [
        .. "free available avail left remaining unused spare togo".Split(' '),
    ];

    /// <summary>Every number that a side names, with the whole of the same thing.</summary>
    public static List<(int Part, int Total)> Of(SignalTable table, HashSet<string> side)
    {
        var names = table.Signals.Select(one => Words.OfName(Paths.Leaf(one.Path))).ToArray();
        var pairs = new List<(int, int)>();
        for (var part = 0; part < names.Length; part++)
        {
            if (!table.Signals[part].Value.IsNumber || !names[part].Exists(side.Contains))
                continue;
            string[] stem = [.. names[part].Where(word => !side.Contains(word))];
            var total = Array.FindIndex(names, whole => whole.Exists(Whole.Contains) && IsOf(whole, stem));
            for (
                ;
                total >= 0;
                total = Array.FindIndex(names, total + 1, whole => whole.Exists(Whole.Contains) && IsOf(whole, stem))
            )
                if (
                    total != part
                    && table.Signals[total].Value.IsNumber
                    && Paths.Parent(table.Signals[total].Path) == Paths.Parent(table.Signals[part].Path)
                )
                {
                    pairs.Add((part, total));
                    break;
                }
        }

        return pairs;
    }

    // "memory used" and "memory total", "current_layer" and "total_layer".
    private static bool IsOf(List<string> whole, string[] stem) =>
        stem.All(whole.Contains) && whole.TrueForAll(word => Whole.Contains(word) || stem.Contains(word));
}
