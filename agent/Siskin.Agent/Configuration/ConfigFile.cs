using Siskin.Runtime;

namespace Siskin.Agent.Configuration;

/// <summary>One file of a configuration: the main one, or one of the folder <c>conf.d</c> beside it.</summary>
internal sealed record ConfigFile(string Path, string Text)
{
    /// <summary>
    /// Folder beside the main file whose <c>*.toml</c> are read after it, in the order of their names.
    /// </summary>
    public const string Folder = "conf.d";

    // A configuration is a few kilobytes; what is near this is something else.
    private const int MaxBytes = 1 << 20;

    /// <summary>The file at <paramref name="path"/> and those of the folder, as far as they can be read.</summary>
    public static IReadOnlyList<ConfigFile> ReadAll(string path, List<ConfigError> errors)
    {
        var files = new List<ConfigFile>();
        foreach (var one in Names(path, errors))
        {
            try
            {
                files.Add(new ConfigFile(one, RegularFile.ReadAllText(one, MaxBytes)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                errors.Add(new ConfigError(one, 0, $"cannot be read: {e.Message}"));
            }
        }
        return files;
    }

    private static IEnumerable<string> Names(string path, List<ConfigError> errors)
    {
        var folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path) ?? "", Folder);
        try
        {
            // Editors leave hidden files behind.
            return Directory.Exists(folder)
                ?
                [
                    path,
                    .. Directory
                        .GetFileSystemEntries(folder, "*.toml")
                        .Where(file => !System.IO.Path.GetFileName(file).StartsWith('.'))
                        .Order(StringComparer.Ordinal),
                ]
                : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ConfigError(folder, 0, $"cannot be read: {e.Message}"));
            return [path];
        }
    }
}
