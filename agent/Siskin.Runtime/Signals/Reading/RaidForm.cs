using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Software RAID as Linux prints it in <c>/proc/mdstat</c>: an array is named once, lines below say the rest.
/// </summary>
internal static partial class RaidForm
{
    /// <summary>Reads a whole text; false where it is none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        if (
            !lines.Any(line => Array().IsMatch(line))
            || !lines.Any(line => line.Contains(" blocks", StringComparison.Ordinal))
        )
            return false;
        var name = "";
        foreach (var line in lines)
        {
            if (Array().Match(line) is { Success: true } array)
            {
                name = array.Groups["n"].Value;
                State(name, array, table);
            }
            else if (name.Length > 0)
            {
                Disks(name, line, table);
                Progress(name, line, table);
            }
        }

        return true;
    }

    private static void State(string name, Match array, TableBuilder table)
    {
        table.Add(name + "/state", Text(array.Groups["s"].Value));
        if (array.Groups["l"].Success)
            table.Add(name + "/raid level", Text(array.Groups["l"].Value));
        var members = array.Groups["d"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] failed = [.. members.Where(one => one.EndsWith("(F)", StringComparison.Ordinal))];
        if (failed.Length > 0)
            table.Add(name + "/failed disks", Text(string.Join(", ", failed.Select(one => one[..one.IndexOf('[')]))));
    }

    // "[4/3] [UUU_]": four of which three work.
    private static void Disks(string name, string line, TableBuilder table)
    {
        if (Working().Match(line) is not { Success: true } match)
            return;
        var isWhole = match.Groups["all"].Value == match.Groups["up"].Value;
        table.Add(name + "/health", Text(isWhole ? "healthy" : "degraded"));
        table.Add(name + "/disks", ValueReader.Read(match.Groups["all"].Value));
        table.Add(name + "/working disks", ValueReader.Read(match.Groups["up"].Value));
        if (Blocks().Match(line) is { Success: true } blocks)
            table.Add(name + "/size", ValueReader.Read(blocks.Groups["v"].Value) with { Unit = " KiB" });
    }

    // "recovery = 17.4% (680812544/3906885120) finish=412.6min speed=130312K/sec"
    private static void Progress(string name, string line, TableBuilder table)
    {
        if (Rebuilding().Match(line) is not { Success: true } match)
            return;
        var what = match.Groups["w"].Value;
        table.Add(name + "/activity", Text(what));
        table.Add($"{name}/{what} rebuild progress", ValueReader.Read(match.Groups["p"].Value + " %"));
        if (match.Groups["f"].Success)
            table.Add($"{name}/{what} finish time left", ValueReader.Read(match.Groups["f"].Value + " min"));
        if (match.Groups["v"].Success)
            table.Add(
                $"{name}/{what} rebuild resync speed",
                ValueReader.Read(match.Groups["v"].Value) with
                {
                    Unit = " K/sec",
                }
            );
    }

    private static SignalValue Text(string text) => new(SignalKind.Text, text, 0, "");

    [GeneratedRegex(
        @"^(?<n>md\w+) : (?<s>\w+)(?: \([\w-]+\))*(?: (?<l>raid\d+|linear|raid\w+))?(?<d>(?: \w+\[\d+\](?:\(\w\))*)*)\s*$"
    )]
    private static partial Regex Array();

    [GeneratedRegex(@"\[(?<all>\d+)/(?<up>\d+)\] \[[U_]+\]")]
    private static partial Regex Working();

    [GeneratedRegex(@"^\s+(?<v>\d+) blocks")]
    private static partial Regex Blocks();

    [GeneratedRegex(
        @"(?<w>recovery|resync|check|reshape)\s*=\s*(?<p>\d+(?:\.\d+)?)%(?:.*?finish=(?<f>[\d.]+)min)?(?:.*?speed=(?<v>\d+)K/sec)?"
    )]
    private static partial Regex Rebuilding();
}
