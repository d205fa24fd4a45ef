using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>The framed table of <c>nvidia-smi</c>, which gives every card two lines.</summary>
internal static partial class GpuTable
{
    /// <summary>Reads a whole text; false where it is none.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        if (!lines.Any(line => line.Contains("NVIDIA-SMI", StringComparison.Ordinal)))
            return false;
        var card = "";
        var before = table.Count;
        foreach (var line in lines)
        {
            if (Versions().Match(line) is { Success: true } versions)
            {
                table.Add("driver version", Text(versions.Groups["d"].Value));
                table.Add("CUDA version", Text(versions.Groups["c"].Value));
            }
            else if (Card().Match(line) is { Success: true } named)
            {
                card = $"gpu {named.Groups["i"].Value}";
                table.Add(card + "/name", Text(named.Groups["n"].Value));
            }
            else if (card.Length > 0 && Values().Match(line) is { Success: true } values)
            {
                Fill(card, values, table);
            }
            else if (Process().Match(line) is { Success: true } process)
            {
                table.Add(
                    $"process {process.Groups["n"].Value.Trim()}/gpu memory",
                    ValueReader.Read(process.Groups["m"].Value)
                );
            }
        }

        return table.Count > before;
    }

    private static void Fill(string card, Match values, TableBuilder table)
    {
        table.Add(card + "/fan speed", ValueReader.Read(values.Groups["fan"].Value));
        table.Add(card + "/temperature", ValueReader.Read(values.Groups["t"].Value));
        table.Add(card + "/performance state", Text(values.Groups["p"].Value));
        table.Add(card + "/power", ValueReader.Read(values.Groups["w"].Value));
        table.Add(card + "/power cap limit", ValueReader.Read(values.Groups["cap"].Value));
        table.Add(card + "/memory used", ValueReader.Read(values.Groups["m"].Value));
        table.Add(card + "/memory total", ValueReader.Read(values.Groups["all"].Value));
        table.Add(card + "/utilization", ValueReader.Read(values.Groups["u"].Value));
        table.Limit(
            card + "/power",
            null,
            ValueReader.Read(values.Groups["cap"].Value) is { IsNumber: true } cap ? cap.Number : null
        );
    }

    private static SignalValue Text(string text) => new(SignalKind.Text, text, 0, "");

    [GeneratedRegex(@"Driver Version:\s*(?<d>[\d.]+)\s+CUDA Version:\s*(?<c>[\d.]+)")]
    private static partial Regex Versions();

    [GeneratedRegex(@"^\|\s+(?<i>\d+)\s+(?<n>[A-Za-z]\S*(?: \S+)*)\s+(?:On|Off|N/A)\s*\|\s*[0-9A-F]{4,8}:")]
    private static partial Regex Card();

    [GeneratedRegex(
        @"^\|\s*(?<fan>\d+%|N/A|ERR!)\s+(?<t>\d+C|N/A)\s+(?<p>P\d+|N/A)\s+(?<w>\d+W|N/A)\s*/\s*(?<cap>\d+W|N/A)\s*\|\s*(?<m>\d+MiB|N/A)\s*/\s*(?<all>\d+MiB|N/A)\s*\|\s*(?<u>\d+%|N/A)"
    )]
    private static partial Regex Values();

    [GeneratedRegex(@"^\|\s+\d+\s+(?:\S+\s+\S+\s+)?\d+\s+[CG+]+\s+(?<n>\S.*?)\s+(?<m>\d+MiB)\s*\|$")]
    private static partial Regex Process();
}
