using Siskin.Fleet.Devices;

namespace Siskin.Fleet.Queries;

/// <summary>Reads a query by descent: or, and, not, then comparisons and parentheses.</summary>
internal sealed class QueryParser
{
    private const int MaxChars = 1_000;
    private const int MaxDepth = 30;

    private readonly string _text;
    private readonly List<QueryToken> _tokens;
    private int _at;
    private int _depth;

    public QueryParser(string text)
    {
        if (text.Length > MaxChars)
            throw new FormatException($"The query has {text.Length} characters, allowed are {MaxChars}.");
        (_text, _tokens) = (text, QueryToken.Split(text));
    }

    public FleetQuery Parse()
    {
        var matches = Or();
        return Next is null ? new FleetQuery(_text, matches) : throw Expected("\"and\", \"or\" or the end");
    }

    private QueryToken? Next => _at < _tokens.Count ? _tokens[_at] : null;

    private Func<Device, bool> Or()
    {
        if (++_depth > MaxDepth)
            throw new FormatException($"The query is nested more than {MaxDepth} deep.");
        var left = And();
        while (TakeWord("or"))
        {
            var (one, other) = (left, And());
            left = device => one(device) || other(device);
        }
        _depth--;
        return left;
    }

    private Func<Device, bool> And()
    {
        var left = Not();
        while (TakeWord("and"))
        {
            var (one, other) = (left, Not());
            left = device => one(device) && other(device);
        }
        return left;
    }

    private Func<Device, bool> Not()
    {
        var negated = false;
        while (TakeWord("not"))
            negated = !negated;
        var inner = Comparison();
        return negated ? device => !inner(device) : inner;
    }

    private Func<Device, bool> Comparison()
    {
        if (TakeSymbol("("))
        {
            var inner = Or();
            return TakeSymbol(")") ? inner : throw Expected("\")\"");
        }
        if (Next is not { IsValue: true, Quoted: false } name)
            throw Expected("the name of a field or label, such as site or bundle");
        _at++;
        if (Next is not { IsOperator: true } comparison)
            return device => QueryField.Holds(device, name.Text);
        _at++;
        if (Next is not { IsValue: true } value)
            throw Expected($"what to compare {name.Text} with");
        _at++;
        return Compare(name.Text, comparison.Text, value.Text);
    }

    private static Func<Device, bool> Compare(string name, string comparison, string value)
    {
        var pattern = new NamePattern(comparison == "~" ? $"*{value}*" : value);
        return comparison switch
        {
            "=" or "~" => device => QueryField.Of(device, name) is { } text && Same(text),
            "!=" => device => QueryField.Of(device, name) is not { } text || !Same(text),
            _ => device =>
                QueryField.Of(device, name) is { } text
                && Ordered(QueryValue.Compare(text, value, name is "bundle" or "version")),
        };

        // 0.90 is 0.9, and 12 is 12.0.
        bool Same(string text) =>
            pattern.Matches(text) || (comparison != "~" && QueryValue.AreEqualNumbers(text, value));

        bool Ordered(int order) =>
            comparison switch
            {
                "<" => order < 0,
                "<=" => order <= 0,
                ">" => order > 0,
                _ => order >= 0,
            };
    }

    private bool TakeWord(string word)
    {
        if (Next is not { Quoted: false } token || !token.Text.Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _at++;
        return true;
    }

    private bool TakeSymbol(string symbol)
    {
        if (Next is not { Quoted: false } token || token.Text != symbol)
            return false;
        _at++;
        return true;
    }

    private FormatException Expected(string what) =>
        new(
            Next is { } token
                ? $"The query has \"{token.Text}\" at character {token.At + 1}; expected is {what}."
                : $"The query ends too early; expected is {what}."
        );
}
