using System.Text.RegularExpressions;

namespace Siskin.Runtime.Signals.Reading;

/// <summary>Values of pairs that are more than one: what they were before, or a name and a value themselves.</summary>
internal static partial class PairValues
{
    /// <summary>Reads such a value; false where it is none.</summary>
    public static bool TryRead(string name, string value, string time, TableBuilder table)
    {
        // "Air temperature: 20.6 => 20.8 [Endpoint 0]"
        if (Turned().Match(value) is { Success: true } turned)
        {
            table.Change(
                name,
                ValueReader.Read(turned.Groups["a"].Value),
                ValueReader.Read(turned.Groups["v"].Value),
                time
            );
            return true;
        }

        // "active (running) since Sun 2031-02-02 04:56:21 UTC; 8h ago"
        if (Held().Match(value) is { Success: true } held)
        {
            table.Add(name, ValueReader.Read(held.Groups["v"].Value), time);
            table.Add(name + "/since", new SignalValue(SignalKind.Text, held.Groups["t"].Value, 0, ""), time);
            table.Add(name + "/for", ValueReader.Read(held.Groups["d"].Value), time);
            return true;
        }

        // "loaded (/lib/systemd/system/mill.service; enabled; preset: enabled)"
        if (Loaded().Match(value) is { Success: true } loaded)
        {
            table.Add(name, ValueReader.Read(loaded.Groups["v"].Value), time);
            table.Add(name + "/at start", ValueReader.Read(loaded.Groups["e"].Value), time);
            return true;
        }

        // "CHIP:TOO:   CurrentLevel: 127": a source before the name.
        if (time.Length > 0 && Sourced().Match(value) is { Success: true } sourced)
        {
            table.Add($"{name}/{sourced.Groups["k"].Value}", ValueReader.Read(sourced.Groups["v"].Value), time);
            return true;
        }

        return false;
    }

    /// <summary>Whether a text behind a name is a phrase of a few words.</summary>
    public static bool IsPhrase(string text) => Phrase().IsMatch(text);

    [GeneratedRegex(@"^(?<a>[^=>\[\]]{1,30}?)\s*[=-]>\s*(?<v>[^=>\[\]]{1,30}?)\s*(?:\[[^\]]*\])?$")]
    private static partial Regex Turned();

    [GeneratedRegex(
        @"^(?<v>[a-z]+(?: \([\w: -]+\))?) since (?:[A-Z][a-z]{2} )?(?<t>\d{4}-\d{2}-\d{2} [\d:]{5,8}[^;]*); (?<d>.+) ago$"
    )]
    private static partial Regex Held();

    [GeneratedRegex(@"^(?<v>[a-z-]+) \([^;()]+; (?<e>[a-z-]+)(?:; (?:vendor )?preset: [a-z]+)?\)$")]
    private static partial Regex Loaded();

    [GeneratedRegex(@"^(?<k>[A-Z][A-Za-z]{2,40}):\s+(?<v>[^:]{1,60})$")]
    private static partial Regex Sourced();

    /// <summary>Whether a name says by words and numbers where a thing is: <c>Ch. 2 DIMM 0</c>.</summary>
    public static bool IsPlace(string name) => Place().IsMatch(name);

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z.]* \d{1,2})(?: [A-Za-z][A-Za-z.]* \d{1,2})+$")]
    private static partial Regex Place();

    // "No error", "Charging slowly"
    [GeneratedRegex(@"^ [A-Za-z]+(?: [A-Za-z]+){1,2}$")]
    private static partial Regex Phrase();
}
