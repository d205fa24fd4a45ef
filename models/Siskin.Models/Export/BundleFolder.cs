using Siskin.Runtime.Bundles;

namespace Siskin.Models.Export;

/// <summary>Changes to the folder of a bundle that are seen as a whole or not at all.</summary>
internal static class BundleFolder
{
    /// <summary>Whose work a bundle holds and under which licence; for people, so that no manifest lists it.</summary>
    public const string Notice = "NOTICE";

    /// <summary>Absolute path of a folder to which a bundle can be written.</summary>
    /// <exception cref="IOException">The folder is in the way and holds no bundle.</exception>
    public static string Target(string folder)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return
            !Directory.Exists(target)
            || !Directory.EnumerateFileSystemEntries(target).Any()
            || File.Exists(Path.Combine(target, BundleManifest.FileName))
            ? target
            : throw new IOException($"'{target}' is a folder that is not empty and holds no bundle; it is left alone");
    }

    /// <summary>
    /// Fills a new folder beside the target and renames it when it is complete; an older bundle in that place is
    /// replaced, and stays as it was when anything fails.
    /// </summary>
    /// <param name="target">Absolute path of the bundle's folder.</param>
    /// <param name="fill">Fills the new folder.</param>
    public static BundleManifest Replace(string target, Func<string, BundleManifest> fill)
    {
        var partial = $"{target}.partial-{Environment.ProcessId}";
        Directory.CreateDirectory(partial);
        try
        {
            var manifest = fill(partial);
            Swap(target, partial);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    /// <summary>Copies the files that a bundle's manifest lists, and its notice.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="folder">Where the copies go.</param>
    /// <param name="leaveOut">Says which files are not copied, by relative path.</param>
    public static void Copy(Bundle bundle, string folder, Func<string, bool> leaveOut)
    {
        foreach (var file in bundle.Manifest.Sha256.Keys.Where(file => !leaveOut(file)))
        {
            var copy = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(bundle.PathOf(file), copy);
        }

        var notice = Path.Combine(bundle.Folder, Notice);
        if (File.Exists(notice))
            File.Copy(notice, Path.Combine(folder, Notice));
    }

    private static void Swap(string target, string partial)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(partial, target);
            return;
        }

        var old = $"{target}.old-{Environment.ProcessId}";
        Directory.Move(target, old);
        Directory.Move(partial, target);
        Directory.Delete(old, recursive: true);
    }
}
