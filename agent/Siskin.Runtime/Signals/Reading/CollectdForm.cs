using System.Text.Json;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>What collectd writes: PUTVAL lines, and JSON value lists.</summary>
internal static partial class CollectdForm
{
    /// <summary>Reads <c>PUTVAL "host/plugin-instance/type-instance" interval=10 1717142400:3.5</c>.</summary>
    public static bool TryRead(string line, TableBuilder table)
    {
        if (!line.StartsWith("PUTVAL", StringComparison.Ordinal))
            return false;
        var match = PutVal().Match(line);
        if (!match.Success)
            return false;
        var values = match.Groups["v"].Value.Split(':');
        var path = match.Groups["p"].Value;
        for (var i = 0; i < values.Length; i++)
            table.Add(values.Length > 1 ? $"{path}/{i}" : path, ValueReader.Read(values[i]), match.Groups["t"].Value);
        return true;
    }

    /// <summary>Reads a list of value lists; false when the document is none.</summary>
    public static bool TryRead(JsonElement root, TableBuilder table)
    {
        if (root.ValueKind == JsonValueKind.Object && IsList(root))
            return One(root, table);
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0 || !root.EnumerateArray().All(IsList))
            return false;
        foreach (var one in root.EnumerateArray())
            One(one, table);
        return true;
    }

    private static bool IsList(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object
        && one.TryGetProperty("values", out var values)
        && values.ValueKind == JsonValueKind.Array
        && one.TryGetProperty("plugin", out _)
        && one.TryGetProperty("type", out _);

    private static bool One(JsonElement one, TableBuilder table)
    {
        var path = $"{Named(one, "plugin")}/{Named(one, "type")}";
        var time =
            one.TryGetProperty("time", out var at) && at.ValueKind == JsonValueKind.Number ? at.GetRawText() : "";
        string[] names =
            one.TryGetProperty("dsnames", out var sources) && sources.ValueKind == JsonValueKind.Array
                ? [.. sources.EnumerateArray().Select(name => $"{name}")]
                : [];
        var index = 0;
        foreach (var value in one.GetProperty("values").EnumerateArray())
        {
            var name =
                index < names.Length && (names.Length > 1 || names[index] != "value") ? $"{path}/{names[index]}" : path;
            table.Add(
                name,
                ValueReader.Read(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
                time
            );
            index++;
        }

        return true;
    }

    private static string Named(JsonElement one, string key)
    {
        var instance = one.TryGetProperty(key + "_instance", out var value) ? $"{value}" : "";
        return instance.Length > 0 ? $"{one.GetProperty(key)}-{instance}" : $"{one.GetProperty(key)}";
    }

    [GeneratedRegex("""^PUTVAL\s+"?(?:[^/"\s]+)/(?<p>[^"\s]+)"?(?:\s+\w+=\S+)*\s+(?<t>[\d.]+|N):(?<v>\S+)$""")]
    private static partial Regex PutVal();
}
