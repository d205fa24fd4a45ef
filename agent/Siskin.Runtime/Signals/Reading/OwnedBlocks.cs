using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Blocks of lines whose first one begins with the name of what all of them are of, the others being indented, as tools
/// print interfaces: <c>wlan0  ESSID:"barn"</c>, below it <c>Bit Rate=54 Mb/s   Tx-Power=20 dBm</c>.
/// </summary>
internal static partial class OwnedBlocks
{
    // Pairs that two blocks at least have in common.
    private const int LeastShared = 3;

    /// <summary>Reads a text of two such blocks at least; adds nothing of any other.</summary>
    public static bool TryRead(List<string[]> blocks, TableBuilder table)
    {
        if (blocks.Count < 2 || !blocks.TrueForAll(IsOwned))
            return false;
        var read = blocks.ConvertAll(Pairs);
        if (
            read.Select(one => one.Owner).Distinct(StringComparer.Ordinal).Count() < read.Count
            || read.SelectMany(one => one.Pairs.Select(pair => pair.Name).Distinct())
                .GroupBy(name => name, StringComparer.Ordinal)
                .Count(name => name.Skip(1).Any()) < LeastShared
        )
            return false;
        foreach (var (owner, pairs) in read)
        foreach (var (name, value) in pairs)
            table.Add($"{owner}/{name}", ValueReader.Read(value));
        return true;
    }

    private static bool IsOwned(string[] block) =>
        block.Length > 1
        && Owner().IsMatch(block[0])
        && block.Skip(1).All(line => line.StartsWith("  ", StringComparison.Ordinal))
        && block.Skip(1).Any(line => Gap().IsMatch(line.Trim()) && Pair().IsMatch(Gap().Split(line.Trim())[0]));

    private static (string Owner, List<(string Name, string Value)> Pairs) Pairs(string[] block)
    {
        var owner = Owner().Match(block[0]);
        var pairs = new List<(string, string)>();
        foreach (var line in block.Skip(1).Prepend(block[0][owner.Length..]))
        {
            var first = "";
            foreach (var cell in Gap().Split(line.Trim()).SelectMany(one => Tight().Split(one)))
            {
                if (Pair().Match(cell) is not { Success: true } pair)
                    continue;
                var name = pair.Groups["k"].Value.Trim();
                // "RX packets:41 errors:0": the errors are of what is received too.
                if (first.Length == 0 && name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
                    first = name[..blank];
                else if (first.Length > 0 && char.IsLower(name[0]) && !name.Contains(' ', StringComparison.Ordinal))
                    name = $"{first} {name}";
                pairs.Add((name, pair.Groups["v"].Value.Trim(' ', '"')));
            }
        }

        return (owner.Groups["n"].Value, pairs);
    }

    [GeneratedRegex(@"^(?<n>[A-Za-z][\w.@-]*):?\s{2,}(?=\S)")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\s{2,}|\t")]
    private static partial Regex Gap();

    // "Excessive retries:0 Invalid misc:12": one blank between two pairs.
    [GeneratedRegex(@"(?<=[:=]\S+) (?=[A-Za-z][\w -]*[:=]\S)")]
    private static partial Regex Tight();

    [GeneratedRegex(@"^(?<k>[A-Za-z][\w ./-]{0,40}?)\s?[:=]\s?(?<v>\S.*)$")]
    private static partial Regex Pair();
}
