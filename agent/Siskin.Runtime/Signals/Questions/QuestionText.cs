using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;
using Siskin.Runtime.Signals.Reading;

namespace Siskin.Runtime.Signals.Questions;

/// <summary>A question cut into words, numbers with their units, and times.</summary>
internal sealed partial class QuestionText
{
    // Words of questions that are also parts of names.
    private static readonly string[] Ambiguous =
    [
        .. "total,limit,count,average,avg,mean,quality,level,device,today,time,name,sum,number,spread".Split(','),
    ];

    // What stands before a number that is compared with.
    private static readonly HashSet<string> Comparers =
    [
        .. (
            "above,over,below,under,than,exceed,exceeds,exceeded,exceeding,least,most,between,and,to,at,"
            + "of,within,by,limit,reach,reached,reaches,hit,equal,equals,exactly,around,about,passed,past,"
            + "beyond,is,from,target,minus,plus,or,near,close,past,hits,surpass,surpassed,threshold,not"
        ).Split(','),
    ];

    private static readonly Dictionary<string, decimal> Spelled = new(StringComparer.Ordinal)
    {
        ["zero"] = 0,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["twelve"] = 12,
        ["fifteen"] = 15,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
        ["hundred"] = 100,
        ["thousand"] = 1000,
        ["freezing"] = 0,
    };

    private readonly HashSet<string> _named = [];
    private readonly HashSet<string> _spoken = [];

    public QuestionText(string prompt, NameWords names)
    {
        IsQuestion = prompt.TrimEnd().EndsWith('?');
        var text = Typos.Mended(
            SpokenForms.Written(SpokenForms.HasCodes(prompt) ? prompt : MainClause.Of(prompt, names), names),
            names
        );
        IsSpelledOut = MainClause.IsNamed(prompt, names);
        Lower = " " + text.ToLowerInvariant().Trim() + " ";
        var isUnit = false;
        foreach (Match match in Token().Matches(text))
        {
            string token = match.Value,
                lower = token.ToLowerInvariant();
            if (match.Groups["time"].Success)
            {
                Times.Add(Clock(match));
            }
            else if (match.Groups["num"].Success)
            {
                isUnit = Number(match, text, names);
                continue;
            }
            else if (isUnit && lower is "degrees" or "degree" or "deg")
            {
                Units[^1] = "degrees";
                continue;
            }
            else if (
                isUnit
                && (
                    names.Units.Contains(lower)
                    || token.Contains('/', StringComparison.Ordinal) && token.Length < 9 && !names.Has(lower)
                )
            )
            {
                Units[^1] = UnitScale.Known(token) is { Length: > 0 } spelled ? spelled : lower;
            }
            else if (isUnit && UnitScale.Known(token) is { Length: > 0 } unit && (unit.Length > 1 || !names.Has(lower)))
            {
                Units[^1] = token is "mW" or "MW" or "MPa" ? token : unit;
            }
            else if (
                Spelled.TryGetValue(lower, out var number)
                && Tokens.Count > 0
                && (Comparers.Contains(Tokens[^1]) || IsEnd(prompt, lower))
                && (
                    IsEnd(prompt, lower)
                    || Tokens[^1] is not ("of" or "at" or "is" or "not" or "or" or "about" or "by" or "and" or "to")
                    || number == 0 && lower == "zero"
                )
            )
            {
                Add(number);
                isUnit = true;
                continue;
            }
            else if (token.Any(char.IsAsciiDigit) && !names.Has(lower) && UnitScale.Known(lower).Length > 1)
            {
                Tokens.Add(lower);
            }
            else
            {
                // "DO" is dissolved oxygen where a name says so.
                if (token.Length > 1 && token.All(char.IsAsciiLetterUpper) && names.Has(lower))
                    _spoken.Add(lower);
                // "Hive A": a letter behind a word of a name.
                if (
                    token.Length == 1
                    && char.IsAsciiLetterUpper(token[0])
                    && Tokens.Count > 0
                    && names.Has(lower)
                    && names.Has(Tokens[^1])
                )
                    _spoken.Add(lower);
                Tokens.AddRange(
                    Words.Split(
                        token.EndsWith("'s", StringComparison.Ordinal)
                            ? token[..^2]
                            : token.Replace("'", "", StringComparison.Ordinal)
                    )
                );
            }

            isUnit = false;
        }

        NumberedNames.Acronyms(Tokens, names);
        NumberedNames.Count(Tokens, names);
        ListOrdinals.Count(Tokens, names);
        IsGuessed = NumberedNames.Initials(Tokens, names);
        _named =
        [
            .. Ambiguous.Where(word => Tokens.Contains(word) && names.Likeness(word).Any(likeness => likeness > 0.7)),
            .. _spoken,
        ];
    }

