using Siskin.Runtime.Toml;

namespace Siskin.Runtime.Bundles;

/// <summary>
/// One table of <c>bundle.toml</c>; every read checks type and range and names file, line and key when it fails.
/// </summary>
/// <param name="file">Path of the manifest, for messages.</param>
/// <param name="place">Where the table is, for example <c>[model] </c>; empty for the top level.</param>
/// <param name="table">The parsed table.</param>
internal sealed class ManifestTable(string file, string place, TomlSection table)
{
    /// <summary>The table's keys.</summary>
    public IEnumerable<string> Keys => table.Entries.Select(entry => entry.Key);

    /// <summary>An error about one key, or about the whole table where it has no such key.</summary>
    public BundleException Error(string key, string problem)
    {
        var line = table.Find(key)?.Line ?? table.Line;
        return new BundleException($"{file}{(line > 0 ? $":{line}" : "")}: {place}{key} {problem}.");
    }

    /// <summary>A text of 1 to 1024 characters.</summary>
    public string Text(string key) =>
        Value(key) switch
        {
            string { Length: >= 1 and <= 1024 } text => text,
            string text => throw Error(key, $"has {text.Length} characters; allowed are 1 to 1024"),
            _ => throw Error(key, "is not a text"),
        };

    /// <summary>The path of a file in the bundle.</summary>
    public string RelativePath(string key)
    {
        var path = Text(key);
        return BundlePath.Problem(path) is { } problem ? throw Error(key, $"'{path}' {problem}") : path;
    }

    /// <summary>The path of a file in the bundle, or null when the key is absent.</summary>
    public string? OptionalPath(string key) => table.Find(key) is null ? null : RelativePath(key);

    /// <summary>A text, or null when the key is absent.</summary>
    public string? OptionalText(string key) => table.Find(key) is null ? null : Text(key);

    /// <summary>A list of texts of 1 to 64 characters, at most 1024 of them; empty when the key is absent.</summary>
    public IReadOnlyList<string> OptionalTexts(string key) =>
        table.Find(key)?.Value switch
        {
            null => [],
            object[] { Length: <= 1024 } items when items.All(item => item is string { Length: >= 1 and <= 64 }) =>
            [
                .. items.Cast<string>(),
            ],
            _ => throw Error(key, "is not a list of up to 1024 texts of 1 to 64 characters"),
        };

    /// <summary>A list of at most 64 whole numbers within a range; empty when the key is absent.</summary>
    public IReadOnlyList<int> OptionalWholes(string key, int low, int high) =>
        table.Find(key)?.Value switch
        {
            null => [],
            object[] { Length: <= 64 } items
                when items.All(item => item is long number && number >= low && number <= high) =>
            [
                .. items.Select(item => (int)(long)item),
            ],
            _ => throw Error(key, $"is not a list of up to 64 whole numbers from {low} to {high}"),
        };

    /// <summary>A whole number within a range.</summary>
    public int Whole(string key, int low, int high) =>
        Value(key) switch
        {
            long value when value >= low && value <= high => (int)value,
            long value => throw Error(key, $"is {value}; allowed are {low} to {high}"),
            _ => throw Error(key, "is not a whole number"),
        };

    /// <summary>A whole number within a range, or null when the key is absent.</summary>
    public int? OptionalWhole(string key, int low, int high) => table.Find(key) is null ? null : Whole(key, low, high);

    /// <summary>A number within a range.</summary>
    public float Number(string key, float low, float high) => InRange(key, Value(key), low, high);

    /// <summary>Exactly <paramref name="count"/> numbers within a range.</summary>
    public float[] Numbers(string key, int count, float low, float high) =>
        Value(key) is object[] items && items.Length == count
            ? [.. items.Select(value => InRange(key, value, low, high))]
            : throw Error(key, $"is not a list of {count} numbers");

    /// <summary>A sub-table.</summary>
    public ManifestTable Table(string key) =>
        OptionalTable(key) ?? throw new BundleException($"{file}: [{key}] is missing.");

    /// <summary>A sub-table, or null when it is absent.</summary>
    public ManifestTable? OptionalTable(string key) =>
        table.Find(key)?.Value switch
        {
            null => null,
            TomlSection inner => new ManifestTable(file, place.Length == 0 ? $"[{key}] " : $"{place}{key}.", inner),
            _ => throw Error(key, "is not a table"),
        };

    /// <summary>The tables of a <c>[[key]]</c> list; empty when it is absent.</summary>
    public IReadOnlyList<ManifestTable> Tables(string key) =>
        table.Find(key)?.Value switch
        {
            null => [],
            IReadOnlyList<TomlSection> tables =>
            [
                .. tables.Select((inner, i) => new ManifestTable(file, $"{place}[[{key}]] {i + 1}: ", inner)),
            ],
            _ => throw Error(key, $"is not a list of tables; write [[{key}]]"),
        };

    private object Value(string key) => table.Find(key)?.Value ?? throw Error(key, "is missing");

    private float InRange(string key, object? value, float low, float high)
    {
        var number = value switch
        {
            double real => real,
            long whole => whole,
            _ => throw Error(key, "is not a number"),
        };

        // Compared as it is kept: a bound that is no binary fraction is within the range itself.
        var kept = (float)number;
        return kept >= low && kept <= high ? kept : throw Error(key, $"is {number}; allowed are {low} to {high}");
    }
}
