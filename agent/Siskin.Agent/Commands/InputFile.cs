using Siskin.Runtime;

namespace Siskin.Agent.Commands;

/// <summary>Reads files that the user named.</summary>
internal static class InputFile
{
    /// <summary>The text of a file, of standard input for <c>-</c>, or null for null.</summary>
    public static string? ReadText(string? path) =>
        path switch
        {
            null => null,
            "-" => Console.In.ReadToEnd().TrimEnd('\r', '\n'),
            _ => Read(path, name => RegularFile.ReadAllText(name)).TrimEnd('\r', '\n'),
        };

    /// <summary>The bytes of a file, or nothing for null.</summary>
    public static ReadOnlyMemory<byte> ReadBytes(FileInfo? file) =>
        file is null ? default : Read(file.FullName, name => RegularFile.ReadAllBytes(name));

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw CommandException.Usage($"\"{path}\" cannot be read: {e.Message}");
        }
    }
}