    /// <summary>Whether it gives the name of a signal in parentheses, behind what it calls it itself.</summary>
    public bool IsSpelledOut { get; }

    /// <summary>Whether a name was guessed by its initials and its number.</summary>
    public bool IsGuessed { get; }

    /// <summary>Whether it ends with a question mark.</summary>
    public bool IsQuestion { get; }

    /// <summary>The question in lower case between two spaces.</summary>
    public string Lower { get; }

    /// <summary>Its words; a number that is part of a name is one.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>Numbers that are no part of a name.</summary>
    public List<decimal> Numbers { get; } = [];

    /// <summary>Their units, of which any may be "".</summary>
    public List<string> Units { get; } = [];

    /// <summary>The times asked about.</summary>
    public List<string> Times { get; } = [];

    /// <summary>Whether of two numbers the tolerance comes first: "within 2 of 80", "at most 2 away from 80".</summary>
    public bool IsToleranceFirst => Has("away from") || Tolerance().IsMatch(Lower);

    /// <summary>Words with content.</summary>
    public List<string> Content =>
        [
            .. Tokens
                .Where(
                    (word, i) =>
                        word == "current" ? !IsAdjective(i) : !Lexicon.Stop.Contains(word) || _named.Contains(word)
                )
                .Distinct(),
        ];

    /// <summary>Whether a word ends its phrase.</summary>
    public bool IsHead(string word) =>
        Tokens.LastIndexOf(word) is >= 0 and var at
        && (at + 1 >= Tokens.Count || Lexicon.Stop.Contains(Tokens[at + 1]));

