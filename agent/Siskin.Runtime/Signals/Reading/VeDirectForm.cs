using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// Fields of Victron's VE.Direct text protocol, a label, a tab and a value without a unit: what each measures, and in
/// what, is said by the protocol.
/// </summary>
internal static partial class VeDirectForm
{
    private const int Least = 4;

    private static readonly Dictionary<string, (string Name, string Unit)> Fields = new(StringComparer.Ordinal)
    {
        ["V"] = ("battery voltage", "mV"),
        ["VS"] = ("starter battery voltage", "mV"),
        ["VM"] = ("mid-point voltage", "mV"),
        ["VPV"] = ("panel voltage", "mV"),
        ["PPV"] = ("panel power", "W"),
        ["I"] = ("battery current", "mA"),
        ["IL"] = ("load current", "mA"),
        ["LOAD"] = ("load output", ""),
        ["T"] = ("battery temperature", "°C"),
        ["P"] = ("power", "W"),
        ["CE"] = ("consumed amp hours", "mAh"),
        ["SOC"] = ("state of charge", "‰"),
        ["TTG"] = ("time to go", "min"),
        ["AR"] = ("alarm reason", ""),
        ["ERR"] = ("error code", ""),
        ["CS"] = ("state of operation", ""),
        ["MPPT"] = ("tracker mode", ""),
        ["H1"] = ("depth of deepest discharge", "mAh"),
        ["H2"] = ("depth of last discharge", "mAh"),
        ["H4"] = ("number of charge cycles", ""),
        ["H7"] = ("minimum battery voltage", "mV"),
        ["H8"] = ("maximum battery voltage", "mV"),
        ["H20"] = ("yield today", "x0.01 kWh"),
        ["H21"] = ("maximum power today", "W"),
        ["H22"] = ("yield yesterday", "x0.01 kWh"),
        ["H23"] = ("maximum power yesterday", "W"),
        ["H19"] = ("yield total", "x0.01 kWh"),
    };

    /// <summary>Reads a block of such fields; false where a line is another.</summary>
    public static bool TryRead(string[] lines, TableBuilder table)
    {
        string[] said = [.. lines.Where(line => line.Trim().Length > 0)];
        if (
            said.Length < Least
            || !Array.TrueForAll(said, line => Field().IsMatch(line))
            || !Array.Exists(
                said,
                line =>
                    line.StartsWith("PID\t", StringComparison.Ordinal)
                    || line.StartsWith("VPV\t", StringComparison.Ordinal)
            )
        )
            return false;
        foreach (var line in said)
        {
            var tab = line.IndexOf('\t');
            string label = line[..tab],
                value = line[(tab + 1)..].Trim();
            if (label is "Checksum")
                continue;
            var read = ValueReader.Read(value);
            if (!Fields.TryGetValue(label, out var field))
            {
                table.Add(label, read);
                continue;
            }

            table.Add(label, read.IsNumber ? Scaled(read, field.Unit) : read);
            table.Alias(label, field.Name);
        }

        return true;
    }

    private static SignalValue Scaled(SignalValue read, string unit)
    {
        if (!unit.StartsWith("x0.01 ", StringComparison.Ordinal))
            return unit.Length > 0 ? read with { Unit = " " + unit } : read;
        var number = read.Number / 100;
        return read with
        {
            Number = number,
            Text = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Unit = unit[5..],
        };
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]{0,8}#?\t\S.{0,40}$")]
    private static partial Regex Field();
}
