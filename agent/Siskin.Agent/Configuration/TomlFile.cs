using System.Diagnostics.CodeAnalysis;
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
    private readonly Dictionary<string, int> _tables = new(StringComparer.Ordinal);
    private readonly List<ConfigError> _errors;
    private readonly string _path;

    private TomlFile(string path, List<ConfigError> errors) => (_path, _errors) = (path, errors);

    /// <summary>Every key of the file, as <c>section.key</c>.</summary>
    public IEnumerable<KeyValuePair<string, Entry>> Entries => _entries;

    /// <summary>Parses <paramref name="text"/>; syntax errors are added to <paramref name="errors"/>.</summary>
    public static TomlFile Parse(string path, string text, List<ConfigError> errors)
    {
        var file = new TomlFile(path, errors);
        var document = SyntaxParser.Parse(text, path);
        if (document.HasErrors)
        {
            // What follows a syntax error is mostly its consequence.
            var first = document.Diagnostics.First(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error);
            errors.Add(new ConfigError(path, first.Span.Start.Line + 1, first.Message));
            return file;
        }
        file.Add("", document.KeyValues);
        foreach (var table in document.Tables)
            file.Add(table);
        return file;
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

    /// <summary>Where a table of a list begins, or 0 for anything else.</summary>
    public int LineOf(string section) => _tables.GetValueOrDefault(section);

    /// <summary>The name that a key has in every table of its list: <c>watch[].name</c>.</summary>
    public static string WithoutIndex(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        var close = key.IndexOf(']', StringComparison.Ordinal);
        return open > 0 && close > open ? key[..(open + 1)] + key[close..] : key;
    }

    private void Add(TableSyntaxBase table)
    {
        var name = NameOf(table.Name!);
        if (table is not TableArraySyntax)
        {
            Add(name + ".", table.Items);
        }
        else if (Lists.Contains(name))
        {
            var section = $"{name}[{CountOf(name)}]";
            _tables.Add(section, LineOf(table));
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
                foreach (var inner in inline.Items)
                    _entries[key + "." + NameOf(inner.KeyValue!.Key!)] = new Entry(Convert(inner.KeyValue.Value!),
                        LineOf(item));
            }
            else
            {
                _entries[key] = new Entry(Convert(item.Value!), LineOf(item));
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

    private static string Part(BareKeyOrStringValueSyntax part) => part switch
    {
        BareKeySyntax bare => bare.Key!.Text!,
        StringValueSyntax quoted => quoted.Value!,
        _ => part.ToString().Trim(),
    };

    private static object Convert(ValueSyntax value) => value switch
    {
        StringValueSyntax text => text.Value!,
        IntegerValueSyntax number => number.Value,
        FloatValueSyntax number => number.Value,
        BooleanValueSyntax flag => flag.Value,
        ArraySyntax array => array.Items.Select(item => Convert(item.Value!)).ToArray(),
        _ => value.ToString().Trim(),
    };

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;

    /// <param name="Value">A string, long, double, bool, or an object array of these.</param>
    /// <param name="Line">Line, counted from 1.</param>
    internal sealed record Entry(object Value, int Line);
}