    /// <summary>Whether the text contains one of some phrases as whole words; bars may stand between phrases.</summary>
    public bool Has(params ReadOnlySpan<string> phrases)
    {
        foreach (var list in phrases)
        foreach (var range in list.AsSpan().Split('|'))
        {
            if (IsWhole(list.AsSpan(range)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word stands at most two words behind another.</summary>
    public bool HasNear(string before, string word)
    {
        for (var i = 0; i < Tokens.Count; i++)
            if (Tokens[i] == before && Tokens.IndexOf(word, i) is > 0 and var at && at <= i + 3)
                return true;
        return false;
    }

    /// <summary>Whether it opens with one of some words; bars may stand between words.</summary>
    public bool Starts(params ReadOnlySpan<string> openings)
    {
        foreach (var list in openings)
        foreach (var range in list.AsSpan().Split('|'))
        {
            var opening = list.AsSpan(range);
            var text = Lower.AsSpan(1);
            if (text.StartsWith(opening) && opening.Length < text.Length && text[opening.Length] == ' ')
                return true;
        }

        return false;
    }

    private bool IsWhole(ReadOnlySpan<char> phrase)
    {
        for (var from = 0; from < Lower.Length; )
        {
            var at = Lower.AsSpan(from).IndexOf(phrase);
            if (at < 0)
                return false;
            at += from;
            var end = at + phrase.Length;
            // A part of a name may itself begin or end with a blank.
            if ((at == 0 || !char.IsLetter(Lower[at - 1])) && (end == Lower.Length || !char.IsLetter(Lower[end])))
                return true;
            from = at + 1;
        }

        return false;
    }

    // "Is the pending sector count zero?"
    private static bool IsEnd(string prompt, string word) =>
        word == "zero" && prompt.TrimEnd(' ', '?', '.').EndsWith(" zero", StringComparison.OrdinalIgnoreCase);

    // "the current value", "the current boiler temperature"; but "the current of bank 2".
    private bool IsAdjective(int i) =>
        i + 1 < Tokens.Count
        && (
            Tokens[i + 1] is "value" or "reading" or "values" or "state" or "status"
            || !Lexicon.Stop.Contains(Tokens[i + 1])
                && !Lexicon.Directions.ContainsKey(Tokens[i + 1])
                && (
                    ConceptIndex.Spelled(Tokens[i + 1]) != 0
                    || i + 2 < Tokens.Count && ConceptIndex.Spelled(Tokens[i + 2]) != 0
                )
                && !(i > 0 && ConceptIndex.Spelled(Tokens[i - 1]) != 0)
        );

    private static string Clock(Match match)
    {
        var time = match.Groups["time"].Value.Trim();
        if (!match.Groups["half"].Success)
            return time;
        var afternoon = match.Groups["half"].Value[0] is 'p' or 'P';
        var digits = match.Groups["hour"].Value;
        var hour = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) % 12 + (afternoon ? 12 : 0);
        return $"{hour:00}{(match.Groups["minute"].Success ? match.Groups["minute"].Value : ":00")}";
    }

    // "pump 2" names pump2, "5 minute load" names load5; "above 2" is a number. Whether a unit may follow.
    private bool Number(Match match, string text, NameWords names)
    {
        var printed = match.Groups["num"].Value;
        var before = Tokens.Count > 0 ? Tokens[^1] : "";
        // "the mean of all 4": as many as there are.
        if (
            before is "all" or "both" or "the"
                && !NumberedNames.IsPartOfName(match, text, printed, names)
                && printed.Length < 3
                && printed.All(char.IsAsciiDigit)
                && match.Index + printed.Length + 1 < text.Length
                && char.IsLetter(text[Math.Min(text.Length - 1, match.Index + printed.Length + 1)])
            || before is "all" && match.Index + printed.Length >= text.TrimEnd('?', '.', ' ').Length
        )
            return false;
        // "Is 101 higher than 102?" about registers that are called so.
        if (
            printed.Length > 1
            && before is "" or "is" or "are" or "than" or "register" or "and" or "minus"
            && Tokens.Count < 8
            && printed.All(char.IsAsciiDigit)
            && names.Has(printed)
            && (before is not ("than" or "and" or "minus") || Tokens.Exists(names.HasNumber))
        )
        {
            Tokens.Add(printed);
            return false;
        }

        // "Free memory on the 1060", which is how a card is called.
        if (
            printed.Length > 2
            && before is "the" or "on" or "for"
            && printed.All(char.IsAsciiDigit)
            && names.Has(printed)
            && UnitScale.Known(Following(text, match)).Length == 0
        )
        {
            Tokens.Add(printed);
            return false;
        }

        bool whole = printed.All(char.IsAsciiDigit) && printed.Length < 4,
            glued = match.Index > 0 && text[match.Index - 1] is '#' or '-' or '_';
        if (match.Groups["rank"].Success && whole)
        {
            Tokens.Add(printed);
            return false;
        }

        // "15 minute load"
        if (whole && before.Length == 0 && NumberedNames.IsPartOfName(match, text, printed, names))
        {
            Tokens.Add(printed);
            return false;
        }

        var adjoins =
            (match.Index == 0 || text[match.Index - 1] == ' ' || glued)
            && before.Length > 0
            && !Lexicon.Directions.ContainsKey(before);
        if (
            whole
            && adjoins
            && !Comparers.Contains(before)
            && (
                NumberedNames.IsNumbered(before) && NumberedNames.Named(before, printed, names)
                || !Lexicon.Stop.Contains(before)
                    && (
                        NumberedNames.Named(before, printed, names)
                        || NumberedNames.IsNumbered(before)
                        || NumberedNames.Brief(before, printed, names) is not null
                    )
                || NumberedNames.IsPartOfName(match, text, printed, names)
            )
        )
        {
            Tokens.Add(printed);
            return false;
        }

        // "198.51.100.44" is no number, and no unit follows it.
        if (!ValueReader.TryNumber(printed, out var number))
            return false;
        Add(number);
        return true;
    }

    // The word behind a number, or "".
    private static string Following(string text, Match number)
    {
        var from = number.Groups["num"].Index + number.Groups["num"].Length;
        while (from < text.Length && text[from] == ' ')
            from++;
        var to = from;
        while (to < text.Length && (char.IsLetter(text[to]) || text[to] is '%' or '°'))
            to++;
        return text[from..to];
    }

    private void Add(decimal number)
    {
        Numbers.Add(number);
        Units.Add("");
    }

    [GeneratedRegex(
        @"(?<time>(?<![\w.])(?:\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?![\w:])(?!\s?[ap]\.?m)|(?<![\w.:])(?<hour>\d{1,2})(?<minute>:\d{2})?\s?(?<half>[apAP])\.?[mM]\b\.?)|(?<![\w.:])(?<num>(?:(?<![)\d])[+\-−])?(?:0x[0-9a-fA-F]+|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?))(?:(?<rank>st|nd|rd|th)\b|(?=\s?[%°µ]|[A-Za-z³²/]{0,6}(?![\w/_]|:(?!\s|$))))|[%°µ][\p{L}/]*|[\p{L}_][\p{L}\p{N}_./:'³²-]*|\d+"
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"within [+\-]?[\d.,]+ ?\S{0,6} of ")]
    private static partial Regex Tolerance();
}
