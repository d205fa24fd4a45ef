namespace Siskin.Runtime.Bundles;

/// <summary>A bundle on disk whose manifest is valid and whose files all have the hashes that the manifest states.</summary>
public sealed class Bundle
{
    internal Bundle(string folder, BundleManifest manifest, string hash)
    {
        Folder = folder;
        Hash = hash;
        Manifest = manifest;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Lower-case hex SHA-256 of <c>bundle.toml</c>, and with it of every file that it lists.</summary>
    public string Hash { get; }

    /// <summary>The content of <c>bundle.toml</c>.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>Absolute path of a file that the manifest lists.</summary>
    /// <exception cref="BundleException">The manifest does not list it.</exception>
    public string PathOf(string file) => Manifest.Sha256.ContainsKey(file)
        ? Path.Combine(Folder, file)
        : throw new BundleException($"Bundle '{Folder}': '{file}' is not listed in [sha256] of {BundleManifest.FileName}.");

    /// <summary>The variant with this id, or the first CPU variant for null.</summary>
    /// <exception cref="BundleException">There is none.</exception>
    public BundleVariant Variant(string? id)
    {
        BundleVariant? variant = id is null
            ? Manifest.Variants.FirstOrDefault(v => v.Provider == "cpu")
            : Manifest.Variants.FirstOrDefault(v => v.Id == id);
        return variant ?? throw new BundleException(
            $"Bundle '{Folder}' has no variant '{id ?? "for the CPU"}'; it has {string.Join(", ", Manifest.Variants.Select(v => v.Id))}.");
    }
}
