namespace Siskin.Runtime.Signals.Reading;

/// <summary>Names and values by turns, each on a line of its own, as a list of a page is when it is copied.</summary>
internal static class AlternateLines
{
    private const int Least = 8;
    private const int LongestName = 48;
    private const int LongestValue = 24;

    private static readonly char[] Marks = ['_', '-', '*', '•', ' '];

    /// <summary>Reads such lines; false where two names or two values follow each other.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[] said = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (said.Length < Least || said.Length % 2 > 0)
            return false;
        int measured = 0,
            named = 0;
        for (var i = 0; i < said.Length; i += 2)
        {
            if (!IsName(said[i]) || said[i + 1].Length > LongestValue || said[i + 1].IndexOfAny([':', '=', '{']) >= 0)
                return false;
            measured += ValueReader.Read(said[i + 1]).IsNumber ? 1 : 0;
            named += ValueReader.Read(said[i + 1]).Kind == SignalKind.Text ? 1 : 0;
        }

        // Words for values are few, and are not names that have values themselves.
        if (measured * 5 < said.Length / 2 * 3 || named * 4 > said.Length / 2)
            return false;
        for (var i = 0; i < said.Length; i += 2)
        {
            table.Add(said[i].TrimStart(Marks), ValueReader.Read(said[i + 1]));
            table.CountLine(isExact: true);
        }

        return true;
    }

    private static bool IsName(string line) =>
        line.TrimStart(Marks) is { Length: > 1 and < LongestName } name
        && char.IsLetter(name[0])
        && name.IndexOfAny([':', '=', '{', ',', '|', ';', '\t']) < 0
        && !name.Contains("  ", StringComparison.Ordinal)
        && ValueReader.Read(name).Kind == SignalKind.Text
        && TimePrefix.Split(name).Time.Length == 0;
}
