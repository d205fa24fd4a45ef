using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What <c>ping</c> and <c>ip -s link</c> print.</summary>
internal static partial class NetworkForms
{
    // Of more nobody asks which are lost.
    private const int MostSent = 200;

    /// <summary>Reads a whole text of either; false where it is none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table) => TryPing(lines, table) || TryLinks(lines, table);

    private static bool TryPing(string[] lines, TableBuilder table)
    {
        if (!lines.Any(line => Summary().IsMatch(line)))
            return false;
        var answered = new HashSet<int>();
        foreach (var line in lines)
            if (Reply().Match(line) is { Success: true } reply)
            {
                table.Add("reply time latency", ValueReader.Read(reply.Groups["v"].Value + " ms"), "");
                if (int.TryParse(reply.Groups["n"].Value, out var number))
                    answered.Add(number);
            }
            else if (Summary().Match(line) is { Success: true } summary)
            {
                table.Add("packets transmitted sent", ValueReader.Read(summary.Groups["tx"].Value));
                table.Add("packets received", ValueReader.Read(summary.Groups["rx"].Value));
                table.Add("packet loss", ValueReader.Read(summary.Groups["loss"].Value + " %"));
                Unanswered(summary.Groups["tx"].Value, answered, table);
            }
            else if (RoundTrip().Match(line) is { Success: true } trip)
            {
                string[] names = ["min", "avg", "max", "mdev"];
                for (var i = 0; i < trip.Groups["v"].Captures.Count; i++)
                    table.Add(
                        $"round trip time rtt {names[i]}",
                        ValueReader.Read($"{trip.Groups["v"].Captures[i].Value} ms")
                    );
            }

        return true;
    }

    // The numbers of what was sent that no reply has.
    private static void Unanswered(string sent, HashSet<int> answered, TableBuilder table)
    {
        if (!int.TryParse(sent, out var count) || count > MostSent || answered.Count == 0)
            return;
        var from = answered.Min() == 0 ? 0 : 1;
        var lost = string.Join(", ", Enumerable.Range(from, count).Where(number => !answered.Contains(number)));
        if (lost.Length > 0)
            table.Add("lost sequence numbers icmp_seq", new SignalValue(SignalKind.Text, lost, 0, ""));
    }

    // A line a link, then what was received and sent under headings of their own.
    private static bool TryLinks(string[] lines, TableBuilder table)
    {
        if (!lines.Any(line => Link().IsMatch(line)) || !lines.Any(line => Counters().IsMatch(line)))
            return false;
        var name = "";
        for (var i = 0; i < lines.Length; i++)
            if (Link().Match(lines[i]) is { Success: true } link)
            {
                name = link.Groups["n"].Value;
                if (link.Groups["s"].Success)
                    table.Add($"{name}/state", ValueReader.Read(link.Groups["s"].Value));
                table.Add($"{name}/mtu", ValueReader.Read(link.Groups["m"].Value));
            }
            else if (
                name.Length > 0
                && i + 1 < lines.Length
                && Counters().Match(lines[i]) is { Success: true } counters
            )
            {
                string[] heads = counters.Groups["h"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    values = lines[++i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                for (var at = 0; at < Math.Min(heads.Length, values.Length); at++)
                    table.Add($"{name}/{counters.Groups["k"].Value} {heads[at]}", ValueReader.Read(values[at]));
            }

        return true;
    }

    [GeneratedRegex(@"^\d+ bytes from .*?(?:icmp_seq=(?<n>\d+) .*)?time[=<](?<v>[\d.]+) ?ms")]
    private static partial Regex Reply();

    [GeneratedRegex(
        @"^(?<tx>\d+) packets transmitted, (?<rx>\d+)(?: packets)? received,(?: \+\d+ errors,)? (?<loss>[\d.]+)% packet loss"
    )]
    private static partial Regex Summary();

    [GeneratedRegex(@"^(?:rtt|round-trip) min/avg/max(?:/(?:mdev|stddev))? = (?:(?<v>[\d.]+)/?){3,4} ms")]
    private static partial Regex RoundTrip();

    [GeneratedRegex(@"^\d+: (?<n>[\w.@-]+): <[^>]*> mtu (?<m>\d+)(?:.*? state (?<s>\w+))?")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\s+(?<k>RX|TX):\s+(?<h>[a-z]+(?:\s+[a-z]+)+)\s*$")]
    private static partial Regex Counters();
}
