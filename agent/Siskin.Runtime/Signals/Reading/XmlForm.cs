using System.Net;
using System.Text.RegularExpressions;
using Siskin.Runtime.Signals.Queries;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>
/// XML as devices print it: an element with a text is a signal, and so is one with a value among its attributes; the
/// attributes of any other are signals of their own. It is read tag by tag, for parts of documents are sent as well.
/// </summary>
internal static partial class XmlForm
{
    private const int Deepest = 32;
    private const int LongestAlias = 60;

    private static readonly string[] Names = ["name", "id", "dataItemId", "sensor", "key", "tag", "label", "n", "no"];
    private static readonly string[] Times = ["timestamp", "time", "ts", "date"];
    private static readonly string[] Values = ["value", "val", "v"];
    private static readonly string[] Units = ["unit", "units", "uom", "u"];

    /// <summary>Reads a text; false where it is no XML, or holds no value.</summary>
    public static bool TryRead(string text, TableBuilder table)
    {
        var before = table.Count;
        var open = new List<(string Name, string Alias)>();
        foreach (Match tag in Tag().Matches(text))
        {
            if (tag.Groups["close"].Success)
            {
                if (open.Count > 0)
                    open.RemoveAt(open.Count - 1);
                continue;
            }

            var attributes = Attributes(tag.Groups["a"].Value);
            var element = tag.Groups["n"].Value;
            var name = Called(attributes) is { } own ? $"{element} {own}" : element;
            // The outermost element is what all are part of.
            var path = string.Join('/', open.Skip(1).Select(one => one.Name).Append(name));
            var value = Find(attributes, Values) ?? WebUtility.HtmlDecode(tag.Groups["text"].Value).Trim();
            // "<probe><name>pH</name><value>8.07</value>": the name of the element around it.
            if (open.Count > 1 && IsName(element) && value.Length is > 0 and < 40)
            {
                open[^1] = open[^1] with { Name = value };
                value = "";
            }

            var alias = open.Count == 0 ? "" : Alias(attributes);
            if (value.Length > 0)
                table.Add(path, Read(value, Find(attributes, Units)), Find(attributes, Times) ?? "");
            else
                Fill(attributes, open.Count == 0 ? "" : path + "/", Aliases(open, alias), table);
            if (tag.Groups["empty"].Success)
                continue;
            open.Add((name, alias));
            if (open.Count > Deepest)
                return false;
        }

        return table.Count > before;
    }

    // <climate temp="17.9" rh="71"/>
    private static void Fill(
        List<KeyValuePair<string, string>> attributes,
        string prefix,
        string alias,
        TableBuilder table
    )
    {
        var time = Find(attributes, Times) ?? "";
        foreach ((var key, var text) in attributes)
        {
            if (IsBesides(key))
                continue;
            table.Add(prefix + key, Read(text, ValueReader.IsKnownUnit(key) ? key : null), time);
            if (alias.Length is > 0 and <= LongestAlias)
                table.Alias(prefix + key, alias);
        }
    }

    private static bool IsBesides(string key) =>
        Has(Names, key)
        || Has(Times, key)
        || Has(Units, key)
        || key.StartsWith("xmlns", StringComparison.Ordinal)
        || key.StartsWith("xsi:", StringComparison.Ordinal);

    // By its name, or by the text that it begins with: <bank side="left" bar="142"/>.
    private static string? Called(List<KeyValuePair<string, string>> attributes) =>
        Find(attributes, Names) is { Length: > 0 } own ? own
        : attributes.Count > 1 && IsWords(attributes[0].Value) && attributes.Skip(1).All(one => IsMeasured(one.Value))
            ? attributes[0].Value
        : null;

    // What else an element is called: <tracker id="T88" pet="Biscuit">.
    private static string Alias(List<KeyValuePair<string, string>> attributes) =>
        Find(attributes, Names) is null
            ? ""
            : string.Join(
                ' ',
                attributes.Where(one => !IsBesides(one.Key) && IsWords(one.Value)).Select(one => one.Value)
            );

    private static string Aliases(List<(string Name, string Alias)> open, string own) =>
        string.Join(' ', open.Select(one => one.Alias).Append(own).Where(one => one.Length > 0));

    private static bool IsWords(string text) =>
        text.Any(char.IsLetter)
        && ValueReader.Read(text).Kind == SignalKind.Text
        && !States.IsWord(text.ToLowerInvariant())
        && !TimePrefix.IsTime(text);

    private static bool IsMeasured(string text) => !IsWords(text);

    private static bool IsName(string element) => element.ToLowerInvariant() is "name" or "label" or "title";

    private static SignalValue Read(string text, string? unit)
    {
        var read = ValueReader.Read(text);
        return read.IsNumber && read.Unit.Length == 0 && unit is not null ? read with { Unit = " " + unit } : read;
    }

    private static List<KeyValuePair<string, string>> Attributes(string text) =>
        [
            .. Pair()
                .Matches(text)
                .Select(one =>
                    KeyValuePair.Create(one.Groups["k"].Value, WebUtility.HtmlDecode(one.Groups["v"].Value))
                ),
        ];

    // The first of them, as they are printed.
    private static string? Find(List<KeyValuePair<string, string>> attributes, string[] names)
    {
        foreach ((var key, var text) in attributes)
            if (Has(names, key))
                return text;
        return null;
    }

    private static bool Has(string[] names, string key) =>
        Array.Exists(names, name => name.Equals(key, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(
        """<(?<close>/)?(?<n>[A-Za-z_][\w:.\-]*)(?<a>(?:\s+[\w:.\-]+=(?:"[^"]*"|'[^']*'))*)\s*(?<empty>/)?>(?<text>[^<]*)"""
    )]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<k>[\w:.\-]+)=(?:"(?<v>[^"]*)"|'(?<v>[^']*)')""")]
    private static partial Regex Pair();
}
