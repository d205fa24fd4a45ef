namespace Siskin.Runtime.Signals.Questions;

/// <summary>Finds which signal is whose target or limit, by what their names share.</summary>
internal static class References
{
    // The first one that a question names is meant.
    private static readonly Reference[] Kinds =
    [
        Of(
            "ll,low low,low alarm,low limit,lower limit,low mark,low warning,low threshold,lower threshold,lower critical",
            "low lower min minimum lo lcl ll lolo",
            "low"
        ),
        Of("hh,high high", "hh hihi", "high"),
        Of("alarm level,alarm limit,alarm threshold,alarm point", "alarm", "high"),
        Of("critical,crit,danger,trip", "critical crit danger trip hihi cr", "high"),
        Of("warning,warn,alert", "warning warn alert", "high"),
        Of("lcl,lower control limit,minimum,min,low,lower,floor", "low lower min minimum lo lcl", "low"),
        Of(
            "ucl,upper control limit,maximum,max,high,upper,ceiling,high alarm,high limit",
            "high upper max maximum hi ucl limit",
            "high"
        ),
        Of(
            "setpoint,set point,target,desired,setting,goal,set value,set temperature,command,demand,set",
            "setpoint target desired set sp goal demand soll cmd command reference ref wanted",
            ""
        ),
        Of("nominal,rated,rating,nameplate,design", "nominal rated rating design", ""),
        Of(
            "limit,limits,threshold,allowed,permitted,tolerance,spec",
            "limit threshold allowed max maximum high alarm hi",
            ""
        ),
    ];

    private static readonly HashSet<string> Plain =
    [
        .. "actual act cur current measured value val reading pv ist now point temp temperature alarm heating critical threshold".Split(
            ' '
        ),
    ];

    /// <summary>The kind that a question compares with, by "its", "their" or "the" before it; null where none is.</summary>
    public static Reference? Asked(QuestionText question)
    {
        foreach (var kind in Kinds)
        foreach (var cue in kind.Cues)
        foreach (
            var owner in (string[])
                [
                    "its",
                    "their",
                    "the",
                    "own",
                    "his",
                    "a",
                    "at",
                    "any",
                    "to",
                    "than",
                    "control",
                    "respective",
                    "desired",
                    "above",
                    "below",
                    "over",
                    "under",
                    "off",
                    "from",
                    "of",
                    "till",
                    "until",
                ]
        )
            if (question.Has($"{owner} {cue}") || owner is "its" or "the" or "their" && question.HasNear(owner, cue))
                return kind;
        return null;
    }

    /// <summary>
    /// All values of a table that have such a one: the number of the value, and of what it is compared with.
    /// </summary>
    public static List<(int Row, int Reference)> Of(SignalTable table, Reference kind)
    {
        var pairs = new List<(int, int)>();
        var own = table.Signals.Select(Own).ToArray();
        for (var i = 0; i < own.Length; i++)
        {
            if (
                !own[i].Any(kind.Names.Contains) || table.Signals[i].Value.Kind is SignalKind.Text or SignalKind.Boolean
            )
                continue;
            string[] stem =
            [
                .. own[i]
                    .Where(word =>
                        !kind.Names.Contains(word)
                        && !Plain.Contains(word)
                        && (word.Length > 1 || char.IsAsciiDigit(word[0]))
                    ),
            ];
            var best = -1;
            var most = double.MinValue;
            for (var j = 0; j < own.Length; j++)
                if (j != i && Fit(table, own, i, j, stem, kind) is { } fit && fit > most)
                    (best, most) = (j, fit);
            if (best >= 0)
                pairs.Add((best, i));
        }

        return pairs;
    }

    // A step or a limit of what may be set is no target; what is only known by another name as one is.
    private static List<string> Own(Signal one)
    {
        var words = Words.OfName(Paths.Leaf(one.Path));
        if (one.Alias.StartsWith("setpoint", StringComparison.Ordinal))
            words.Add("setpoint");
        return words.Exists(word => word is "step" or "hysteresis" or "tolerance" or "diff")
            ? [.. words.Where(word => word is not ("target" or "setpoint" or "set"))]
            : words;
    }

    /// <summary>Whether a reference may be one of several rows: "low" beside a level, a temperature and a volume.</summary>
    public static bool IsShared(SignalTable table, int row, int reference)
    {
        var parent = Paths.Parent(table.Signals[row].Path);
        return Words.OfName(Paths.Leaf(table.Signals[reference].Path)).Count == 1
            && parent.Length > 0
            && table.Signals.Count(one =>
                Paths.Parent(one.Path) == parent
                && one.Value is { IsNumber: true }
                && !Words.OfName(Paths.Leaf(one.Path)).Exists(SignalIndex.IsDerived)
            ) > 1;
    }

    // How well a row fits as the one that another is the target of; null where it cannot.
    private static double? Fit(
        SignalTable table,
        List<string>[] own,
        int reference,
        int row,
        string[] stem,
        Reference kind
    )
    {
        var signal = table.Signals[row];
        if (
            signal.Value.Kind is SignalKind.Text or SignalKind.Boolean
            || Paths.Parent(signal.Path) != Paths.Parent(table.Signals[reference].Path)
                && !IsSibling(table, reference, row)
            || own[row].Any(word => SignalIndex.IsDerived(word) || kind.Names.Contains(word))
        )
            return null;
        var shared = stem.Count(word => own[row].Any(one => Words.Likeness(word, one) > 0.8));
        if (stem.Length > 0 && shared < stem.Length && Paths.Parent(signal.Path).Length == 0)
            return null;
        UInt128 a = Concepts(own[row], signal),
            b = Concepts(own[reference], table.Signals[reference]);
        var alike =
            (a & b) != 0 ? 1.0
            : a != 0 && b != 0 ? -0.5
            : 0;
        // A setpoint of nothing in particular is one of a temperature.
        if (stem.Length == 0 && (a & ConceptIndex.Bits("temperature", "level")) != 0)
            alike += 0.6;
        return 2 * shared
            + alike
            + (own[row].Any(Plain.Contains) ? 0.3 : 0)
            - 0.1 * own[row].Count
            - 0.001 * Math.Abs(row - reference);
    }

    // "desired/setpoint" and "reported/temperature".
    private static bool IsSibling(SignalTable table, int reference, int row) =>
        Paths.Parent(table.Signals[reference].Path) is { Length: > 0 } parent
        && Paths.Leaf(parent) is "desired" or "target" or "setpoints" or "limits" or "set"
        && Paths.Parent(parent) == Paths.Parent(Paths.Parent(table.Signals[row].Path));

    private static UInt128 Concepts(List<string> own, Signal signal)
    {
        var found = ConceptIndex.OfUnit(signal.Unit.ToLowerInvariant());
        foreach (var word in own)
            found |= ConceptIndex.OfName(word, isOwn: true);
        return found & ~ConceptIndex.Bits("setpoint", "state", "fault", "battery");
    }

    private static Reference Of(string cues, string names, string side) =>
        new(cues.Split(','), [.. names.Split(' ')], side);
}
