using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>Words of lines that are no names.</summary>
internal static class LineWords
{
    private static readonly HashSet<string> Verbs = ColumnWords.Set(
        "is,are,was,were,reads,shows,stays,remains,now,has,says,holds,contains,measures,weighs"
    );

    private static readonly HashSet<string> Fillers = ColumnWords.Set(
        "the,a,an,at,of,and,but,with,while,by,currently,is,are,was,were,reads,shows,now,has,says,holds,contains,measures,weighs,still,about,so,far,its,to"
    );

    private static readonly HashSet<string> Limits = ColumnWords.Set(
        "max,min,limit,high,low,hi,lo,crit,upper,lower,maximum,minimum,alarm"
    );

    private static readonly HashSet<string> Lows = ColumnWords.Set("min,low,lo,lower,minimum");

    /// <summary>Whether a word says that its state or value follows.</summary>
    public static bool IsVerb(string word) => Verbs.Contains(word);

    /// <summary>Whether a word says where, so that what follows is no name.</summary>
    public static bool IsPreposition(string word) =>
        word is "from" or "in" or "at" or "on" or "of" or "with" or "by" or "per" or "since" or "for";

    /// <summary>Whether a word parts two statements.</summary>
    public static bool IsJoint(string word) => word is "and" or "but" or "while";

    /// <summary>Whether a word is one of a limit.</summary>
    public static bool IsLimit(string word) => Limits.Contains(word);

    /// <summary>Whether a limit is the lowest value and not the highest.</summary>
    public static bool IsLow(string word) => Lows.Contains(word);

    /// <summary>Whether a word says in which state something is.</summary>
    public static bool IsState(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower
                is "yes"
                    or "no"
                    or "true"
                    or "false"
                    or "active"
                    or "warn"
                    or "crit"
                    or "err"
                    or "enabled"
                    or "disabled"
            || States.IsWord(lower)
                && (
                    !States.IsMoving(lower)
                    || lower.EndsWith("ing", StringComparison.Ordinal)
                    || lower is "run" or "runs" or "heat" or "cool"
                );
    }

    /// <summary>Whether a word in capitals may be a state: <c>CHG</c>, <c>STANDBY</c>.</summary>
    public static bool IsCode(string word) => word.Length > 1 && word.All(char.IsAsciiLetterUpper);

    /// <summary>A name of words, without those around it that say nothing.</summary>
    public static string Name(IEnumerable<string> words)
    {
        List<string> kept = [.. words];
        while (kept.Count > 1 && Fillers.Contains(kept[0]))
            kept.RemoveAt(0);
        while (kept.Count > 1 && Fillers.Contains(kept[^1]))
            kept.RemoveAt(kept.Count - 1);
        return string.Join(' ', kept).Trim(' ', '.', '-', '*', '#', '\'', '!', '?', ':');
    }
}
