using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading.Shapes;

/// <summary>Cuts a line into words, numbers with their units, times and marks.</summary>
internal static partial class LineLexer
{
    private const string Cuts = ",;|()[]{}\"=<>";
    private const int WideGap = 2;

    // A sign that stands further off is a cell of its own.
    private const int WidestSign = 7;

    // What stands for a state without a word.
    private const string Signs = "✔✓✅✘✗❌●○▲▼⚠";

    // What is longer is no line of words and numbers.
    private const int Longest = 4000;
    private const int Most = 400;

    /// <summary>The pieces of a line in its order; none of a line that is too long for one.</summary>
    public static List<Token> Tokens(string line)
    {
        var tokens = new List<Token>();
        if (line.Length > Longest)
            return tokens;
        var end = 0;
        for (var i = 0; i < line.Length; )
        {
            if (char.IsWhiteSpace(line[i]))
            {
                i++;
                continue;
            }

            var isApart = tokens.Count > 0 && (i - end >= WideGap || line[i - 1] == '\t');
            var token = Next(line, i, isApart, tokens);
            tokens.Add(token);
            if (tokens.Count > Most)
                return [];
            i = end = token.End;
        }

        return tokens;
    }

    private static Token Next(string line, int at, bool isApart, List<Token> before)
    {
        if (
            Spans().Match(line, at) is { Success: true } span
            && (before.Count == 0 || before[^1].End < at || before[^1].Kind == TokenKind.Mark)
        )
            return new Token(TokenKind.Time, span.Value, at, at + span.Length, isApart);
        if (Time(line, at, before) is { } time)
            return new Token(TokenKind.Time, line[at..time], at, time, isApart);
        if (
            Cuts.Contains(line[at], StringComparison.Ordinal)
            || line[at] == '@' && at + 1 < line.Length && char.IsAsciiDigit(line[at + 1])
        )
            return new Token(TokenKind.Mark, line[at..(at + 1)], at, at + 1, isApart);
        if (Signed(line, at, isApart, before) is { } signed)
            return signed;
        if (Number(line, at, isApart || before.Count > 0 && before[^1].Kind == TokenKind.Mark) is { } number)
            return number with { IsApart = isApart };
        var end = Chunk(line, at);
        var text = line[at..end];
        if (
            text[0] == '/'
            && text.Length > 1
            && char.IsAsciiDigit(text[1])
            && before.Count > 0
            && before[^1].Kind == TokenKind.Number
            && before[^1].End == at
        )
            return new Token(TokenKind.Mark, "/", at, at + 1, isApart);
        if (text.Length > 1 && text[^1] is '.' or '!' or '?' && IsSentenceEnd(line, end) && text[^2] != '.')
            text = line[at..--end];
        if (text is "-" && end + 1 < line.Length && line[end] == ' ' && char.IsAsciiDigit(line[end + 1]))
            return new Token(TokenKind.Mark, text, at, end, isApart);
        if (text is "-" && !isApart && before.Count > 0 && before[^1].Kind != TokenKind.Mark)
            return new Token(TokenKind.Mark, text, at, end, isApart);
        if (ValueReader.IsAbsent(text) && (!text.Any(char.IsLetter) || Absent().IsMatch(text)))
            return new Token(TokenKind.Missing, text, at, end, isApart, SignalValue.Missing);
        return text.Any(char.IsLetterOrDigit) || Signs.Contains(text[0], StringComparison.Ordinal)
            ? new Token(TokenKind.Word, text, at, end, isApart)
            : new Token(TokenKind.Mark, text, at, end, isApart);
    }

    private static int? Time(string line, int at, List<Token> before) =>
        (char.IsAsciiDigit(line[at]) || char.IsAsciiLetterUpper(line[at]))
        && (before.Count == 0 || before[^1].End < at || before[^1].Kind == TokenKind.Mark)
        && Times().Match(line, at) is { Success: true } match
            ? at + match.Length
            : null;

    // "N   +    12,4983 g", "ST,GS,-  12.3kg": the sign stands apart.
    private static Token? Signed(string line, int at, bool isApart, List<Token> before)
    {
        if (line[at] is not ('+' or '-') || before.Count > 0 && before[^1].IsMeasured)
            return null;
        var next = at + 1;
        while (next < line.Length && line[next] == ' ')
            next++;
        if (next - at is <= WideGap or > WidestSign || Number(line, next, mayGroup: true) is not { } number)
            return null;
        if (line[at] == '+' || !ValueReader.TryNumber("-" + number.Value.Text, out var negative))
            return number with { Start = at, IsApart = isApart };
        return number with
        {
            Start = at,
            IsApart = isApart,
            Value = number.Value with { Text = "-" + number.Value.Text, Number = negative },
        };
    }

