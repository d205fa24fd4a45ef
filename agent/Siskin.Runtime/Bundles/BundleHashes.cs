namespace Siskin.Runtime.Bundles;

/// <summary>Checks the files of a bundle against the hashes that its manifest states, each file once.</summary>
/// <param name="root">Folder of the bundle.</param>
/// <param name="manifest">Its manifest.</param>
/// <param name="signed">Whether a signature vouches for the manifest.</param>
internal sealed class BundleHashes(string root, BundleManifest manifest, bool signed)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _right = new(StringComparer.Ordinal);

    /// <summary>What every variant needs, but for the graphs that help all, which are checked with one.</summary>
    public IEnumerable<string> OfNoVariant
    {
        get
        {
            var others = manifest
                .Variants.SelectMany(FoldersOf)
                .Concat(FoldersOfHelpers)
                .ToHashSet(StringComparer.Ordinal);
            return manifest.Sha256.Keys.Where(file => !others.Contains(BundlePath.FolderOf(file)));
        }
    }

    /// <summary>
    /// Checks the files of a variant and of what helps every one, and what lies beside them, on a thread of its own:
    /// reading them twice costs less time than reading them first. Where a signature is asked for, nothing is opened
    /// that it does not cover, and this returns when all is checked.
    /// </summary>
    /// <exception cref="BundleException">A file is missing or altered.</exception>
    public Task CheckAsync(BundleVariant variant)
    {
        var folders = FoldersOf(variant).Concat(FoldersOfHelpers).ToHashSet(StringComparer.Ordinal);
        var files = manifest.Sha256.Keys.Where(file => folders.Contains(BundlePath.FolderOf(file))).ToArray();
        lock (_lock)
        {
            if (_right.IsSupersetOf(files))
                return Task.CompletedTask;
        }
        var checking = Task.Run(() => Check(files));
        if (signed)
            checking.GetAwaiter().GetResult();
        return checking;
    }

    /// <summary>Checks files.</summary>
    /// <exception cref="BundleException">A file is missing or altered.</exception>
    public void Check(IEnumerable<string> files) => Each(files, CheckOnce);

    /// <summary>Checks files as they are now, whatever was checked before and is in use.</summary>
    /// <exception cref="BundleException">A file is missing or altered.</exception>
    public void CheckAgain(IEnumerable<string> files) => Each(files, CheckNow);

    private void Each(IEnumerable<string> files, Action<string> check)
    {
        try
        {
            foreach (var file in files)
                check(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BundleException($"Bundle '{root}' cannot be read: {error.Message}", error);
        }
    }

    private void CheckOnce(string file)
    {
        lock (_lock)
        {
            if (_right.Contains(file))
                return;
        }
        CheckNow(file);
        lock (_lock)
            _right.Add(file);
    }

    private void CheckNow(string file)
    {
        var actual = RegularFile.Sha256(BundlePath.Resolve(root, file));
        if (actual != manifest.Sha256[file])
            throw new BundleException(
                $"Bundle '{root}': '{file}' has SHA-256 {actual}, {BundleManifest.FileName} states "
                    + $"{manifest.Sha256[file]}."
            );
    }

    // Files in the bundle's own folder may be anything's.
    private static IEnumerable<string> FoldersOf(BundleVariant variant) => FoldersOf(variant.Files);

    private IEnumerable<string> FoldersOfHelpers =>
        FoldersOf([.. manifest.Ocr?.Graphs ?? [], .. manifest.Strips?.Graphs ?? []]);

    private static IEnumerable<string> FoldersOf(IEnumerable<string> files) =>
        files.Select(BundlePath.FolderOf).Where(folder => folder.Length > 0);
}
