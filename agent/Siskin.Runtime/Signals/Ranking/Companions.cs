using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Questions;

namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What a question may leave unsaid and a value is seen against: its limit, its setpoint, the whole that it is a part of.
/// </summary>
internal static class Companions
{
    /// <summary>
    /// Numbers of a row's unit that belong to the same thing or share a word of its name, those first that share most.
    /// </summary>
    public static IEnumerable<int> Of(int row, Asked asked)
    {
        var signals = asked.Table.Signals;
        var parent = Paths.Parent(signals[row].Path);
        string[] name = [.. Words.OfName(signals[row].Path)];
        return Enumerable
            .Range(0, signals.Count)
            .Where(i => i != row && signals[i].Value.IsNumber && asked.Index.UnitOf(i) == asked.Index.UnitOf(row))
            .Select(i =>
                (
                    Row: i,
                    Shared: Words.OfName(signals[i].Path).Intersect(name).Count(),
                    IsBeside: parent.Length > 0 && Paths.Parent(signals[i].Path) == parent
                )
            )
            .Where(one => one.IsBeside || one.Shared > 0)
            .OrderByDescending(one => one.Shared + (one.IsBeside ? 1 : 0))
            .Select(one => one.Row);
    }
}
