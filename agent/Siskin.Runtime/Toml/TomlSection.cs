namespace Siskin.Runtime.Toml;

/// <summary>A table of a TOML text, its keys in the order of the text.</summary>
/// <param name="line">Line where it begins, counted from 1; 0 for the document itself.</param>
public sealed class TomlSection(int line)
{
    private readonly OrderedDictionary<string, TomlEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Line where it begins, counted from 1; 0 for the document itself.</summary>
    public int Line => line;

    /// <summary>Its keys and what they hold.</summary>
    public IEnumerable<KeyValuePair<string, TomlEntry>> Entries => _entries;

    /// <summary>Whether it has no key.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>What a key holds, or null where it is absent.</summary>
    public TomlEntry? Find(string key) => _entries.GetValueOrDefault(key);

    internal void Set(string key, TomlEntry entry) => _entries[key] = entry;

    /// <summary>The table of a key, which is made where it is absent; of several, <c>[[key]]</c>, the last.</summary>
    internal TomlSection Enter(string key, int at)
    {
        switch (Find(key)?.Value)
        {
            case TomlSection section:
                return section;
            case List<TomlSection> sections:
                return sections[^1];
            default:
                var made = new TomlSection(at);
                Set(key, new TomlEntry(made, at));
                return made;
        }
    }

    /// <summary>A further table of <c>[[key]]</c>.</summary>
    internal TomlSection Append(string key, int at)
    {
        var made = new TomlSection(at);
        if (Find(key)?.Value is List<TomlSection> sections)
            sections.Add(made);
        else
            Set(key, new TomlEntry(new List<TomlSection> { made }, at));
        return made;
    }
}
