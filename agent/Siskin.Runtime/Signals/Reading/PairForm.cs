using System.Buffers;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// A name and a value on a line, or several: <c>name: 3 V (max = 5)</c>, <c>name=3</c>, <c>name 3 V</c>.
/// </summary>
internal static partial class PairForm
{
    private const int LongestHead = 160;

    private static readonly int[] Minutes = [1, 5, 15];

    private static readonly SearchValues<string> LimitWords = SearchValues.Create(
        [.. "(,max,min,limit,hi,lo,crit,upper,alarm".Split(',')],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Reads all pairs of a line; false when it holds none.</summary>
    public static bool TryRead(string line, string prefix, string time, TableBuilder table)
    {
        if (
            prefix.Length == 0
            && line.Contains('=', StringComparison.Ordinal)
            && Owned().Match(line) is { Success: true } owned
        )
            return TryRead(owned.Groups["f"].Value, $"{owned.Groups["n"].Value}/", time, table);
        if (prefix.Length == 0 && TaggedPairs.TryRead(line, time, table))
            return true;
        line = Marked().Replace(line, "");
        // "Channel   : 2              Battery   : 1"
        if (Padded().Count(line) > 1)
            line = Padded().Replace(line, ": ");
        if (NumberedValues.TryRead(line, prefix, time, table) || KeyedFields.TryRead(line, prefix, time, table))
            return true;
        // "Tank 3 is at 74 %, pump off. Tank 4 is at 12 %."
        if (line.IndexOfAny([':', '=']) < 0 && Sentence().IsMatch(line))
        {
            var whole = table.Count;
            foreach (var sentence in Sentence().Split(line))
                TryRead(sentence.Trim().TrimEnd('.'), prefix, time, table);
            return table.Count > whole;
        }

        // "up 12 days, 2 users, load average: 1.92, 1.40, 0.98": three of one name.
        if (line.LastIndexOf("load average: ", StringComparison.Ordinal) is > 0 and var load)
        {
            One(LoadComma().Replace(line[load..], "."), prefix, time, table);
            UptimeLine.Read(line[..load], prefix, time, table);
            if (!line.StartsWith("top - ", StringComparison.Ordinal))
                TryRead(line[..load].TrimEnd(' ', ','), prefix, time, table);
            return true;
        }

        if (Behind(line) is { } behind)
        {
            table.Add(prefix + behind.Name, ValueReader.Read(behind.Value), time);
            return true;
        }

        var before = table.Count;
        if (BarredPairs.TryRead(line, prefix, time, table))
            return true;
        var parts = Inline().IsMatch(line) ? [line] : Parts(line);
        foreach (var part in parts)
            One(part.Trim(), prefix, time, table);
        return table.Count > before;
    }

    // "95.2<TAB>tunnel_torque": the name behind the value.
    private static (string Name, string Value)? Behind(string part)
    {
        var tab = part.IndexOf('\t');
        if (tab <= 0 || part.IndexOf('\t', tab + 1) >= 0)
            return null;
        string value = part[..tab].Trim(),
            name = part[(tab + 1)..].Trim();
        return
            ValueReader.Read(value) is { Kind: SignalKind.Number or SignalKind.Missing }
            && ValueReader.Read(name) is { Kind: SignalKind.Text }
            && name.Any(char.IsLetter)
            && !name.Contains(' ', StringComparison.Ordinal)
            ? (name, value)
            : null;
    }

    // A name, and three numbers at least of which the last ends it.
    private static bool MayBeList(string part)
    {
        if (part.Length == 0 || !char.IsAsciiDigit(part[^1]))
            return false;
        var numbers = 0;
        for (var i = 1; i < part.Length && numbers < 3; i++)
            if (char.IsAsciiDigit(part[i]) && !char.IsAsciiDigit(part[i - 1]) && part[i - 1] != '.')
                numbers++;
        return numbers >= 3;
    }

    // A comma or semicolon parts pairs only where each of several parts is one.
    private static string[] Parts(string line)
    {
        foreach (var mark in (string[])["; ", " | ", ", ", ";", "\t"])
        {
            if (!line.Contains(mark, StringComparison.Ordinal))
                continue;
            var parts = line.Split(mark, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Any(part => part.Count(c => c == '(') != part.Count(c => c == ')')))
                continue;
            if (parts.Length > 1 && parts.Count(part => Split(part.Split('(')[0].Trim()) is not null) > 1)
                return parts;
        }

        // "Rain delay: off   Water level: 64 %"
        var cells = Cells().Split(line);
        return cells.Length > 1 && Array.TrueForAll(cells, cell => Pair().IsMatch(cell)) ? cells : [line];
    }

    private static void One(string part, string prefix, string time, TableBuilder table)
    {
        var limits = part.AsSpan().ContainsAny(LimitWords) ? Limits().Match(part) : Match.Empty;
        decimal? low = null,
            high = null;
        if (limits.Success)
        {
            foreach (Match limit in Limit().Matches(limits.Value))
            {
                if (!ValueReader.TryNumber(limit.Groups["v"].Value, out var bound))
                    continue;
                if (limit.Groups["k"].Value.ToLowerInvariant() is "min" or "low" or "lower" or "lo" or "minimum")
                    low ??= bound;
                else
                    high ??= bound;
            }

            var flag = Flag().Match(limits.Value);
            if (low is not null || high is not null || limits.Index > 0 && limits.Value[0] == '(')
                part = part[..limits.Index].TrimEnd(' ', ',', ';', '[');
            // "(min = +0.00 V, max = +0.00 V)  ALARM"
            if (flag.Success && Split(part) is { } flagged)
                table.Add($"{prefix}{flagged.Name}/alarm", ValueReader.Read(flag.Groups["f"].Value), time);
        }

        if (
            MayBeList(part)
            && !Grouped().IsMatch(part)
            && !Dated().IsMatch(part)
            && List().Match(part) is { Success: true } list
            && list.Groups["n"].Value.Trim(' ', ':', '=', '-', '>', ']', '[', '&', '|', '*', '$')
                is { Length: > 0 } named
            && named.Any(char.IsLetter)
        )
        {
            var series =
                PairNames.Bracketed(list.Groups["n"].Value.Trim()) is var spelled && spelled.EndsWith(')')
                    ? spelled
                    : named;
            var items = ListMark().Split(list.Groups["l"].Value);
            // Of one, five and fifteen minutes.
            if (items.Length == 3 && series.EndsWith("load average", StringComparison.OrdinalIgnoreCase))
            {
                for (var i = 0; i < items.Length; i++)
                    table.Add($"{prefix}load average/{Minutes[i]} minute load", ValueReader.Read(items[i]), time);
                return;
            }

            foreach (var item in items)
                table.Add(prefix + series, ValueReader.Read(item), time);
            return;
        }

        // "TankT1: {level: 87, mixer: on}"
        if (Inline().Match(part) is { Success: true } inline)
        {
            foreach (var member in MemberMark().Split(inline.Groups["f"].Value))
                One(member.Trim(), $"{prefix}{inline.Groups["n"].Value}/", time, table);
            return;
        }

        if (Split(part) is not { } pair)
        {
            if (Number().IsMatch(part) || part.Contains(" ~ ", StringComparison.Ordinal))
                table.Doubt();
            return;
        }

        // "Node 14 [hall]: Air temperature = 19.8 °C": whose the pair is.
        if (
            pair.Value.Contains(" = ", StringComparison.Ordinal)
            && Nested().IsMatch(pair.Value)
            && part.Contains(": ", StringComparison.Ordinal)
            && !pair.Name.Contains('/', StringComparison.Ordinal)
            && prefix.Length == 0
        )
        {
            One(pair.Value, part[..part.IndexOf(": ", StringComparison.Ordinal)].Trim() + "/", time, table);
            return;
        }

        if (low is null && high is null && PackedValue.Of(pair.Name, pair.Value) is { } packed)
        {
            foreach ((var name, var value) in packed)
                table.Add(prefix + name, value, time);
            return;
        }

        if (PairValues.TryRead(prefix + pair.Name, pair.Value, time, table))
            return;
        if (IsStrange(pair.Name, pair.Value) || IsOdd(part))
            table.Doubt();
        var read = ValueReader.Read(
            Remarked().Match(pair.Value) is { Success: true } remarked ? remarked.Groups["v"].Value : pair.Value
        );
        // Network UPS Tools print seconds.
        if (
            pair.Name.StartsWith("battery.runtime", StringComparison.Ordinal)
            && read is { IsNumber: true, Unit.Length: 0 }
        )
            read = read with { Unit = " s" };
        table.Add(prefix + pair.Name, read, time);
        table.Limit(prefix + pair.Name, low, high);
    }

    private static (string Name, string Value)? Split(string part)
    {
        var equals = part.IndexOf('=');
        if (
            equals > 0
            && (
                part[equals - 1] == ':'
                || part.IndexOf(": ", StringComparison.Ordinal) is var early && (early < 0 || early > equals)
            )
        )
            return PairNames.Of(part[..equals], part[(equals + 1)..]);
        var colon = Colon().Match(part);
        if (colon.Success)
            return PairNames.Of(part[..colon.Index], part[(colon.Index + colon.Length)..]);
        var tight = part.LastIndexOf(':');
        if (
            tight > 0
            && ValueReader.Read(part[(tight + 1)..]) is { Kind: not SignalKind.Text }
            && !TimePrefix.IsTime(part.Split(' ')[^1])
        )
            return PairNames.Of(part[..tight], part[(tight + 1)..]);
        if (Lasting().Match(part) is { Success: true } lasting)
            return PairNames.Of(lasting.Groups["n"].Value, lasting.Groups["v"].Value);
        foreach (Match number in Spaced().Matches(part.Length > LongestHead ? part[..LongestHead] : part))
            if (
                ValueReader.Read(part[number.Index..])
                    is { Kind: SignalKind.Number or SignalKind.Missing or SignalKind.Boolean }
                || Switch().IsMatch(part[number.Index..])
            )
                return PairNames.Of(part[..number.Index], part[number.Index..]);
        // "hall/co2 not available"
        if (
            part.IndexOf(' ') is > 0 and var first
            && part.IndexOf('/') is > 0 and var mark
            && mark < first
            && char.IsLetter(part[0])
            && (ValueReader.IsAbsent(part[first..]) || PairValues.IsPhrase(part[first..]))
        )
            return PairNames.Of(part[..first], part[first..]);
        var last = part.LastIndexOf(' ');
        return last > 0 && part.IndexOf(' ') == last && part.IndexOf('/') is > 0 and var slash && slash < last
            ? PairNames.Of(part[..last], part[(last + 1)..])
            : null;
    }

    // A value or a number of the line before the name, or marks around it.
    private static bool IsOdd(string part) =>
        char.IsAsciiDigit(part[0]) && !Share().IsMatch(part)
        || part[0] == '$' && !part.StartsWith("$SYS/", StringComparison.Ordinal)
        || part[0] is '*' or '?' or '!' or '~' or '&' or '@'
        || part.StartsWith("--", StringComparison.Ordinal);

    // A name that holds marks of a list, or a value that holds another pair.
    private static bool IsStrange(string name, string value) =>
        name.IndexOfAny(['|', '*', '@', '&', '~', '{', '%', '?', '\'', '<', '=', '"']) >= 0
        || Number().Count(name) > 1 && !PairValues.IsPlace(name)
        || ValueReader.Read(value).Kind == SignalKind.Text
            && (
                value.Contains("::", StringComparison.Ordinal)
                || value.IndexOfAny(['|', '@', '<', '*', '&']) >= 0
                || value.Contains("   ", StringComparison.Ordinal)
                || value.Length > 0 && char.IsDigit(value[0]) && value.Contains(' ', StringComparison.Ordinal)
            );

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Cells();

    [GeneratedRegex(@"^[A-Za-z][^:=]{0,40}?: \S")]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<=\s|^)\d+(?:[.,]\d+)?(?=\s|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^(?<n>[\w./ -]+?)\s*:\s*\{(?<f>[^{}]*)\}$")]
    private static partial Regex Inline();

    // "hours: 3,105, starts: 41": a comma within a number parts nothing.
    [GeneratedRegex(@",(?!\d{3}(?!\d))")]
    private static partial Regex MemberMark();

    [GeneratedRegex(@"(?<=[A-Za-z0-9)%])[ \t]+:[ \t]+(?=\S)")]
    private static partial Regex Padded();

    // "made: 2031/04/19" is no list.
    [GeneratedRegex(@"(?:^|\s)(?:\d{4}/\d{1,2}/\d{1,2}|\d{1,2}/\d{1,2}/\d{4})$")]
    private static partial Regex Dated();

    // "load average: 0,12, 0,08, 0,05"
    [GeneratedRegex(@"(?<=\d),(?=\d\d(?:, |$))")]
    private static partial Regex LoadComma();

    // "[S] ph=7.9"
    [GeneratedRegex(@"^\[[A-Za-z]{1,3}\]\s+(?=[A-Za-z_][\w.]*=)")]
    private static partial Regex Marked();

    // "-128.0°C    sensor = thermistor", "+127.0°C  (unconnected?)"
    [GeneratedRegex(
        @"^(?<v>(?:null|NaN|[+\-]?\d+(?:[.,]\d+)?\s?(?:°[CF]|[A-Za-z%]{1,4})?))(?:\s+\((?:[A-Za-z][^()\d]*|(?:Good|Bad|Uncertain)[^()]*)\)|\s{2,}[a-z]+ = \w+)$"
    )]
    private static partial Regex Remarked();

    [GeneratedRegex(
        @"^(?<n>[^\s:=,]{0,80}[A-Za-z][^:=,]{0,80}?)[\s:=>~#.@*]+(?<l>[+\-]?\d+(?:\.\d+)?(?:\s*[,;&/|]\s*[+\-]?\d+(?:\.\d+)?|\s+[+\-]?\d+(?:\.\d+)?){2,})$"
    )]
    private static partial Regex List();

    [GeneratedRegex(@"\s*[,;&/|]\s*|\s+")]
    private static partial Regex ListMark();

    // "valve2: pm2_5=3 flow=4": whose fields they are.
    [GeneratedRegex(@"^(?<n>[A-Za-z][\w./-]*):\s+(?<f>[A-Za-z_][\w./-]*=.*)$")]
    private static partial Regex Owned();

    // "90% ULLAGE  =   2113 GALS"
    [GeneratedRegex(@"^\d{1,3}% [A-Za-z]")]
    private static partial Regex Share();

    [GeneratedRegex(@"\)\s+(?<f>ALARM|FAULT)\b")]
    private static partial Regex Flag();

    [GeneratedRegex(@"(?<!\s)\s*:\s+|(?<!\s)\s+:\s*|::\s*|\s->\s|:$|\t+")]
    private static partial Regex Colon();

    [GeneratedRegex(
        @"(?<=\s)(?=[+\-−]?[\d.]*\d|N/A|n/a|null|NaN|nan|NAN|unavailable|none|None|unknown|offline|--|true|false|TRUE|FALSE|True|False|ON|OFF|on|off|open|closed|OPEN|CLOSED)"
    )]
    private static partial Regex Spaced();

    // "Since last service 3d 4h 07m"
    [GeneratedRegex(
        @"^(?<n>[A-Za-z][^\d:=]{2,60}?)\s+(?<v>\d+ ?d(?:ays?)?,? \d+ ?h(?:ours?)?(?:,? \d+ ?m(?:in(?:utes?)?)?)?(?:,? \d+ ?s(?:ec(?:onds?)?)?)?)$"
    )]
    private static partial Regex Lasting();

    [GeneratedRegex(@"(?<=[a-z%)\d])\. (?=[A-Z][a-z]+ )")]
    private static partial Regex Sentence();

    // "engine hours: 4 118,5"
    [GeneratedRegex(@"[:=]\s*[+-]?\d{1,2} \d{3}(?:[.,]\d+)?$")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[A-Za-z][\w %()\[\]/.-]{0,60}? = \S")]
    private static partial Regex Nested();

    [GeneratedRegex(@"^(?:on|off|open|closed)$", RegexOptions.IgnoreCase)]
    private static partial Regex Switch();

    [GeneratedRegex(
        @"(?<![\s,;(\[])[\s,;(\[]+(?:(?:max|min|limit|high|low|crit|hi|lo|upper|lower|maximum|minimum|alarm)\s*[=:]?\s*[+\-−]?\d|\().*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Limits();

    [GeneratedRegex(
        @"(?<k>max|min|limit|high|low|hi|lo|upper|lower|maximum|minimum|alarm)\w*\s*[=:]?\s*(?<v>[+\-−]?\d+(?:[.,]\d+)?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Limit();
}
