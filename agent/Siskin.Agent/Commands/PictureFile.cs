namespace Siskin.Agent.Commands;

/// <summary>Writes what <c>--show</c> draws.</summary>
internal static class PictureFile
{
    /// <summary>Writes the file.</summary>
    /// <exception cref="CommandException">It cannot be written.</exception>
    public static void Write(string path, byte[] picture)
    {
        try
        {
            File.WriteAllBytes(path, picture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Failed($"--show {path}: {e.Message}");
        }
    }
}
