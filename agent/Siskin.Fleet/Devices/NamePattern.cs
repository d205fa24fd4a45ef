namespace Siskin.Fleet.Devices;

/// <summary>A text in which '*' stands for any characters; capital letters do not matter.</summary>
internal sealed class NamePattern(string pattern)
{
    private readonly string[] _parts = pattern.Split('*');

    public bool Matches(string text)
    {
        const StringComparison Rule = StringComparison.OrdinalIgnoreCase;
        if (_parts.Length == 1)
            return text.Equals(_parts[0], Rule);
        var end = _parts[^1];
        if (
            text.Length < _parts[0].Length + end.Length
            || !text.StartsWith(_parts[0], Rule)
            || !text.EndsWith(end, Rule)
        )
            return false;
        var at = _parts[0].Length;
        foreach (var part in _parts[1..^1])
        {
            var found = text.IndexOf(part, at, text.Length - end.Length - at, Rule);
            if (found < 0)
                return false;
            at = found + part.Length;
        }
        return true;
    }
}
