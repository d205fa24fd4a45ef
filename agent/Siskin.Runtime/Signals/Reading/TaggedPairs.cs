using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Pairs behind what says whose they are: a circuit, a kind of packet, a printed object.</summary>
internal static partial class TaggedPairs
{
    /// <summary>Reads one line of any of them.</summary>
    public static bool TryRead(string line, string time, TableBuilder table)
    {
        if (Printed().Match(line) is { Success: true } printed)
        {
            table.Add(printed.Groups["n"].Value, ValueReader.Read(printed.Groups["v"].Value), time);
            return true;
        }

        if (Circuit().Match(line) is { Success: true } circuit)
            return PairForm.TryRead(
                $"{circuit.Groups["n"].Value} = {circuit.Groups["v"].Value}",
                $"{circuit.Groups["c"].Value} ",
                time,
                table
            );
        return Packet().Match(line) is { Success: true } packet
            && PairForm.TryRead(packet.Groups["f"].Value, "", packet.Groups["t"].Value, table);
    }

    // "Tag(tag='Line4_Speed', value=87.5, type='REAL', error=None)"
    [GeneratedRegex(@"^\w+\((?:tag|name|id|sensor|node)='?(?<n>[^',]+)'?, value='?(?<v>[^',)]*)'?(?:,.*)?\)$")]
    private static partial Regex Printed();

    // "700 OutsideTemp = -4.625": a circuit and its message, as ebusd prints them.
    [GeneratedRegex(@"^(?<c>\w{2,12}) (?<n>[A-Za-z][\w.]*) = (?<v>\S.*)$")]
    private static partial Regex Circuit();

    // "LOOP:   2024-09-12 05:40:02 UTC (1726119602) altimeter: 1006.84, ..."
    [GeneratedRegex(
        @"^(?<n>[A-Z]{2,12}):\s+(?<t>\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(?: [A-Z]{2,4})?(?: \(\d+\))?\s+(?<f>'?\w+'?: [^,]+(?:, '?\w+'?: [^,]+)+)$"
    )]
    private static partial Regex Packet();
}
