using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Documents that are JSON but for how they are printed: cut at their end or without their outer brackets, with dots
/// for what was left out, with single quotes, names without quotes, and the words of other languages for true and null.
/// Tuples are lists, <c>fan(speed=1200)</c> is an object, dates are their text, and other calls such as
/// <c>Decimal('1.5')</c> what stands in them.
/// </summary>
internal sealed partial class LooseJson
{
    private const int Deepest = 60;
    private const int LongestBare = 80;

    // Each call that turns out to be none was read up to its end and is read again otherwise.
    private const int MostFailed = 256;

    private readonly string _text;
    private readonly StringBuilder _json = new();
    private int _failed;
    private int _at,
        _depth,
        _members;
    private bool _isCut,
        _isCalled;

    private LooseJson(string text) => _text = text;

    /// <summary>The document as JSON; null where it cannot be one.</summary>
    /// <param name="text">What a parser of JSON refused.</param>
    /// <param name="isWhole">Whether it has to have its outer brackets, end with them, and hold single quotes or calls as
    /// scripts print them.</param>
    public static string? Of(string text, bool isWhole = false)
    {
        text = DocumentText.Of(text);
        if (text.Length < 2)
            return null;
        var isBare = !isWhole && (text[0] == '"' ? Quoted(text) : Opened().IsMatch(text));
        if (!isBare && text[0] is not ('{' or '['))
            return null;
        var read = new LooseJson(isBare ? "{" + text : text);
        return read.Value() && read._members > 0 && read.IsOver() && !(isWhole && (read._isCut || !read._isCalled))
            ? read._json.ToString()
            : null;
    }

    /// <summary>The object that a call with names prints, <c>battery(percent=81)</c>; null for anything else.</summary>
    public static string? OfCall(string text)
    {
        var read = new LooseJson(text);
        return read.Called() && read._members > 0 && read.IsOver() && !read._isCut ? read._json.ToString() : null;
    }

    // "\"level\": 3, ...": members whose brackets were left out.
    private static bool Quoted(string text) =>
        text.IndexOf('"', 1) is > 1 and var end
        && text.AsSpan(end + 1).TrimStart() is [':', ..]
        && text.Contains(',', StringComparison.Ordinal);

    // "fuel: {" and members that end with commas below it, as scripts print them.
    [GeneratedRegex(@"^[A-Za-z_$][\w$]{0,40}: \{[^\S\n]*\n(?:[^\n]*,[^\S\n]*\n)")]
    private static partial Regex Opened();

    private bool IsOver()
    {
        for (; _at < _text.Length; _at++)
            if (!char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('}' or ']' or ',' or ';' or '.'))
                return false;
        return true;
    }

    private bool Value()
    {
        Skip();
        if (_at >= _text.Length)
        {
            _isCut = true;
            _json.Append("null");
            return true;
        }

        return _text[_at] switch
        {
            '{' => Nested('{', '}', '}'),
            '[' => Nested('[', ']', ']'),
            '(' => Nested('[', ')', ']'),
            '"' or '\'' => Text(),
            _ => Called() || Bare(),
        };
    }

    // The members of an object or the items of a list; where the text ends before, they end with it.
    private bool Nested(char open, char end, char close)
    {
        if (++_depth > Deepest)
            return false;
        _at++;
        _json.Append(open);
        var parted = true;
        for (var count = 0; ; )
        {
            parted |= Marks();
            _isCut |= _at >= _text.Length;
            if (_at >= _text.Length || _text[_at] == end)
                break;
            if (!parted || _text[_at] is '}' or ']' or ')')
                return false;
            var before = _json.Length;
            if (count > 0)
                _json.Append(',');
            if (close == '}' && !Key(end == ')' ? '=' : ':', out var isCut))
            {
                if (!isCut)
                    return false;
                _json.Length = before;
                break;
            }

            if (!Value())
                return false;
            count++;
            parted = false;
        }

        _at++;
        _depth--;
        _json.Append(close);
        return true;
    }

    // "fan(speed=1200)", "datetime(2031, 8, 3)", "Decimal('1.5')", b'on'; where it is none, nothing was read.
    private bool Called()
    {
        (var at, var json, var depth, var members) = (_at, _json.Length, _depth, _members);
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.'))
            _at++;
        var name = _text[at.._at];
        if (name.Length > 0 && char.IsLetter(name[0]) && _at < _text.Length)
        {
            if (name.Length < 3 && _text[_at] is '"' or '\'' && Text())
                return true;
            if (_text[_at] == '(' && _failed < MostFailed)
            {
                if ((Date(name) || Arguments()) && IsParted())
                    return _isCalled = true;
                _failed++;
            }
        }

        (_at, _json.Length, _depth, _members) = (at, json, depth, members);
        return false;
    }

    private bool Date(string name)
    {
        if (
            !CalledText.IsDate(name)
            || _text.IndexOf(')', _at) is not (> 0 and var end)
            || CalledText.Date(_text[(_at + 1)..end]) is not { } date
        )
            return false;
        Quote(date);
        _at = end + 1;
        return true;
    }

