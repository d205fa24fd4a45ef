using Tomlyn.Syntax;

namespace Siskin.Runtime.Toml;

/// <summary>Makes the tree of tables and values out of Tomlyn's syntax tree.</summary>
internal static class TomlTree
{
    public static TomlSection Of(DocumentSyntax document)
    {
        var root = new TomlSection(0);
        Fill(root, document.KeyValues);
        foreach (var table in document.Tables)
            Fill(Open(root, table), table.Items);
        return root;
    }

    private static TomlSection Open(TomlSection root, TableSyntaxBase table)
    {
        var line = LineOf(table);
        var path = PathOf(table.Name!);
        var parent = Enter(root, path, line);
        return table is TableArraySyntax ? parent.Append(path[^1], line) : parent.Enter(path[^1], line);
    }

    private static void Fill(TomlSection section, SyntaxList<KeyValueSyntax> items)
    {
        foreach (var item in items)
            Set(section, item, LineOf(item));
    }

    private static void Set(TomlSection section, KeyValueSyntax item, int line)
    {
        var path = PathOf(item.Key!);
        Enter(section, path, line).Set(path[^1], new TomlEntry(Convert(item.Value!), line));
    }

    // The table in which the last part of a dotted key lies.
    private static TomlSection Enter(TomlSection section, string[] path, int line) =>
        path[..^1].Aggregate(section, (inner, key) => inner.Enter(key, line));

    private static string[] PathOf(KeySyntax key) =>
        [Part(key.Key!), .. key.DotKeys.Select(dotted => Part(dotted.Key!))];

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
            InlineTableSyntax table => Convert(table),
            _ => value.ToString().Trim(),
        };

    private static TomlSection Convert(InlineTableSyntax table)
    {
        var section = new TomlSection(LineOf(table));
        foreach (var item in table.Items)
            Set(section, item.KeyValue!, LineOf(item.KeyValue!));
        return section;
    }

    private static int LineOf(SyntaxNode node) => node.Span.Start.Line + 1;
}
