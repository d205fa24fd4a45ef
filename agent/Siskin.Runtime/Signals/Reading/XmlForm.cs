using System.Net;
using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// XML as devices print it: an element with a text is a signal, and so is one with a value among its attributes. It is
/// read tag by tag, for parts of documents are sent as well.
/// </summary>
internal static partial class XmlForm
{
    private const int Deepest = 32;

    private static readonly string[] Names = ["name", "id", "dataItemId", "sensor", "key", "tag", "label"];
    private static readonly string[] Times = ["timestamp", "time", "ts", "date"];
    private static readonly string[] Values = ["value", "val", "v"];

    /// <summary>Reads a text; false where it is no XML, or holds no value.</summary>
    public static bool TryRead(string text, TableBuilder table)
    {
        var before = table.Count;
        var open = new List<string>();
        foreach (Match tag in Tag().Matches(text))
        {
            if (tag.Groups["close"].Success)
            {
                if (open.Count > 0)
                    open.RemoveAt(open.Count - 1);
                continue;
            }

            var attributes = tag.Groups["a"].Value;
            var element = tag.Groups["n"].Value;
            var name = Attribute(attributes, Names) is { } own ? $"{element} {own}" : element;
            // The outermost element is what all are part of.
            var path = string.Join('/', open.Skip(1).Append(name));
            var value = Attribute(attributes, Values) ?? WebUtility.HtmlDecode(tag.Groups["text"].Value).Trim();
            // "<probe><name>pH</name><value>8.07</value>": the name of the element around it.
            if (open.Count > 1 && IsName(element) && value.Length is > 0 and < 40)
            {
                open[^1] = value;
                value = "";
            }

            if (value.Length > 0)
                table.Add(
                    path,
                    Read(value, Attribute(attributes, ["unit", "units", "uom"])),
                    Attribute(attributes, Times) ?? ""
                );
            if (tag.Groups["empty"].Success)
                continue;
            open.Add(name);
            if (open.Count > Deepest)
                return false;
        }

        return table.Count > before;
    }

    private static bool IsName(string element) => element.ToLowerInvariant() is "name" or "label" or "title";

    private static SignalValue Read(string text, string? unit)
    {
        var read = ValueReader.Read(text);
        return read.IsNumber && read.Unit.Length == 0 && unit is not null ? read with { Unit = " " + unit } : read;
    }

    private static string? Attribute(string attributes, string[] names)
    {
        foreach (Match attribute in Pair().Matches(attributes))
            if (
                Array.Exists(
                    names,
                    name => name.Equals(attribute.Groups["k"].Value, StringComparison.OrdinalIgnoreCase)
                )
            )
                return WebUtility.HtmlDecode(attribute.Groups["v"].Value);
        return null;
    }

    [GeneratedRegex(
        """<(?<close>/)?(?<n>[A-Za-z_][\w:.\-]*)(?<a>(?:\s+[\w:.\-]+="[^"]*")*)\s*(?<empty>/)?>(?<text>[^<]*)"""
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<k>[\w:.\-]+)=""(?<v>[^""]*)""")]
    private static partial Regex Pair();
}
