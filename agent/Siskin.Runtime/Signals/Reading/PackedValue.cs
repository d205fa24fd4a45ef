using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Several numbers with their units behind one name: <c>46 %    1820 rpm</c>, <c>231.2V I:3.5A</c>.</summary>
internal static partial class PackedValue
{
    /// <summary>The names and values, the first of which goes by the name itself; null where it is one.</summary>
    public static List<(string Name, SignalValue Value)>? Of(string name, string text)
    {
        if (
            text.Length > 120
            || !text.Contains(' ', StringComparison.Ordinal)
            || Part().Matches(text) is not { Count: > 1 } parts
        )
            return null;
        var at = 0;
        var key = "";
        var found = new List<(string, SignalValue)>();
        foreach (Match part in parts)
        {
            if (text[at..part.Index].Trim(' ', ',', ';', '/').Length > 0)
                return null;
            at = part.Index + part.Length;
            var read = ValueReader.Read(part.Groups["v"].Value);
            if (!read.IsNumber || read.Unit.Trim().Length == 0)
                return null;
            if (part.Groups["k"].Success)
                key = part.Groups["k"].Value;
            var own = key.Length > 0 ? $"{name}/{key}" : name;
            found.Add((found.Exists(one => one.Item1 == own) ? $"{own}/{read.Unit.Trim()}" : own, read));
        }

        return text[at..].Trim().Length == 0 ? found : null;
    }

    [GeneratedRegex(@"(?:(?<k>[A-Za-z]\w*):\s*)?(?<v>[+\-]?\d+(?:[.,]\d+)*\s?[%°A-Za-zµ³²/]+)(?=\s|$|[,;/])")]
    private static partial Regex Part();
}
