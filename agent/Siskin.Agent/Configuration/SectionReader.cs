using System.Globalization;

namespace Siskin.Agent.Configuration;

/// <summary>
/// Reads typed values of one section. A wrong value becomes an error that names file, line, key, value and what is
/// allowed, and the default is returned, so that one pass finds every mistake.
/// </summary>
internal sealed class SectionReader(string path, string section, TomlFile file, List<ConfigError> errors,
    ISet<string> known)
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

    public int Integer(string key, int fallback, int least, int most)
    {
        if (Find(key) is not { } entry)
            return fallback;
        return entry.Value is long number && number >= least && number <= most
            ? (int)number
            : Reject(key, entry,
                string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"), fallback);
    }

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

    /// <summary>Adds an error about <paramref name="key"/> that only shows once several values are known.</summary>
    public void Object(string key, string message) =>
        errors.Add(new ConfigError(path, Find(key)?.Line ?? 0, $"[{section}] {key}: {message}"));

    private TomlFile.Entry? Find(string key)
    {
        var name = $"{section}.{key}";
        known.Add(name);
        return file.TryGet(name, out var entry) ? entry : null;
    }

    private T Reject<T>(string key, TomlFile.Entry entry, string allowed, T fallback)
    {
        errors.Add(new ConfigError(path, entry.Line,
            $"[{section}] {key} = {Show(entry.Value)} is not allowed; give {allowed}."));
        return fallback;
    }

    private static string Show(object value) => value switch
    {
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        object[] items => $"[{string.Join(", ", items.Select(Show))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