    // Names and values are an object; one value is itself, several are a list.
    private bool Arguments()
    {
        if (Keyword().IsMatch(_text, _at + 1))
            return Nested('{', ')', '}');
        var from = _json.Length;
        if (!Nested('[', ')', ']'))
            return false;
        using var list = JsonDocument.Parse(JsonEscapes.Whole(_json.ToString(from, _json.Length - from)));
        if (list.RootElement.GetArrayLength() == 1)
        {
            _json.Remove(from, 1);
            _json.Length--;
        }

        return true;
    }

    // Whether a value ends here.
    private bool IsParted()
    {
        Skip();
        return _at >= _text.Length || _text[_at] is ',' or '}' or ']' or ')';
    }

    // Blanks, commas and dots; whether there was a mark between two members.
    private bool Marks()
    {
        var found = false;
        for (Skip(); _at < _text.Length && _text[_at] is ',' or '.' or '…'; Skip())
        {
            found = true;
            _at++;
        }

        return found;
    }

    private bool Key(char mark, out bool isCut)
    {
        var from = _at;
        if (_text[_at] is '"' or '\'')
        {
            if (!Text())
            {
                isCut = false;
                return false;
            }
        }
        else
        {
            while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '-' or '.'))
                _at++;
            Quote(_text[from.._at]);
        }

        Skip();
        isCut = _at >= _text.Length;
        _isCut |= isCut;
        if (isCut || _text[_at] != mark || _at == from)
            return false;
        _at++;
        _members++;
        _json.Append(':');
        return true;
    }

    private bool Text()
    {
        var mark = _text[_at++];
        _isCalled |= mark == '\'';
        var text = new StringBuilder();
        for (; _at < _text.Length && _text[_at] != mark; _at++)
        {
            if (_text[_at] == '\n')
                return false;
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
            {
                _at++;
                text.Append(Escaped());
                continue;
            }

            text.Append(_text[_at]);
        }

        _isCut |= _at >= _text.Length;
        _at++;
        Quote(text.ToString());
        return true;
    }

    private char Escaped()
    {
        var digits =
            _text[_at] == 'u' ? 4
            : _text[_at] == 'x' ? 2
            : 0;
        if (
            digits > 0
            && _at + digits < _text.Length
            && ushort.TryParse(
                _text.AsSpan(_at + 1, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
        )
        {
            _at += digits;
            return (char)code;
        }

        return _text[_at] switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            var c => c,
        };
    }

    // A number, a word, what is called with other things than values.
    private bool Bare()
    {
        var from = _at;
        var depth = 0;
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (depth == 0 && c is ',' or '}' or ']' or '\n' or ')' || depth == 0 && IsRemark())
                break;
            if (c is '{' or '[' || depth == 0 && c is '"' or '\'' && _at > from + 1)
                return false;
            depth +=
                c == '(' ? 1
                : c == ')' ? -1
                : 0;
        }

        var word = _text[from.._at].Trim();
        if (word.Length is 0 or > LongestBare || word.Contains(": ", StringComparison.Ordinal))
            return false;
        switch (word)
        {
            case "True" or "true":
                _json.Append("true");
                break;
            case "False" or "false":
                _json.Append("false");
                break;
            case "None" or "null" or "undefined" or "NaN" or "nan" or "nil" or "inf" or "-inf":
                _json.Append("null");
                break;
            default:
                if (IsNumber(word))
                    _json.Append(word);
                else
                    Quote(Inner(word));
                break;
        }

        return true;
    }

    // "datetime('2031-05-01')": what is called with a text.
    private static string Inner(string word) =>
        word.IndexOf('(', StringComparison.Ordinal) is > 0 and var open && word[^1] == ')'
            ? word[(open + 1)..^1].Trim('\'', '"', ' ')
            : word;

    private static bool IsNumber(string word) =>
        char.IsAsciiDigit(word[word[0] == '-' && word.Length > 1 ? 1 : 0])
        && char.IsAsciiDigit(word[^1])
        && !word.Contains(".e", StringComparison.OrdinalIgnoreCase) // "1.e+10" is no number of JSON
        && !(word.TrimStart('-') is ['0', >= '0' and <= '9', ..])
        && decimal.TryParse(
            word,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out _
        );

    // By bytes, because half of a surrogate pair, as a cut leaves it, is no text that can be encoded.
    private void Quote(string text) =>
        _json.Append('"').Append(JsonEncodedText.Encode(Encoding.UTF8.GetBytes(text)).ToString()).Append('"');

    [GeneratedRegex(@"\G\s*[A-Za-z_]\w*\s*=(?!=)")]
    private static partial Regex Keyword();

    private bool IsRemark() =>
        _at + 1 < _text.Length
        && (
            _text[_at] == '/' && _text[_at + 1] is '/' or '*' && (_at == 0 || _text[_at - 1] != ':')
            || _text[_at] == '#' && _at > 0 && char.IsWhiteSpace(_text[_at - 1])
        );

    // Blanks and remarks.
    private void Skip()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]))
                _at++;
            else if (!IsRemark())
                return;
            else if (_text[_at] == '/' && _text[_at + 1] == '*')
                _at = _text.IndexOf("*/", _at, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : _text.Length;
            else
                _at = _text.IndexOf('\n', _at) is >= 0 and var line ? line : _text.Length;
        }
    }
}
