using Siskin.Runtime;

namespace Siskin.Agent.Configuration;

/// <summary>The folder of <c>[state]</c>: looked at before the start, and made by whoever first writes to it.</summary>
internal static class StateFolder
{
    /// <summary>The folder, and where it leads if it is a symbolic link: what is kept lies there.</summary>
    public static string Describe(string folder) =>
        LinkOf(folder) is { } target ? $"{folder} (a symbolic link to {target})" : folder;

    /// <summary>Why nothing can be kept in it by the user of this process; null when it can.</summary>
    public static string? Problem(string folder)
    {
        if (Directory.Exists(folder))
            return IsUsable(folder)
                ? LedgerProblem(folder)
                : $"\"{Describe(folder)}\" cannot be written by {Environment.UserName}.";
        if (LinkOf(folder) is { } target)
            return $"\"{folder}\" is a symbolic link to {target}, which is no folder that "
                + $"{Environment.UserName} can reach.";
        if (File.Exists(folder))
            return $"\"{folder}\" is not a folder.";
        // It is made at the start, with the folders above it.
        var above = Path.GetDirectoryName(folder);
        while (above is not null && !Directory.Exists(above) && !File.Exists(above))
            above = Path.GetDirectoryName(above);
        return above is not null && Directory.Exists(above) && IsUsable(above)
            ? null
            : $"\"{folder}\" does not exist, and {Environment.UserName} cannot make it in \"{above}\".";
    }

    /// <summary>Makes it where it is not there, for its owner alone.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be made by this user.</exception>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    private static string? LedgerProblem(string folder)
    {
        try
        {
            RegularFile.Require(Path.Combine(folder, "ledger.db"));
            return null;
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private static string? LinkOf(string folder)
    {
        try
        {
            return new DirectoryInfo(Path.TrimEndingDirectorySeparator(folder)).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // By trial: rights alone do not tell of file systems that take nothing.
    private static bool IsUsable(string folder)
    {
        var trial = Path.Combine(folder, $".siskin-check-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
