using System.Globalization;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Reads typed values of one section. A wrong value becomes an error that names file, line, key, value and what is
/// allowed, and the default is returned, so that one pass finds every mistake.
/// </summary>
/// <param name="section">Its name, for example <c>limits</c> or <c>watch[0]</c>.</param>
/// <param name="file">What the files say together.</param>
/// <param name="errors">Takes what is wrong.</param>
/// <param name="known">Takes the names of the keys that exist.</param>
/// <param name="warnings">Takes what is allowed and yet not wise.</param>
internal sealed class SectionReader(
    string section,
    TomlFile file,
    List<ConfigError> errors,
    ISet<string> known,
    List<ConfigError>? warnings = null
)
{
    public string? Text(string key, string? fallback, Func<string, string?>? objection = null)
    {
        if (Find(key) is not { } entry)
            return fallback;
        if (entry.Value is not string text)
            return Reject(key, entry, "a string in quotes", fallback);
        if (objection?.Invoke(text) is { } allowed)
            return Reject(key, entry, allowed, fallback);
        return text;
    }

    public int Integer(string key, int fallback, int min, int max)
    {
        if (Find(key) is not { } entry)
            return fallback;
        return entry.Value is long number && number >= min && number <= max
            ? (int)number
            : Reject(
                key,
                entry,
                string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"),
                fallback
            );
    }

    /// <summary>A whole number that has no default.</summary>
    public int? OptionalInteger(string key, int min, int max) => Find(key) is null ? null : Integer(key, min, min, max);

    public double Number(string key, double fallback, double min, double max) => Number(key, min, max) ?? fallback;

    /// <summary>A number, with a point or without, that has no default.</summary>
    public double? Number(string key, double min, double max)
    {
        if (Find(key) is not { } entry)
            return null;
        var number = entry.Value switch
        {
            long whole => whole,
            double real => real,
            _ => double.NaN,
        };
        return number >= min && number <= max
            ? number
            : Reject<double?>(
                key,
                entry,
                string.Create(CultureInfo.InvariantCulture, $"a number from {(decimal)min} to {(decimal)max}"),
                null
            );
    }

    /// <summary>A value of a kind of its own; <paramref name="parse"/> gives null where it is not one.</summary>
    public T? Parsed<T>(string key, T? fallback, Func<object, T?> parse, string allowed)
        where T : class =>
        Find(key) is not { } entry ? fallback : parse(entry.Value) ?? Reject(key, entry, allowed, fallback);

    public bool Flag(string key, bool fallback)
    {
        if (Find(key) is not { } entry)
            return fallback;
        return entry.Value is bool flag ? flag : Reject(key, entry, "true or false", fallback);
    }

    public T Choice<T>(string key, T fallback, params (string Name, T Value)[] choices)
    {
        if (Find(key) is not { } entry)
            return fallback;
        foreach (var (name, value) in choices)
        {
            if (entry.Value is string text && text == name)
                return value;
        }
        return Reject(key, entry, string.Join(", ", choices.Select(choice => $"\"{choice.Name}\"")), fallback);
    }

    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> fallback, Func<string, string?> objection)
    {
        if (Find(key) is not { } entry)
            return fallback;
        if (entry.Value is not object[] items || items.Any(item => item is not string))
            return Reject(key, entry, "a list of strings", fallback);
        foreach (var item in items.Cast<string>())
        {
            if (objection(item) is { } allowed)
                return Reject(key, entry with { Value = item }, allowed, fallback);
        }
        return [.. items.Cast<string>()];
    }

    /// <summary>The absolute path of a file or credential that exists; the name of one that is only assumed.</summary>
    public string? File(string key, ConfigPlaces places) =>
        Text(key, null, places.Validate) is { } value ? places.PathOf(value) ?? value : null;

    /// <summary>A value of whatever kind, or null where the file has none.</summary>
    public object? Value(string key) => Find(key)?.Value;

    /// <summary>Whether the file has the key.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The tables of a list in this one, <c>[[watch.part]]</c>; one without keys where it has none.</summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="count">How many there are.</param>
    public IEnumerable<SectionReader> Tables(string list, out int count)
    {
        var name = $"{section}.{list}";
        count = file.CountOf(name);
        // Nothing to read, but the keys are known all the same.
        return count == 0
            ? [new SectionReader($"{name}[]", file, [], known)]
            : Enumerable.Range(0, count).Select(i => new SectionReader($"{name}[{i}]", file, errors, known, warnings));
    }

    /// <summary>Adds an error about <paramref name="key"/> that only shows once several values are known.</summary>
    public void AddError(string key, string message) => errors.Add(About(key, message));

    /// <summary>Adds a warning about <paramref name="key"/>: the configuration is used all the same.</summary>
    public void Warn(string key, string message) => warnings?.Add(About(key, message));

    /// <summary>
    /// Adds a mistake that a check refuses; an agent that is running or starts by itself goes on with it and warns.
    /// </summary>
    public void Tolerate(string key, string message) => warnings?.Add(About(key, message) with { Tolerated = true });

    private ConfigError About(string key, string message)
    {
        var table = file.PlaceOf(section);
        var entry = Find(key);
        return new ConfigError(entry?.Path ?? table.Path, entry?.Line ?? table.Line, $"{Title} {key}: {message}");
    }

    // [limits], or [[watch]] for one table of a list.
    private string Title => section.EndsWith(']') ? TomlFile.Written(section) : $"[{section}]";

    private TomlFile.Entry? Find(string key)
    {
        var name = $"{section}.{key}";
        known.Add(TomlFile.WithoutIndex(name));
        return file.TryGet(name, out var entry) ? entry : null;
    }

    private T Reject<T>(string key, TomlFile.Entry entry, string allowed, T fallback)
    {
        errors.Add(
            new ConfigError(
                entry.Path,
                entry.Line,
                $"{Title} {key} = {(key == "url" && entry.Value is string url ? $"\"{Secrets.MaskUrl(url)}\"" : Show(entry.Value))} "
                    + $"is not allowed; give {allowed}."
            )
        );
        return fallback;
    }

    /// <summary>A value as it is written in a file, without secrets.</summary>
    internal static string Show(object value) =>
        value switch
        {
            string text => $"\"{Secrets.Mask(text)}\"",
            bool flag => flag ? "true" : "false",
            object[] items => $"[{string.Join(", ", items.Select(Show))}]",
            IReadOnlyDictionary<string, object> table =>
                $"{{ {string.Join(", ", table.Select(item => $"{item.Key} = {Show(item.Value)}"))} }}",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}
