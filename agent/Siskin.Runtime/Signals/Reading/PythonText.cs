using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// What Python prints of dictionaries and lists, written as JSON: <c>{'level': 3, 'alarm': None, 'open': True}</c>.
/// Tuples are lists, <c>fan(speed=1200)</c> is an object, dates are their text, and other calls such as
/// <c>Decimal('1.5')</c> what stands in them.
/// </summary>
internal static partial class PythonText
{
    /// <summary>The text as JSON, which may still be none; null where nothing is written as Python does.</summary>
    public static string? Json(string text)
    {
        if (text.AsSpan().IndexOfAny('\'', '(') < 0)
            return null;
        var json = new StringBuilder(text.Length + 16);
        var calls = new Stack<char>(); // what closes each bracket that is open
        var isPython = false;
        for (var i = 0; i < text.Length; )
        {
            var c = text[i];
            if (c is '\'' or '"')
            {
                if (String(text, i, json) is not { } end)
                    return null;
                isPython |= c == '\'';
                i = end;
            }
            else if (char.IsLetter(c) || c == '_')
            {
                var end = Word(text, i, json, calls);
                isPython |= text[end - 1] is '(' or '=';
                i = end;
            }
            else if (IsKey(text, i, out var length))
            {
                json.Append('"').Append(text, i, length).Append('"');
                i += length;
            }
            else
            {
                Mark(c, json, calls);
                i++;
            }
        }

        return isPython && calls.Count == 0 ? json.ToString() : null;
    }

    // 'it\'s' and "it's"; where it ends, or null where it does not.
    private static int? String(string text, int from, StringBuilder json)
    {
        var quote = text[from];
        json.Append('"');
        for (var i = from + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == quote)
            {
                json.Append('"');
                return i + 1;
            }

            if (c == '\\' && i + 1 < text.Length && text[i + 1] is var next)
            {
                i++;
                if (next is '"' or '\\' or 'n' or 't' or 'r' or 'u')
                    json.Append('\\').Append(next);
                else if (next == 'x')
                    json.Append("\\u00");
                else
                    json.Append(next);
            }
            else if (c == '"')
                json.Append("\\\"");
            else if (c < ' ')
                json.Append(' ');
            else
                json.Append(c);
        }

        return null;
    }

    // None, True, False, nan; b'..' and u'..'; and what is called.
    private static int Word(string text, int from, StringBuilder json, Stack<char> calls)
    {
        var end = from;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.'))
            end++;
        var word = text[from..end];
        if (end < text.Length && text[end] is '\'' or '"' && word.Length < 3)
            return end;
        if (end < text.Length && text[end] == '(')
        {
            var close = text.IndexOf(')', end);
            if (
                word.EndsWith("datetime", StringComparison.Ordinal)
                && close > 0
                && Date(text[(end + 1)..close]) is { } date
            )
            {
                json.Append('"').Append(date).Append('"');
                return close + 1;
            }

            // "fan(speed=1200, label='rear')" is an object, any other call is what stands in it.
            var isObject = Keyword().IsMatch(text, end + 1);
            calls.Push(isObject ? '}' : '\0');
            if (isObject)
                json.Append('{');
            return end + 1;
        }

        if (end < text.Length && text[end] == '=' && calls.TryPeek(out var open) && open == '}')
        {
            json.Append('"').Append(word).Append("\":");
            return end + 1;
        }

        json.Append(
            word switch
            {
                "None" or "nan" or "inf" => "null",
                "True" => "true",
                "False" => "false",
                _ => word,
            }
        );
        return end;
    }

    // "2031, 8, 3, 9, 2": a year, and what follows it down to the second.
    private static string? Date(string arguments)
    {
        var parts = arguments.Split(',', StringSplitOptions.TrimEntries);
        var numbers = new List<int>();
        foreach (var part in parts.TakeWhile(part => !part.Contains('=', StringComparison.Ordinal)).Take(6))
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                return null;
        if (numbers.Count < 3)
            return null;
        while (numbers.Count < 6)
            numbers.Add(0);
        return $"{numbers[0]:0000}-{numbers[1]:00}-{numbers[2]:00}T{numbers[3]:00}:{numbers[4]:00}:{numbers[5]:00}";
    }

    // "{3: 'on'}": a number that is a key.
    private static bool IsKey(string text, int from, out int length)
    {
        length = 0;
        if (!char.IsAsciiDigit(text[from]))
            return false;
        while (from + length < text.Length && (char.IsAsciiDigit(text[from + length]) || text[from + length] == '.'))
            length++;
        var before = text.AsSpan(0, from).TrimEnd();
        return text.AsSpan(from + length).TrimStart().StartsWith(":") && before.Length > 0 && before[^1] is '{' or ',';
    }

    [GeneratedRegex(@"\G[A-Za-z_]\w*=(?!=)")]
    private static partial Regex Keyword();

    private static void Mark(char c, StringBuilder json, Stack<char> calls)
    {
        switch (c)
        {
            case '(':
                calls.Push(']');
                json.Append('[');
                break;
            case '{' or '[':
                calls.Push(c == '{' ? '}' : ']');
                json.Append(c);
                break;
            case ')' or '}' or ']':
                if (!calls.TryPop(out var close))
                    close = c;
                if (close != '\0')
                    json.Append(close);
                break;
            default:
                json.Append(c);
                break;
        }
    }
}
