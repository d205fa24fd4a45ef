using System.Globalization;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>Which words of a question are about lines of a log, and the lines that have them.</summary>
internal static class EventWords
{
    private static readonly HashSet<string> Frame =
    [
        .. (
            "error errors warning warnings fault faults alarm alarms failure failures problem problems event events critical "
            + "active still pending cleared message messages line lines log logged logs entry entries component class module "
            + "service process source device occur occurred occurs happen happened came come raised appear appeared appears "
            + "mention mentions mentioned mentioning contain contains containing say says about often many count many times "
            + "first last latest newest earliest long when what which who whose since again now there here any all end much "
            + "get got gets did does was were had has have the this that with from for and but record records frame frames "
            + "text wrong written write wrote code codes list tell show give print report reported happening issue issues"
        ).Split(' '),
    ];

    // What people say of a line that says it in its own way.
    private static readonly Dictionary<string, string[]> Alike = new(StringComparer.Ordinal)
    {
        ["acknowledged"] = ["ack", "quit"],
        ["acknowledge"] = ["ack"],
        ["started"] = ["start"],
        ["restarted"] = ["started", "restart"],
        ["restart"] = ["started", "reboot"],
        ["stopped"] = ["stop"],
        ["failed"] = ["fail", "failure"],
        ["fail"] = ["failed"],
        ["connected"] = ["connect", "up"],
        ["reconnected"] = ["connected"],
        ["disconnected"] = ["lost", "down", "disconnect"],
        ["lost"] = ["disconnected"],
        ["down"] = ["disconnected", "lost", "offline"],
        ["up"] = ["connected", "restored", "online"],
        ["opened"] = ["open"],
        ["closed"] = ["close"],
        ["timed"] = ["timeout"],
        ["suspend"] = ["suspended"],
        ["suspended"] = ["suspend"],
        ["crash"] = ["crashed", "fatal", "exception", "segfault"],
        ["crashed"] = ["crash", "fatal", "exception"],
        ["gone"] = ["lost", "left"],
        ["leave"] = ["left"],
        ["join"] = ["joined"],
        ["normal"] = ["normalised", "normalized", "restored", "back"],
        ["fixed"] = ["resolved", "restored"],
        ["finished"] = ["done", "completed", "complete", "finish"],
        ["done"] = ["finished", "completed"],
        ["begin"] = ["started", "start"],
        ["began"] = ["started", "start"],
        ["denied"] = ["deny", "refused"],
        ["entered"] = ["opened", "granted"],
        ["login"] = ["logged", "accepted", "password"],
        ["mains"] = ["ac", "power", "utility"],
        ["reboot"] = ["restart", "boot"],
        ["rebooted"] = ["boot", "restart"],
        ["logged"] = ["login"],
        ["estop"] = ["emergency"],
        ["rejected"] = ["reject"],
        ["dropped"] = ["drop"],
    };

    /// <summary>
    /// The words of a question that lines have, where one line has them all; and how many words with content no line
    /// has.
    /// </summary>
    public static (string Words, int Unmet) Of(QuestionText question, SignalTable table)
    {
        var content = new List<string>();
        var unmet = 0;
        foreach (var word in Whole(question, table).Distinct())
        {
            var isPlain = Frame.Contains(word) || word.Length < 2 && !char.IsAsciiDigit(word[0]);
            if (isPlain || Lexicon.Stop.Contains(word) && !IsState(question, word))
                continue;
            if (Spelled(word, table) is { } spelled)
                content.Add(spelled);
            else if (!Lexicon.Things.Contains(word) && !Lexicon.Stop.Contains(word))
                unmet++;
        }

        // "How many 404?"
        foreach (var number in question.Numbers)
            if (
                number.ToString(CultureInfo.InvariantCulture) is { Length: > 2 } digits
                && Spelled(digits, table) is not null
            )
                content.Add(digits);
        if (content.Count == 0)
            return ("", unmet);
        // The words that most of are in one line; of several lines the last one.
        string[] best = [];
        foreach (var one in table.Events)
        {
            string[] met = [.. content.Where(word => EventAnswers.Has(one, word))];
            if (met.Length > 0 && met.Length >= best.Length)
                best = met;
        }

        return (string.Join(' ', best), unmet + content.Count - best.Length);
    }

    // "eno1", "cam-drive": what a line prints as one is one word.
    private static List<string> Whole(QuestionText question, SignalTable table)
    {
        List<string> words = [.. question.Tokens];
        foreach (
            var printed in question.Lower.Split(
                [' ', '?', ',', '\'', '"', '(', ')'],
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            // "198.51.100.44" is read as no word.
            if (
                printed.Count(c => c == '.') > 1
                && char.IsAsciiDigit(printed[0])
                && table.Events.Any(one => one.Message.Contains(printed, StringComparison.Ordinal))
            )
                words.Add(printed);
            var parts = Questions.Words.Split(printed);
            var at = words.IndexOf(parts.Count > 0 ? parts[0] : "");
            if (
                parts.Count < 2
                || at < 0
                || at + parts.Count > words.Count
                || !words.Skip(at).Take(parts.Count).SequenceEqual(parts)
                || !table.Events.Any(one => one.Message.Contains(printed, StringComparison.OrdinalIgnoreCase))
            )
                continue;
            words.RemoveRange(at, parts.Count);
            words.Insert(at, printed);
        }

        return words;
    }

    /// <summary>The word in which the lines say it, or null.</summary>
    public static string? Spelled(string word, SignalTable table)
    {
        if (table.Events.Any(one => EventAnswers.Has(one, word)))
            return word;
        foreach (var other in Alike.GetValueOrDefault(word, []))
            if (table.Events.Any(one => EventAnswers.Has(one, other)))
                return other;
        return Words.Stem(word) is var stem && stem != word && table.Events.Any(one => EventAnswers.Has(one, stem))
            ? stem
            : null;
    }

    // "Up" and "down" at the end of a phrase say what happened.
    private static bool IsState(QuestionText question, string word) =>
        word is "up" or "down" or "lost" or "open" or "closed"
        && !(
            question.Tokens.IndexOf(word) is >= 0 and var at
            && at + 1 < question.Tokens.Count
            && question.Tokens[at + 1] is "to" or "the"
        );
}
