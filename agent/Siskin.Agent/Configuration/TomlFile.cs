using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Siskin.Runtime.Toml;

namespace Siskin.Agent.Configuration;

/// <summary>
/// A TOML file as a flat list of <c>section.key</c>, each with its value and line; the tables of a list are
/// <c>watch[0]</c>, <c>watch[1]</c> and so on, those of a list in one of these <c>watch[0].part[0]</c>. So several
/// files can say one configuration together.
/// </summary>
internal sealed partial class TomlFile
{
    private static readonly string[] Lists = ["watch", "watch[].part"];

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _tables = new(StringComparer.Ordinal);
    private readonly List<(string Name, Place Place)> _emptyTables = [];
    private readonly List<ConfigError> _errors;
    private readonly string _path;

    private TomlFile(string path, List<ConfigError> errors) => (_path, _errors) = (path, errors);

    /// <summary>Every key of the file, as <c>section.key</c>.</summary>
    public IEnumerable<KeyValuePair<string, Entry>> Entries => _entries;

    /// <summary>Tables without a key, which no key tells of.</summary>
    public IEnumerable<(string Name, Place Place)> EmptyTables => _emptyTables;

    /// <summary>Parses <paramref name="text"/>; syntax errors are added to <paramref name="errors"/>.</summary>
    public static TomlFile Parse(string path, string text, List<ConfigError> errors)
    {
        var file = new TomlFile(path, errors);
        try
        {
            file.Add("", TomlDocument.Parse(path, text));
        }
        catch (TomlSyntaxException error)
        {
            errors.Add(new ConfigError(path, error.Line, $"cannot be parsed: {error.Reason}."));
        }
        return file;
    }

    /// <summary>
    /// Adds another file, read after this one: its keys replace those of before, its tables of lists come behind them.
    /// </summary>
    public void Merge(TomlFile later)
    {
        var counts = Lists.ToDictionary(list => list, CountOf);
        foreach (var (key, entry) in later._entries)
            _entries[Shifted(key, counts)] = entry;
        foreach (var (section, place) in later._tables)
            _tables.Add(Shifted(section, counts), place);
        _emptyTables.AddRange(later._emptyTables);
    }

    public bool TryGet(string key, [NotNullWhen(true)] out Entry? entry) => _entries.TryGetValue(key, out entry);

    /// <summary>How many tables the list <paramref name="name"/> has.</summary>
    public int CountOf(string name)
    {
        var count = 0;
        while (_tables.ContainsKey($"{name}[{count}]"))
            count++;
        return count;
    }

    /// <summary>Where a table of a list begins; for anything else the file.</summary>
    public Place PlaceOf(string section) => _tables.GetValueOrDefault(section) ?? new Place(_path, 0);

    /// <summary>The name that a key has in every table of its lists: <c>watch[].name</c>.</summary>
    public static string WithoutIndex(string key) => Index().Replace(key, "[]");

    /// <summary>A list as a file writes it: <c>[[watch.part]]</c> for a table of <c>watch[].part[]</c>.</summary>
    public static string Written(string section) =>
        $"[[{WithoutIndex(section).Replace("[]", "", StringComparison.Ordinal)}]]";

    // watch[1].name -> watch[3].name behind two tables
    private static string Shifted(string key, Dictionary<string, int> counts)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        var close = key.IndexOf(']', StringComparison.Ordinal);
        return
            open > 0
            && close > open
            && counts.TryGetValue(key[..open], out var count)
            && int.TryParse(
                key.AsSpan((open + 1)..close),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var index
            )
            ? string.Create(CultureInfo.InvariantCulture, $"{key[..open]}[{count + index}{key[close..]}")
            : key;
    }

    private void Add(string prefix, TomlSection section)
    {
        foreach (var (key, entry) in section.Entries)
        {
            var name = prefix + key;
            switch (entry.Value)
            {
                case TomlSection { IsEmpty: true } empty:
                    _emptyTables.Add((name, new Place(_path, empty.Line)));
                    break;
                case TomlSection inner:
                    Add(name + ".", inner);
                    break;
                case IReadOnlyList<TomlSection> tables:
                    AddList(name, tables);
                    break;
                default:
                    _entries[name] = new Entry(Plain(entry.Value), _path, entry.Line);
                    break;
            }
        }
    }

    private void AddList(string name, IReadOnlyList<TomlSection> tables)
    {
        foreach (var table in tables)
        {
            if (!Lists.Contains(WithoutIndex(name)))
            {
                _errors.Add(new ConfigError(_path, table.Line, $"{Written(name)} is not a known list of tables."));
                continue;
            }
            var section = $"{name}[{CountOf(name)}]";
            _tables.Add(section, new Place(_path, table.Line));
            Add(section + ".", table);
        }
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();

    // A table that stands in a list; elsewhere a table's keys are keys of the file.
    private static object Plain(object value) =>
        value switch
        {
            object[] items => items.Select(Plain).ToArray(),
            TomlSection table => table.Entries.ToDictionary(
                item => item.Key,
                item => Plain(item.Value.Value),
                StringComparer.Ordinal
            ),
            _ => value,
        };

    /// <param name="Value">
    /// A string, long, double, bool, a dictionary of these by their keys, or an object array of these.
    /// </param>
    /// <param name="Path">The file that says so.</param>
    /// <param name="Line">Line, counted from 1.</param>
    internal sealed record Entry(object Value, string Path, int Line);

    /// <param name="Path">The file.</param>
    /// <param name="Line">Line, counted from 1; 0 for none.</param>
    internal sealed record Place(string Path, int Line);
}