    private static Token? Number(string line, int at, bool mayGroup)
    {
        // "Weight: 1 204.5 kg"
        if (!mayGroup || Grouped().Match(line, at) is not { Success: true } match)
            match = Numbers().Match(line, at);
        if (!match.Success)
            return null;
        var digits = match.Length;
        if (!ValueReader.TryNumber(match.Value, out var number))
            return null;
        int from = at + digits,
            end = Chunk(line, from);
        if (end > from && line[end - 1] is '.' or '!' && IsSentenceEnd(line, end))
            end--;
        var unit = line[from..end];
        // "214.8/215.0 C"
        if (unit.Length > 1 && unit[0] == '/' && char.IsAsciiDigit(unit[1]))
            (unit, end) = ("", from);
        // "01A" is a place, "5m12s" is no metre.
        if (
            unit.Length > 0
            && (
                !ValueReader.IsUnit(unit)
                || match.Value is ['0', >= '0' and <= '9', ..]
                    && !match.Value.Contains('.', StringComparison.Ordinal)
                    && unit.Length == 1
                    && char.IsAsciiLetter(unit[0])
            )
        )
            return null;
        if (unit.Length == 0 && Spaced(line, from) is { } spaced)
            (unit, end) = (line[from..spaced], spaced);
        return new Token(
            TokenKind.Number,
            line[at..end],
            at,
            end,
            false,
            new SignalValue(SignalKind.Number, match.Value, number, UnitNames.Spelled(unit))
        );
    }

    // A unit behind a blank: where it ends.
    private static int? Spaced(string line, int from)
    {
        if (from + 1 >= line.Length || line[from] != ' ')
            return null;
        if (Degrees().Match(line, from) is { Success: true } degrees)
            return from + degrees.Length;
        var start = from + 1;
        var end = Chunk(line, start);
        if (end > start && line[end - 1] is '.' or '!' && IsSentenceEnd(line, end))
            end--;
        // "Running 3 h: 5" has no unit there.
        var isNamed = end < line.Length && line[end] is ':' or '=';
        isNamed |=
            end + 1 < line.Length
            && line[end] == ' '
            && char.IsAsciiDigit(line[end + 1])
            && line.AsSpan(start, end - start) is "min";
        return !isNamed && end > start && UnitNames.IsSpaced(line[start..end]) ? end : null;
    }

    // Up to a blank, a mark, or the colon behind a name.
    private static int Chunk(string line, int at)
    {
        var end = at;
        while (
            end < line.Length && !char.IsWhiteSpace(line[end]) && !Cuts.Contains(line[end], StringComparison.Ordinal)
        )
            end++;
        var colon = line.IndexOf(':', at, end - at);
        return colon < 0 ? end
            : colon == at ? at + 1
            : line.IndexOf(':', colon + 1, end - colon - 1) < 0 && !line.AsSpan(colon).StartsWith("://") ? colon
            : line[end - 1] == ':' ? end - 1
            : end;
    }

    private static bool IsSentenceEnd(string line, int end) =>
        end >= line.Length || line[end] == ' ' && end + 1 < line.Length && char.IsUpper(line[end + 1]);

    [GeneratedRegex(
        @"\G(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{4}(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?)?|\d{4}/\d{2}/\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?|\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d{2}:\d{2}:\d{2}|(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}, \d{4}(?:,? \d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?)?|\d{1,2}[ -](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:[ -]\d{4})?(?:,? \d{1,2}:\d{2}(?::\d{2})?)?)(?=$|[\s,;|)\]>}=""]|[.:](?:\s|$))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Times();

    /// <summary>Whether a time is how long something takes: <c>1h 12m</c>.</summary>
    public static bool IsSpan(string time) => Spans().Match(time) is { Success: true, Index: 0 };

    [GeneratedRegex(
        @"\G\d+ ?(?:d|days?|h|hrs?|hours?|m|min)(?:,? ?\d+ ?(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?))+(?=$|[\s,;.)|])"
    )]
    private static partial Regex Spans();

    [GeneratedRegex(
        @"\G[+\-−]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?= ?[A-Za-z°%µ])(?! \d)|\G\d{1,2} \d{3}(?:[.,]\d+)?(?=\s{2}|\s*$)"
    )]
    private static partial Regex Grouped();

    // A comma is a decimal one where no other stands beside it.
    [GeneratedRegex(
        @"\G[+\-−]?(?:0[xX][0-9A-Fa-f]+|(?<!\d,)\d{1,3}['\u00a0\u202f,]\d{3}(?:\.\d+)?(?![,\d])|\d{1,2}(?:[,'\u00a0\u202f]\d{3}){2,}(?:\.\d+)?(?![,\d])|\d+\.\d+(?:[eE][+\-]?\d+)?|(?<!\d,)\d+,\d+(?!,?\d)|\d+(?:[eE][+\-]?\d+)?)(?!\d|[.:]\d)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"\G ?(?:°|deg|degs|degrees?) ?(?:C|F|Celsius|Fahrenheit|celsius)?(?=$|[\s,;.)|])",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Degrees();

    [GeneratedRegex(
        @"^(?:n/?a|unavailable|unknown|undefined|undef|nan|null|nil|err|ovrflw|\(?none\)?|noread)$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Absent();
}
