namespace Siskin.Fleet.Devices;

/// <summary>
/// What the operator says of devices, one line for each name or pattern: <c>boiler-* site=north floor=2</c>.
/// Later lines win over earlier ones.
/// </summary>
internal sealed class FleetLabels
{
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly List<(NamePattern Pattern, KeyValuePair<string, string>[] Labels)> _lines = [];

    /// <summary>No labels.</summary>
    public static FleetLabels None { get; } = new();

    /// <summary>Reads them.</summary>
    /// <param name="text">The lines; what follows '#' is a comment.</param>
    /// <exception cref="FormatException">A line is wrong; the message says which and why.</exception>
    public static FleetLabels Parse(string text)
    {
        var labels = new FleetLabels();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split('#')[0].TrimEnd('\r').Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                labels._lines.Add((new NamePattern(words[0]), [.. words[1..].Select(word => Pair(word, number))]));
        }
        return labels;
    }

    /// <summary>The labels of a device.</summary>
    public IReadOnlyDictionary<string, string> Of(string device)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (pattern, labels) in _lines)
        {
            if (!pattern.Matches(device))
                continue;
            foreach (var (name, value) in labels)
                found[name] = value;
        }
        return found;
    }

    private static KeyValuePair<string, string> Pair(string word, int line)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        if (at < 1 || at == word.Length - 1 || !word[..at].All(c => char.IsAsciiLetterOrDigit(c) || c is '_'))
            throw new FormatException(
                $"line {line}: \"{word}\" is not allowed; give name=value, the name in letters, digits and '_'."
            );
        return KeyValuePair.Create(word[..at].ToLowerInvariant(), word[(at + 1)..]);
    }
}
