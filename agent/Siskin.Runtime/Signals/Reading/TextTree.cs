using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Where a line stands in its text: under a heading, and under the lines that are indented less.</summary>
internal sealed partial class TextTree
{
    private const int LongestHeading = 60;

    private readonly Stack<(int Indent, string Name)> _parents = new();
    private readonly Dictionary<string, int> _lists = new(StringComparer.Ordinal);
    private string _section = "";

    /// <summary>The heading and the parents, each with a slash behind it.</summary>
    public string Path => string.Concat(_parents.Reverse().Select(parent => parent.Name + "/").Prepend(_section));

    /// <summary>A blank line ends a section.</summary>
    public void End()
    {
        _section = "";
        _parents.Clear();
    }

    /// <summary>
    /// Reads what begins an item of a list and names it, <c>- id: pump3</c>, where the next line belongs to it.
    /// </summary>
    public bool TryItem(string line, string body, string next)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (
            !body.StartsWith("- ", StringComparison.Ordinal)
            || Item().Match(body) is not { Success: true } item
            || next.Length - next.TrimStart().Length <= indent
            || next.TrimStart().StartsWith('-')
        )
            return false;
        while (_parents.Count > 0 && _parents.Peek().Indent >= indent)
            _parents.Pop();
        _parents.Push((indent, item.Groups["n"].Value.Trim('"', '\'')));
        return true;
    }

    /// <summary>
    /// Reads <c>T 1:REGULAR UNLEADED</c> where the next line has a value: what the values below are of.
    /// </summary>
    public bool TryThing(string body, string next) =>
        Thing().Match(body) is { Success: true } thing
        && Assigned().IsMatch(next)
        && Head($"{thing.Groups["k"].Value} {thing.Groups["i"].Value} {thing.Groups["n"].Value.Trim()}");

    /// <summary>Reads <c>Heating circuit 1</c> above lines that are indented more: what these are of.</summary>
    public bool TryNumbered(string line, string body, string next)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (next.Length - next.TrimStart().Length <= indent || next.Trim().Length == 0 || !Numbered().IsMatch(body))
            return false;
        while (_parents.Count > 0 && _parents.Peek().Indent >= indent)
            _parents.Pop();
        _parents.Push((indent, body.TrimEnd(':')));
        return true;
    }

    /// <summary>
    /// Reads <c>ENGINE</c> or <c>Station a4:cf:12 (on wlan0)</c> above lines that are indented more, and capitals by
    /// themselves: what the lines below are of.
    /// </summary>
    public bool TryWords(string line, string body, string next)
    {
        var indent = line.Length - line.TrimStart().Length;
        var below = next.Length - next.TrimStart().Length;
        if (next.Trim().Length == 0 || !Words().IsMatch(body) || body.Length > LongestHeading || EndsInState(body))
            return false;
        if (below > indent)
        {
            while (_parents.Count > 0 && _parents.Peek().Indent >= indent)
                _parents.Pop();
            _parents.Push((indent, body));
            return true;
        }

        return below == indent && indent == 0 && Capitals().IsMatch(body) && Valued().IsMatch(next) && Head(body);
    }

    private static bool EndsInState(string body) =>
        body.Contains(' ', StringComparison.Ordinal)
            && States.IsWord(body[(body.LastIndexOf(' ') + 1)..].Trim('(', ')').ToLowerInvariant())
        || ValueReader.Read(body[(body.LastIndexOf(' ') + 1)..]).Kind != SignalKind.Text;

    /// <summary>Reads a heading or a parent; false where a line is neither.</summary>
    public bool TryRead(string line, string body)
    {
        var indent = line.Length - line.TrimStart().Length;
        while (_parents.Count > 0 && _parents.Peek().Indent >= indent)
            _parents.Pop();
        if (
            body.Length > 2
            && body[0] == '['
            && body[^1] == ']'
            && !body.Contains(": ", StringComparison.Ordinal)
            && TimePrefix.Split(body).Time.Length == 0
        )
            return Head(body.StartsWith("[[", StringComparison.Ordinal) ? Next(body.Trim('[', ']')) : body[1..^1]);
        if (Ruled().Match(body) is { Success: true } ruled)
            return Head(ruled.Groups["n"].Value);
        if (
            body[^1] == ':'
            && body.Length < LongestHeading
            && body.Any(char.IsLetter)
            && !body.Contains('=', StringComparison.Ordinal)
        )
        {
            _parents.Push((indent, body[..^1].Trim().Trim('-', ' ', '"')));
            return true;
        }

        // "coretemp-isa-0000"
        return !body.Contains(' ', StringComparison.Ordinal)
            && body.Count(c => c == '-') >= 2
            && !body.Contains(':', StringComparison.Ordinal)
            && !body.Contains('=', StringComparison.Ordinal)
            && char.IsLetter(body[0])
            && Head(body);
    }

    // "[[pump]]": one more of the same.
    private string Next(string name)
    {
        _lists[name] = _lists.GetValueOrDefault(name) + 1;
        return $"{name} {_lists[name]}";
    }

    private bool Head(string name)
    {
        _section = name + "/";
        _parents.Clear();
        return true;
    }

    [GeneratedRegex(@"^(?<k>[A-Z]{1,8}) ?(?<i>\d{1,2}) ?: ?(?<n>[A-Z][A-Za-z .-]+)$")]
    private static partial Regex Thing();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z /_-]{1,40} #?\d{1,10}:?$")]
    private static partial Regex Numbered();

    // Names and addresses, without a colon behind them and without a gap between.
    [GeneratedRegex(@"^[A-Za-z][\w./#&+-]*(?::[0-9A-Fa-f]{2}){0,7}(?: [\w./#&+():-]*[\w)])*$")]
    private static partial Regex Words();

    [GeneratedRegex(@"^[A-Z][A-Z /&-]{3,30}$")]
    private static partial Regex Capitals();

    [GeneratedRegex(@"^[\w.()%°/ -]+?(?:\s*[:=]|\s{2,})\s*[+-]?\d")]
    private static partial Regex Valued();

    [GeneratedRegex(@"^\s*[A-Za-z][\w %/.-]*\s*=\s*\S")]
    private static partial Regex Assigned();

    [GeneratedRegex(
        @"^- +(?:id|name|sensor|device|tag|label|channel|host|unit|point|key|zone|tank|pump): *(?<n>\S.*)$"
    )]
    private static partial Regex Item();

    // "----L1----", "=== Disk 1 ==="
    [GeneratedRegex(@"^[-=*]{2,}\s*(?<n>[\w .]*[A-Za-z][\w .]*?(?: ?[(/&,] ?[\w .]+\)?)*)\s*[-=*]{2,}$")]
    private static partial Regex Ruled();
}
