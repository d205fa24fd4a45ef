using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>Which rows of a group say something of a state.</summary>
internal static class StateGroups
{
    /// <summary>
    /// Of all values of several things those in which one prints the state, where any does; else all.
    /// </summary>
    public static int[] Printing(int[] rows, string state, SignalTable table)
    {
        var leaves = rows.Where(i => PrintedStates.Has(table.Signals[i], state))
            .Select(i => SignalIndex.Leaf(table.Signals[i].Path))
            .ToHashSet(StringComparer.Ordinal);
        // "mp1 = on", "mp2 = on", "mp3 = off ; liner change": names that no two things share tell nothing apart.
        if (leaves.Count == 0 || leaves.Any(leaf => !StateSigns.IsShared(leaf, table)))
            return rows;
        int[] said = [.. rows.Where(i => leaves.Contains(SignalIndex.Leaf(table.Signals[i].Path)))];
        return said.Length > 1 ? said : rows;
    }

    /// <summary>Whether all of them are the same flag of several things.</summary>
    public static bool AreFlags(int[] rows, SignalTable table) =>
        Array.TrueForAll(
            rows,
            i =>
                table.Signals[i] is { IsSeries: false, Value.Kind: SignalKind.Boolean } one
                && SignalIndex.Leaf(one.Path) == SignalIndex.Leaf(table.Signals[rows[0]].Path)
        );
}
