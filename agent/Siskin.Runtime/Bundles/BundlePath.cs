namespace Siskin.Runtime.Bundles;

/// <summary>Paths of files inside a bundle: relative, with forward slashes, and never out of the folder.</summary>
internal static class BundlePath
{
    /// <summary>What is wrong with a relative path as it is written, or null.</summary>
    public static string? Problem(string path)
    {
        if (path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Contains('\0'))
            return "is not a relative path with forward slashes";
        return path.Split('/').Any(part => part is "" or "." or "..")
            ? "leaves the bundle's folder or is not in its plain form"
            : null;
    }

    /// <summary>The folder of a file with its slash; empty for the bundle's own.</summary>
    public static string FolderOf(string file) => file[..(file.LastIndexOf('/') + 1)];

    /// <summary>
    /// The absolute path of an existing plain file. A symbolic link is refused wherever it leads: a bundle that is
    /// copied or packed must stay whole.
    /// </summary>
    /// <exception cref="BundleException">The path is malformed, missing, a link or not a file.</exception>
    public static string Resolve(string folder, string path)
    {
        if (Problem(path) is { } problem)
            throw new BundleException($"Bundle '{folder}': '{path}' {problem}.");
        var current = folder;
        foreach (var part in path.Split('/'))
        {
            current = Path.Combine(current, part);
            if (new FileInfo(current).LinkTarget is { } target)
                throw new BundleException(
                    $"Bundle '{folder}': '{path}' goes through a symbolic link to '{target}'; a bundle holds "
                        + "plain files only."
                );
        }

        return File.Exists(current)
            ? current
            : throw new BundleException($"Bundle '{folder}': file '{path}' is missing.");
    }
}
