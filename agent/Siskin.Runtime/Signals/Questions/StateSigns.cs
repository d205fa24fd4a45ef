using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Which signals say that something is wrong, gone, or fed by a battery.</summary>
internal static class StateSigns
{
    /// <summary>Whether "still" says that something goes on, and not that it stands still.</summary>
    public static bool IsYet(List<string> tokens, int i) =>
        tokens[i] == "still"
        && i + 1 < tokens.Count
        && !(i > 0 && tokens[i - 1] is "stand" or "stands" or "standing" or "stood" or "sit" or "sits" or "stay");

    /// <summary>Whether several things have a value of that name.</summary>
    public static bool IsShared(string leaf, SignalTable table) =>
        table.Signals.Where(one => SignalIndex.Leaf(one.Path) == leaf).Take(2).Count() > 1;

    /// <summary>The names under which several things have a value, one of which prints a state.</summary>
    public static HashSet<string> Printing(SignalTable table, string word) =>
        table
            .Signals.Where(one => !one.IsSeries && PrintedStates.Has(one, word))
            .Select(one => SignalIndex.Leaf(one.Path))
            .Where(leaf => IsShared(leaf, table))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>"Which tag failed?" where none says so, but one has no value.</summary>
    public static bool IsGone(Asked asked, string word, Func<Signal, bool> answers) =>
        word is "bad" or "failed" or "failing" or "disconnected" or "offline" or "dead" or "lost" or "broken" or "down"
        && asked.Table.Signals.Any(one => one.Value.Kind == SignalKind.Missing)
        && !asked.Table.Signals.Any(one => answers(one) && States.Is(one, word) == true);

    /// <summary>Whether a state is one of what may be wrong.</summary>
    public static bool TellsFaults(Signal one, string word) =>
        States.IsState(one)
        && States.Is(one, word) is not null
        && Words
            .OfName(Paths.Leaf(one.Path))
            .Exists(name =>
                (ConceptIndex.OfKey(name) & ConceptIndex.Bits("fault")) != 0 || name is "errors" or "status" or "health"
            );

    /// <summary>Whether a word that is no state names a signal.</summary>
    public static bool IsNamed(Asked asked, string word, Signal one) =>
        !States.IsWord(word) && asked.Index.Match(word, StateQuestions.IndexOf(asked, one)) > SignalIndex.Met;

    /// <summary>
    /// What says where the power comes from: the status, where other texts speak of lines and batteries too.
    /// </summary>
    public static Signal[] Supplies(Asked asked, string word)
    {
        Signal[] all =
        [
            .. asked.Table.Signals.Where(one => one.Value.Kind == SignalKind.Text && States.Is(one, word) is not null),
        ];
        Signal[] status = [.. all.Where(one => SignalIndex.Leaf(one.Path) is "status" or "state" or "source")];
        return status.Length == 1 ? status : all;
    }
}
