using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Siskin.Agent.Configuration;

/// <summary>
/// A TOML file as a flat list of <c>section.key</c>, each with its value and line; the tables of a list are
/// <c>watch[0]</c>, <c>watch[1]</c> and so on. Reads the syntax tree, which knows the lines and needs no reflection.
/// </summary>
internal sealed class TomlFile
{
    private static readonly string[] Lists = ["watch"];

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
            file.Read(SyntaxParser.Parse(text, path));
        }
#pragma warning disable CA1031 // Whatever a file says, a parser that gives up on it must not end a running agent.
        catch (Exception e)
#pragma warning restore CA1031
        {
            errors.Add(new ConfigError(path, LineOfFailure(text), $"cannot be parsed: {Reason(e)}"));
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

    /// <summary>The name that a key has in every table of its list: <c>watch[].name</c>.</summary>
    public static string WithoutIndex(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        var close = key.IndexOf(']', StringComparison.Ordinal);
        return open > 0 && close > open ? key[..(open + 1)] + key[close..] : key;
    }

    // The parser for events knows where it gave up, the one for trees does not.
    private static int LineOfFailure(string text)
    {
        try
        {
            var events = TomlParser.Create(text);
            while (events.MoveNext()) { }
            return 0;
        }
#pragma warning disable CA1031 // as above
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (e.GetBaseException() as TomlException)?.Line ?? 0;
        }
    }

    private static string Reason(Exception e) =>
        e.Message.Contains("maximum depth", StringComparison.Ordinal)
            ? "values are nested more than 64 deep."
            : e.Message;

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

    private void Read(DocumentSyntax document)
    {
        if (document.HasErrors)
        {
            // What follows a syntax error is mostly its consequence.
            var first = document.Diagnostics.First(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error);
            _errors.Add(new ConfigError(_path, first.Span.Start.Line + 1, first.Message));
            return;
        }
        Add("", document.KeyValues);
        foreach (var table in document.Tables)
            Add(table);
    }

    private void Add(TableSyntaxBase table)
    {
        var name = NameOf(table.Name!);
        if (table is not TableArraySyntax)
        {
            if (!table.Items.Any())
                _emptyTables.Add((name, new Place(_path, LineOf(table))));
            Add(name + ".", table.Items);
        }
        else if (Lists.Contains(name))
        {
            var section = $"{name}[{CountOf(name)}]";
            _tables.Add(section, new Place(_path, LineOf(table)));
            Add(section + ".", table.Items);
        }
        else
        {
            _errors.Add(new ConfigError(_path, LineOf(table), $"[[{name}]] is not a known list of tables."));
        }
    }

    private void Add(string prefix, SyntaxList<KeyValueSyntax> items)
    {
        foreach (var item in items)
        {
            var key = prefix + NameOf(item.Key!);
            if (item.Value is InlineTableSyntax inline)
            {
                if (!inline.Items.Any())
                    _emptyTables.Add((key, new Place(_path, LineOf(item))));
                foreach (var inner in inline.Items)
                    _entries[key + "." + NameOf(inner.KeyValue!.Key!)] = new Entry(
                        Convert(inner.KeyValue.Value!),
                        _path,
                        LineOf(item)
                    );
            }
            else
            {
                _entries[key] = new Entry(Convert(item.Value!), _path, LineOf(item));
            }
        }
    }

    private static string NameOf(KeySyntax key)
    {
        var name = Part(key.Key!);
        foreach (var dotted in key.DotKeys)
            name += "." + Part(dotted.Key!);
        return name;
    }

    private static string Part(BareKeyOrStringValueSyntax part) =>
        part switch
        {
            BareKeySyntax bare => bare.Key!.Text!,
            StringValueSyntax quoted => quoted.Value!,
            _ => part.ToString().Trim(),
        };

    private static object Convert(ValueSyntax value) =>
        value switch
        {
            StringValueSyntax text => text.Value!,
            IntegerValueSyntax number => number.Value,
            FloatValueSyntax number => number.Value,
            BooleanValueSyntax flag => flag.Value,
            ArraySyntax array => array.Items.Select(item => Convert(item.Value!)).ToArray(),
            InlineTableSyntax table => ConvertTable(table),
            _ => value.ToString().Trim(),
        };

    // One that stands in a list; elsewhere a table's keys are keys of the file.
    private static Dictionary<string, object> ConvertTable(InlineTableSyntax table)
    {
        var items = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var item in table.Items)
            items[NameOf(item.KeyValue!.Key!)] = Convert(item.KeyValue.Value!);
        return items;
    }

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;

    /// <param name="Value">A string, long, double, bool, a dictionary of these by their keys, or an object array of
    /// these.</param>
    /// <param name="Path">The file that says so.</param>
    /// <param name="Line">Line, counted from 1.</param>
    internal sealed record Entry(object Value, string Path, int Line);

    /// <param name="Path">The file.</param>
    /// <param name="Line">Line, counted from 1; 0 for none.</param>
    internal sealed record Place(string Path, int Line);
}
